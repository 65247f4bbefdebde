package apex.plugins.standard.limitrate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import apex.plugins.standard.fake.Allocation;
import apex.plugins.standard.fake.FakeContext;
import apex.plugins.standard.fake.FakeExchange;
import apex.plugins.standard.fake.FakeLoop;
import apex.spi.exchange.Chunk;
import apex.spi.exchange.Head;
import apex.spi.exchange.HeapChunk;
import apex.spi.exchange.Reason;
import apex.spi.filter.BodyFilter;
import apex.spi.filter.BodyOut;
import apex.spi.filter.Verdict;
import apex.spi.settings.Problem;
import apex.spi.settings.SettingsException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitRateFilterTest {
    private static final Verdict PASSES = Verdict.CONTINUE;
    private static final Verdict WAITS = Verdict.SUSPENDED;

    private final FakeContext context = new FakeContext();
    private final FakeLoop loop = new FakeLoop(0);
    private BodyFilter filter;
    private FakeExchange exchange;
    private long written;
    private final BodyOut out = chunk -> {
        written += chunk.length();
        return true;
    };

    /** A filter with these settings, and an exchange whose bodies have no length until told. */
    private void limit(Object... settings) {
        filter = (BodyFilter) context.create(new LimitRateProvider(), settings);
        exchange = new FakeExchange(loop, context).request("POST", "/").response(200);
        exchange.request().contentLength(Head.UNKNOWN_LENGTH);
        exchange.response().contentLength(Head.UNKNOWN_LENGTH);
    }

    private static Chunk chunk(int length) {
        return new HeapChunk(new byte[length]);
    }

    private Verdict response(int length) {
        return filter.onResponseChunk(exchange, chunk(length), out);
    }

    private Verdict request(int length) {
        return filter.onRequestChunk(exchange, chunk(length), out);
    }

    /** How long it takes in milliseconds until the exchange goes on. */
    private long waited() {
        int before = exchange.resumptions;
        for (long millis = 1; millis < 1_000_000; millis++) {
            loop.pass(1);
            if (exchange.resumptions > before) {
                return millis;
            }
        }
        throw new AssertionError("never resumed");
    }

    private static void assertAbout(long expected, long millis) {
        assertTrue(millis >= expected && millis <= expected + 2, millis + " ms (expected: " + expected + ")");
    }

    @Test
    void aChunkPassesWholeAndTheNextOneWaitsUntilItIsPaidFor() {
        limit("response_bytes_per_second", 10_000L);

        assertEquals(WAITS, response(5_000));
        assertEquals(5_000, written);
        assertAbout(500, waited());
        assertEquals(WAITS, response(20_000));
        assertAbout(2_000, waited());
        assertEquals(25_000, written);
    }

    @Test
    void aRequestIsLimitedByItsOwnRate() {
        limit("request_bytes_per_second", 4_000L);

        assertEquals(WAITS, request(1_000));
        assertAbout(250, waited());
        assertEquals(PASSES, response(1_000_000));
        assertEquals(1_001_000, written);
    }

    @Test
    void theTwoDirectionsWaitEachForItself() {
        limit("request_bytes_per_second", 4_000L, "response_bytes_per_second", 2_000L);

        assertEquals(WAITS, request(1_000));
        assertEquals(WAITS, response(1_000));
        assertAbout(250, waited());
        assertAbout(250, waited());
        assertEquals(2, exchange.resumptions);
    }

    @Test
    void theFirstBytesGoAtFullSpeed() {
        limit("response_bytes_per_second", 10_000L, "response_after", 50_000L);

        assertEquals(PASSES, response(40_000));
        assertEquals(WAITS, response(15_000));
        assertAbout(500, waited());
        assertEquals(WAITS, response(1_000));
        assertAbout(100, waited());
    }

    @Test
    void smallChunksPassUntilAWaitIsWorthIt() {
        limit("response_bytes_per_second", 100_000L);

        for (int i = 0; i < 9; i++) {
            assertEquals(PASSES, response(100));
        }
        assertEquals(WAITS, response(100));
        assertAbout(10, waited());
    }

    @Test
    void whatComesSlowerThanTheRateNeverWaits() {
        limit("response_bytes_per_second", 10_000L);

        for (int i = 0; i < 100; i++) {
            assertEquals(PASSES, response(90));
            loop.pass(10);
        }
        assertEquals(0, exchange.suspensions);
    }

    @Test
    void aPauseIsMadeUpForByNoMoreThanATenthOfASecond() {
        limit("response_bytes_per_second", 10_000L);

        assertEquals(PASSES, response(10));
        loop.pass(3_600_000);
        assertEquals(PASSES, response(990));
        assertEquals(WAITS, response(1_000));
        assertAbout(109, waited());
    }

    @ParameterizedTest
    @CsvSource({"2048, 512", "100000, 1", "1000000, 1460", "1000000, 65536", "50000000, 65536"})
    void theRateIsKeptAndUsedWhateverTheChunks(long rate, int size) {
        limit("response_bytes_per_second", rate);
        long end = 10_000;
        while (loop.nanos < end * 1_000_000) {
            if (response(size) == WAITS) {
                // Late, as loops are.
                waited();
                loop.pass(7);
            }
        }
        long seconds = loop.nanos / 1_000_000_000;
        double share = (double) written / rate;
        assertTrue(share > seconds * 0.98 - 0.5, share + " s of bytes in " + seconds + " s");
        assertTrue(share < seconds + 1.1 + (double) size / rate, share + " s of bytes in " + seconds + " s");
    }

    @Test
    void theEndOfABodyOfKnownLengthIsNotHeldUp() {
        limit("response_bytes_per_second", 10_000L, "request_bytes_per_second", 10_000L);
        exchange.response().contentLength(6_000);
        exchange.request().contentLength(5_000);

        assertEquals(PASSES, request(5_000));
        assertEquals(WAITS, response(5_000));
        waited();
        assertEquals(PASSES, response(1_000));
    }

    @Test
    void answersOfTheGatewayAreNotHeldUp() {
        limit("response_bytes_per_second", 1_024L);
        exchange.reason = Reason.NO_ROUTE;

        assertEquals(PASSES, response(10_000));
        assertEquals(10_000, written);
    }

    @Test
    void aSecondChunkInTheSameTurnMakesTheWaitLongerAndNoSecondOne() {
        limit("response_bytes_per_second", 10_000L);

        assertEquals(WAITS, response(1_000));
        assertEquals(PASSES, response(1_000));
        assertEquals(1, exchange.suspensions);
        assertAbout(200, waited());
        loop.pass(10_000);
        assertEquals(1, exchange.resumptions);
    }

    @Test
    void nothingIsResumedOnceTheExchangeIsOver() {
        limit("response_bytes_per_second", 10_000L, "request_bytes_per_second", 10_000L);

        assertEquals(WAITS, request(5_000));
        assertEquals(WAITS, response(5_000));
        filter.onComplete(exchange);
        loop.pass(10_000);
        assertEquals(0, exchange.resumptions);
    }

    @Test
    void theNextExchangeOwesNothingOfTheOneBefore() {
        limit("response_bytes_per_second", 10_000L, "response_after", 1_000L);

        assertEquals(WAITS, response(60_000));
        filter.onComplete(exchange);
        context.reset(exchange);
        assertEquals(PASSES, response(1_000));
        assertEquals(WAITS, response(1_000));
        assertAbout(100, waited());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | 0 | 0   | no rate (expected: response_bytes_per_second or request_bytes_per_second, 1024 or more)",
                "0 | 9 | 2000 | response_after: 9 without a rate to begin then (expected: response_bytes_per_second"
                        + " beside it)",
                "1023 | 0 | 0 | response_bytes_per_second: 1023 (expected: 0 for no bound, or 1024 or more)",
                "0 | 0 | 1    | request_bytes_per_second: 1 (expected: 0 for no bound, or 1024 or more)",
                "-1 | 0 | 0   | response_bytes_per_second: -1 (expected: 0 or more)"
            })
    void settingsThatSayNothingUsefulAreRefused(long response, long after, long request, String message) {
        SettingsException refused = assertThrows(
                SettingsException.class,
                () -> limit(
                        "response_bytes_per_second", response,
                        "response_after", after,
                        "request_bytes_per_second", request));

        assertEquals(
                List.of(message),
                refused.problems().stream().map(Problem::message).toList());
    }

    @Test
    void chunksAllocateNothing() {
        limit("response_bytes_per_second", 500_000L, "request_bytes_per_second", 500_000L);
        Chunk chunk = chunk(65_536);

        Allocation.assertNone(() -> {
            filter.onRequestChunk(exchange, chunk, out);
            filter.onResponseChunk(exchange, chunk, out);
            loop.pass(140);
        });
        assertTrue(exchange.suspensions > 100_000 && exchange.suspensions == exchange.resumptions);
    }
}
