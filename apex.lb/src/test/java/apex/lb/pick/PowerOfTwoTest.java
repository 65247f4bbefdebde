package apex.lb.pick;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PowerOfTwoTest {
    @Test
    void theMostLoadedIsNeverPickedBecauseTheTwoDrawsDiffer() {
        FakeUpstream upstream = new FakeUpstream(1, 1, 1);
        upstream.load[1] = 1;

        int[] counts = upstream.counts(new PowerOfTwo(upstream.context(), 3), 3000);

        assertEquals(0, counts[1]);
        assertTrue(counts[0] > 1300 && counts[2] > 1300, () -> Arrays.toString(counts));
    }

    @Test
    void ofTwoTheLessLoadedByWeightIsPicked() {
        FakeUpstream upstream = new FakeUpstream(4, 1);
        upstream.load[0] = 7;
        upstream.load[1] = 2;
        PowerOfTwo balancer = new PowerOfTwo(upstream.context(), 3);
        assertEquals("aaaa", upstream.picks(balancer, 4));

        upstream.load[0] = 9;

        assertEquals("bbbb", upstream.picks(balancer, 4));
    }

    @Test
    void withoutLoadPicksComeInProportionToTheWeights() {
        FakeUpstream upstream = new FakeUpstream(1, 1, 8);

        int[] counts = upstream.counts(new PowerOfTwo(upstream.context(), 3), 10_000);

        assertTrue(counts[0] > 850 && counts[0] < 1150, () -> Arrays.toString(counts));
        assertTrue(counts[2] > 7750 && counts[2] < 8250, () -> Arrays.toString(counts));
    }

    @Test
    void requestsThatStayLeaveNoEndpointFarBehind() {
        FakeUpstream upstream = new FakeUpstream(1, 1, 1, 1, 1, 1, 1, 1);
        PowerOfTwo balancer = new PowerOfTwo(upstream.context(), 3);

        for (int i = 0; i < 8000; i++) {
            upstream.load[balancer.pick(null, upstream)]++;
        }

        for (int load : upstream.load) {
            assertTrue(load > 990 && load < 1010, () -> Arrays.toString(upstream.load));
        }
    }

    @Test
    void oneAvailableIsPickedHoweverLoaded() {
        FakeUpstream upstream = new FakeUpstream(1, 1, 1);
        upstream.load[2] = 99;
        upstream.away(0, 1);

        assertEquals("ccc", upstream.picks(new PowerOfTwo(upstream.context(), 3), 3));
    }

    @Test
    void nothingAvailableIsNone() {
        FakeUpstream upstream = new FakeUpstream(1, 1, 1);
        upstream.away(0, 1, 2);

        assertEquals("--", upstream.picks(new PowerOfTwo(upstream.context(), 3), 2));
    }
}
