package apex.lb.pick;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class RoundRobinTest {
    @Test
    void weightsAreSpreadOverTheTurnInsteadOfComingInBursts() {
        FakeUpstream upstream = new FakeUpstream(5, 1, 1);

        assertEquals("aabacaaaabacaa", upstream.picks(new RoundRobin(upstream.context()), 14));
    }

    @Test
    void equalWeightsTakeTurns() {
        FakeUpstream upstream = new FakeUpstream(7, 7, 7);

        assertEquals("abcabc", upstream.picks(new RoundRobin(upstream.context()), 6));
    }

    @Test
    void everyTurnGivesEachEndpointExactlyItsWeight() {
        FakeUpstream upstream = new FakeUpstream(3, 11, 1, 6);
        RoundRobin balancer = new RoundRobin(upstream.onLoop(1, 3));

        for (int turn = 0; turn < 5; turn++) {
            assertArrayEquals(new int[] {3, 11, 1, 6}, upstream.counts(balancer, 21));
        }
    }

    @Test
    void loopsBeginAtDifferentPlacesOfTheTurn() {
        FakeUpstream upstream = new FakeUpstream(1, 1, 1, 1);

        assertEquals("abcd", upstream.picks(new RoundRobin(upstream.onLoop(0, 4)), 4));
        assertEquals("bcda", upstream.picks(new RoundRobin(upstream.onLoop(1, 4)), 4));
        assertEquals("dabc", upstream.picks(new RoundRobin(upstream.onLoop(3, 4)), 4));
    }

    @Test
    void theTurnOfLargeWeightsIsNotWalkedThroughAtStart() {
        FakeUpstream upstream = new FakeUpstream(1000, 999);
        RoundRobin balancer = new RoundRobin(upstream.onLoop(63, 64));

        assertArrayEquals(new int[] {1000, 999}, upstream.counts(balancer, 1999));
    }

    @Test
    void anEndpointThatIsAwayLeavesTheOthersSmooth() {
        FakeUpstream upstream = new FakeUpstream(5, 1, 1);
        upstream.away(0);

        assertEquals("bcbc", upstream.picks(new RoundRobin(upstream.context()), 4));
    }

    @Test
    void anEndpointThatReturnsDoesNotMakeUpForWhatItMissed() {
        FakeUpstream upstream = new FakeUpstream(1, 1);
        RoundRobin balancer = new RoundRobin(upstream.context());
        upstream.away(1);
        assertEquals("aaaaaa", upstream.picks(balancer, 6));

        upstream.available[1] = true;

        assertEquals("abab", upstream.picks(balancer, 4));
    }

    @Test
    void nothingAvailableIsNoneAndSpoilsNothing() {
        FakeUpstream upstream = new FakeUpstream(2, 1);
        RoundRobin balancer = new RoundRobin(upstream.context());
        upstream.away(0, 1);
        assertEquals("---", upstream.picks(balancer, 3));

        upstream.available[0] = true;
        upstream.available[1] = true;

        assertEquals("aba", upstream.picks(balancer, 3));
    }

    @Test
    void aSingleEndpointIsAlwaysPicked() {
        FakeUpstream upstream = new FakeUpstream(9);

        assertEquals("aaa", upstream.picks(new RoundRobin(upstream.onLoop(2, 8)), 3));
    }

    /** Collectors put the arrays of neighbouring loops side by side. */
    @Test
    void creditsOfTwoLoopsAreNotOnOneCacheLine() {
        RoundRobin balancer = new RoundRobin(new FakeUpstream(1, 1).context());

        assertTrue(RoundRobin.ROOM * Long.BYTES >= 128);
        assertEquals(RoundRobin.ROOM + 2, balancer.credit.length);
    }
}
