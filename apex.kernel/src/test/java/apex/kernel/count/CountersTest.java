package apex.kernel.count;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import apex.spi.exchange.Reason;
import org.junit.jupiter.api.Test;

class CountersTest {
    private static final long MILLI = 1_000_000;

    private final CounterRegistry registry = new CounterRegistry(2);

    @Test
    void whatLoopsCountIsSummedWhenRead() {
        RouteCounters route = registry.route("a");
        route.completed(0, 200, 10, 100, MILLI);
        route.completed(1, 204, 1, 0, MILLI);
        assertEquals(2, route.completed(StatusClass.SUCCESS));
        assertEquals(11, route.requestBytes());
        assertEquals(100, route.responseBytes());
    }

    @Test
    void everyStatusHasItsClass() {
        RouteCounters route = registry.route("a");
        for (int status : new int[] {101, 200, 302, 404, 503, 499, 0, 999}) {
            route.completed(0, status, 0, 0, MILLI);
        }
        assertEquals(1, route.completed(StatusClass.SWITCHED));
        assertEquals(1, route.completed(StatusClass.SUCCESS));
        assertEquals(1, route.completed(StatusClass.REDIRECTION));
        assertEquals(1, route.completed(StatusClass.CLIENT_ERROR));
        assertEquals(1, route.completed(StatusClass.SERVER_ERROR));
        assertEquals(3, route.completed(StatusClass.ABORTED));
    }

    @Test
    void durationsLieInTheBucketWhoseBoundTheyDoNotExceed() {
        RouteCounters route = registry.route("a");
        for (long millis : new long[] {0, 1, 2, 60_000, 60_001, 3_600_000}) {
            route.completed(0, 200, 0, 0, millis * MILLI);
        }
        Histogram histogram = route.durations();
        assertEquals(0.001, histogram.bounds()[0]);
        assertEquals(60, histogram.bounds()[histogram.bounds().length - 1]);
        long[] expected = new long[histogram.bounds().length + 1];
        expected[0] = 2;
        expected[1] = 1;
        expected[expected.length - 2] = 1;
        expected[expected.length - 1] = 2;
        assertArrayEquals(expected, histogram.counts());
        assertEquals(3_720.004, histogram.sum(), 1e-9);
    }

    @Test
    void tunnelsAreCountedInAndOutWithTheirBytes() {
        RouteCounters route = registry.route("a");
        route.tunnelOpened(0);
        route.tunnelOpened(1);
        route.tunnelClosed(1, 7, 70);
        assertEquals(2, route.tunnelsOpened());
        assertEquals(1, route.tunnelsOpen());
        assertEquals(7, route.tunnelBytesFromClients());
        assertEquals(70, route.tunnelBytesFromBackends());
    }

    @Test
    void everyReasonOfApexHasACounterOfItsOwn() {
        ReasonCounters reasons = registry.reasons();
        for (int i = 0; i < Reason.all().size(); i++) {
            for (int times = 0; times <= i; times++) {
                reasons.count(times % 2, Reason.all().get(i));
            }
        }
        for (int i = 0; i < Reason.all().size(); i++) {
            assertEquals(i + 1, reasons.of(Reason.all().get(i)), Reason.all().get(i)::code);
        }
        assertEquals(0, reasons.ofPlugins());
    }

    @Test
    void reasonsOfPluginsAreCountedTogetherSoThatLabelsStayFrozen() {
        registry.reasons().count(0, Reason.of("rate_limited", 429, "Too many."));
        registry.reasons().count(1, Reason.of("no_route", 404, "A plugin's own, whatever it is called."));
        assertEquals(2, registry.reasons().ofPlugins());
        assertEquals(0, registry.reasons().of(Reason.NO_ROUTE));
    }

    @Test
    void whoAsksForANameAgainGetsWhatHasBeenCounted() {
        registry.upstream("a").endpoint("http://x").requested(0);
        assertSame(registry.route("a"), registry.route("a"));
        assertNotSame(registry.route("a"), registry.route("b"));
        assertEquals(1, registry.upstream("a").endpoint("http://x").requests());
        assertEquals(0, registry.upstream("b").endpoint("http://x").requests());
    }

    /** Behind the cells of one loop and in front of those of the next. */
    @Test
    void cellsOfTwoLoopsAreNotOnOneCacheLine() {
        assertTrue(2 * LoopCells.PADDING * Long.BYTES >= 128);
    }
}
