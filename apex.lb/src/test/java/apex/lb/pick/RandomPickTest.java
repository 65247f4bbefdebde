package apex.lb.pick;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RandomPickTest {
    @Test
    void picksComeInProportionToTheWeights() {
        FakeUpstream upstream = new FakeUpstream(1, 2, 7);

        int[] counts = upstream.counts(new RandomPick(upstream.context(), 42), 10_000);

        assertTrue(counts[0] > 850 && counts[0] < 1150, () -> Arrays.toString(counts));
        assertTrue(counts[1] > 1800 && counts[1] < 2200, () -> Arrays.toString(counts));
        assertTrue(counts[2] > 6750 && counts[2] < 7250, () -> Arrays.toString(counts));
    }

    @Test
    void sameSeedSamePicksOtherSeedOtherPicks() {
        FakeUpstream upstream = new FakeUpstream(1, 1, 1, 1);
        String picks = upstream.picks(new RandomPick(upstream.context(), 1), 64);

        assertEquals(picks, upstream.picks(new RandomPick(upstream.context(), 1), 64));
        assertNotEquals(picks, upstream.picks(new RandomPick(upstream.context(), 2), 64));
    }

    @Test
    void aSeedOfZeroIsAsGoodAsAny() {
        FakeUpstream upstream = new FakeUpstream(1, 1);

        int[] counts = upstream.counts(new RandomPick(upstream.context(), 0), 1000);

        assertTrue(counts[0] > 400 && counts[1] > 400, () -> Arrays.toString(counts));
    }

    @Test
    void endpointsThatAreAwayAreNeverPicked() {
        FakeUpstream upstream = new FakeUpstream(1000, 1, 1);
        RandomPick balancer = new RandomPick(upstream.context(), 7);
        upstream.away(0);

        int[] counts = upstream.counts(balancer, 1000);
        assertEquals(0, counts[0]);
        assertTrue(counts[1] > 400 && counts[2] > 400, () -> Arrays.toString(counts));

        upstream.away(2);
        assertEquals(1000, upstream.counts(balancer, 1000)[1]);
    }

    @Test
    void nothingAvailableIsNone() {
        FakeUpstream upstream = new FakeUpstream(1, 1);
        upstream.away(0, 1);

        assertEquals("--", upstream.picks(new RandomPick(upstream.context(), 7), 2));
    }
}
