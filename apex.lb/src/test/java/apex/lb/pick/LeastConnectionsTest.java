package apex.lb.pick;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LeastConnectionsTest {
    @Test
    void theLeastLoadedIsPicked() {
        FakeUpstream upstream = new FakeUpstream(1, 1, 1);
        upstream.load[0] = 3;
        upstream.load[1] = 1;
        upstream.load[2] = 2;

        assertEquals("bbb", upstream.picks(new LeastConnections(upstream.context(), 5), 3));
    }

    @Test
    void loadCountsByWeight() {
        FakeUpstream upstream = new FakeUpstream(10, 1);
        upstream.load[0] = 19;
        upstream.load[1] = 2;

        assertEquals("a", upstream.picks(new LeastConnections(upstream.context(), 5), 1));

        upstream.load[0] = 21;
        assertEquals("b", upstream.picks(new LeastConnections(upstream.context(), 5), 1));
    }

    @Test
    void requestsThatStayFillTheEndpointsByWeight() {
        FakeUpstream upstream = new FakeUpstream(1, 2, 5);
        LeastConnections balancer = new LeastConnections(upstream.context(), 5);

        for (int i = 0; i < 80; i++) {
            upstream.load[balancer.pick(null, upstream)]++;
        }

        assertArrayEquals(new int[] {10, 20, 50}, upstream.load);
    }

    @Test
    void evenEndpointsShareByWeightSoThatAnIdleUpstreamIsNotOneEndpoint() {
        FakeUpstream upstream = new FakeUpstream(1, 3);

        int[] counts = upstream.counts(new LeastConnections(upstream.context(), 11), 4000);

        assertTrue(counts[0] > 850 && counts[0] < 1150, () -> Arrays.toString(counts));
    }

    @Test
    void productsOfLoadAndWeightDoNotOverflow() {
        FakeUpstream upstream = new FakeUpstream(1000, 1000);
        upstream.load[0] = Integer.MAX_VALUE;
        upstream.load[1] = Integer.MAX_VALUE - 1;

        assertEquals("b", upstream.picks(new LeastConnections(upstream.context(), 5), 1));
    }

    @Test
    void theLeastLoadedThatIsAwayIsSkippedUntilItReturns() {
        FakeUpstream upstream = new FakeUpstream(1, 1);
        upstream.load[1] = 50;
        LeastConnections balancer = new LeastConnections(upstream.context(), 5);
        upstream.away(0);
        assertEquals("bb", upstream.picks(balancer, 2));

        upstream.available[0] = true;

        assertEquals("aa", upstream.picks(balancer, 2));
    }

    @Test
    void nothingAvailableIsNone() {
        FakeUpstream upstream = new FakeUpstream(1);
        upstream.away(0);

        assertEquals("-", upstream.picks(new LeastConnections(upstream.context(), 5), 1));
    }
}
