package apex.e2e;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import apex.net.loop.TransportChoice;
import java.io.IOException;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The filter {@code limit-rate} between a real client and a real backend, with the bounds for slow peers as tight as they get. */
@Timeout(60)
class LimitRateTest {
    private static final byte[] BODY = new byte[300_000];

    static {
        new Random(7).nextBytes(BODY);
    }

    /** A gateway of which the whole body takes longer than every pause and every grace that it allows. */
    private static RunningGateway start(RawOrigin origin, String filters) {
        return RunningGateway.start(TransportChoice.AUTO, """
                [server]
                listen = "127.0.0.1:0"
                workers = 1
                access_log = false
                [limits]
                request_min_rate = 20000
                response_min_rate = 20000
                rate_grace = "200ms"
                [[routes]]
                name = "app"
                timeout_secs = 1
                backends = [{ url = "%s" }]
                filters = [%s]
                """.formatted(origin.url(), filters));
    }

    private static String limit(String settings) {
        return "{ name = \"limit-rate\", " + settings + " }";
    }

    /** Answers each request with the body, and waits for nothing. */
    private static RawOrigin giving(boolean chunked) {
        return RawOrigin.start(connection -> {
            while (connection.readHead() != null) {
                if (chunked) {
                    connection.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
                    connection.write(Integer.toHexString(BODY.length) + "\r\n");
                    connection.write(BODY).write("\r\n0\r\n\r\n");
                } else {
                    connection.write("HTTP/1.1 200 OK\r\nContent-Length: " + BODY.length + "\r\n\r\n");
                    connection.write(BODY);
                }
            }
        });
    }

    private static long millisSince(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanos);
    }

    @ParameterizedTest
    @CsvSource({"false, 150_000, 1_400", "true, 300_000, 700"})
    void responseTakesAsLongAsItsRateSaysAndArrivesWhole(boolean chunked, String rate, String least)
            throws IOException {
        try (RawOrigin origin = giving(chunked);
                RunningGateway gateway = start(origin, limit("response_bytes_per_second = " + rate))) {
            long begin = System.nanoTime();
            RawConnection.Message answer = gateway.get("/");
            long millis = millisSince(begin);
            assertEquals(200, answer.status());
            assertArrayEquals(BODY, answer.body());
            // 64 KiB and a tenth of a second come for nothing.
            assertTrue(millis >= Integer.parseInt(least.replace("_", "")), millis + " ms");
        }
    }

    @ParameterizedTest
    @CsvSource({"''", "'response_bytes_per_second = 20_000, response_after = 300_000'"})
    void responseArrivesWholeAndAtOnceWithoutARateOrBeforeItBegins(String settings) throws IOException {
        try (RawOrigin origin = giving(false);
                RunningGateway gateway = start(origin, settings.isEmpty() ? "" : limit(settings))) {
            long begin = System.nanoTime();
            assertArrayEquals(BODY, gateway.get("/").body());
            assertTrue(millisSince(begin) < 8_000);
        }
    }

    @Test
    void strictestOfSeveralRatesCounts() throws IOException {
        String fast = limit("response_bytes_per_second = 3_000_000");
        String slow = limit("response_bytes_per_second = 300_000");
        for (String filters : new String[] {fast + ", " + slow, slow + ", " + fast}) {
            try (RawOrigin origin = giving(false);
                    RunningGateway gateway = start(origin, filters)) {
                long begin = System.nanoTime();
                assertArrayEquals(BODY, gateway.get("/").body());
                long millis = millisSince(begin);
                assertTrue(millis >= 700, millis + " ms");
            }
        }
    }

    @Test
    void requestIsReadNoFasterThanItsRateAndNotTakenForASlowOne() throws IOException {
        long[] millis = new long[1];
        byte[][] read = new byte[1][];
        try (RawOrigin origin = RawOrigin.start(connection -> {
                    connection.readHead();
                    long begin = System.nanoTime();
                    read[0] = connection.readExactly(BODY.length);
                    millis[0] = millisSince(begin);
                    connection.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
                    connection.readHead();
                });
                RunningGateway gateway = start(origin, limit("request_bytes_per_second = 300_000"));
                RawConnection client = gateway.connect()) {
            client.write("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: " + BODY.length + "\r\n\r\n");
            client.write(BODY);
            RawConnection.Message answer = client.readMessage();
            assertEquals(200, answer.status(), answer::text);
            assertArrayEquals(BODY, read[0]);
            assertTrue(millis[0] >= 700, millis[0] + " ms");
        }
    }

    @Test
    void clientThatLeavesWhileItsResponseWaitsEndsTheExchange() throws Exception {
        CountDownLatch left = new CountDownLatch(1);
        try (RawOrigin origin = RawOrigin.start(connection -> {
                    connection.readHead();
                    connection.write("HTTP/1.1 200 OK\r\nContent-Length: 400000\r\n\r\n");
                    connection.write(BODY);
                    if (connection.isAtEnd()) {
                        left.countDown();
                    }
                });
                RunningGateway gateway = start(origin, limit("response_bytes_per_second = 1_024"))) {
            try (RawConnection client = gateway.connect()) {
                client.write("GET / HTTP/1.1\r\nHost: a\r\n\r\n").readHead();
            }
            assertTrue(left.await(20, TimeUnit.SECONDS));
            Eventually.holds("the exchange is over", () -> gateway.gateway().openExchanges() == 0);
        }
    }

    @Test
    void backendThatFallsSilentIsStillNoticed() throws IOException {
        try (RawOrigin origin = RawOrigin.start(connection -> {
                    connection.readHead();
                    connection.write("HTTP/1.1 200 OK\r\nContent-Length: 400000\r\n\r\n");
                    connection.write(BODY);
                    connection.readHead();
                });
                RunningGateway gateway = start(origin, limit("response_bytes_per_second = 1_000_000"));
                RawConnection client = gateway.connect()) {
            client.write("GET / HTTP/1.1\r\nHost: a\r\n\r\n").readHead();
            assertArrayEquals(BODY, client.readExactly(BODY.length));
            assertTrue(client.isAtEnd());
        }
    }
}
