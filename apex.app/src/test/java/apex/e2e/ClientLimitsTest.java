package apex.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import apex.net.loop.TransportChoice;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The keys of {@code [limits]}, from the file to the wire: what is just within a limit passes, and what is just beyond does not. */
@Timeout(60)
class ClientLimitsTest {
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
    private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

    private static RunningGateway start(String limits, String server, String route, RawOrigin origin) {
        return RunningGateway.start(TransportChoice.AUTO, """
                [server]
                listen = "127.0.0.1:0"
                workers = 1
                access_log = false
                %s
                [limits]
                %s
                [[routes]]
                name = "app"
                backends = [{ url = "%s" }]
                %s
                """.formatted(server, limits, origin.url(), route));
    }

    private static RunningGateway start(String limits, RawOrigin origin) {
        return start(limits, "", "", origin);
    }

    /** Answers each request once it has read all of it. */
    private static RawOrigin reading() {
        return RawOrigin.start(connection -> {
            while (true) {
                connection.readMessage();
                connection.write(OK);
            }
        });
    }

    /** Says that it was asked, and answers when it is released. */
    private static RawOrigin holding(CountDownLatch asked, CountDownLatch release) {
        return RawOrigin.start(connection -> {
            connection.readHead();
            asked.countDown();
            await(release);
            connection.write(OK);
        });
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(20, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void assertAnswered(int status, String reason, RawConnection.Message answer) {
        assertEquals(status, answer.status(), answer.head());
        assertTrue(answer.text().contains("\"reason\": \"" + reason + "\""), answer.text());
    }

    private static void assertRefused(int status, String reason, RawConnection.Message answer) {
        assertAnswered(status, reason, answer);
        assertEquals("close", answer.field("Connection"));
    }

    private static String withFields(String fields) {
        return "GET / HTTP/1.1\r\nHost: a\r\n" + fields + "\r\n";
    }

    private static String withTarget(int length) {
        return "GET /" + "t".repeat(length - 1) + " HTTP/1.1\r\nHost: a\r\n\r\n";
    }

    private static String post(String body) {
        return "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    private static String chunked(String... chunks) {
        StringBuilder text = new StringBuilder("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
        for (String chunk : chunks) {
            text.append(Integer.toHexString(chunk.length()))
                    .append("\r\n")
                    .append(chunk)
                    .append("\r\n");
        }
        return text.append("0\r\n\r\n").toString();
    }

    // Heads.

    @Test
    void headsAreBoundedInFieldsLinesTargetsAndBytes() throws IOException {
        String limits =
                "max_header_count = 20\nmax_header_line_bytes = 100\nmax_target_bytes = 64\nmax_header_bytes = 1024";
        try (RawOrigin origin = reading();
                RunningGateway gateway = start(limits, origin)) {
            assertEquals(200, gateway.ask(withFields("X: y\r\n".repeat(19))).status());
            assertRefused(431, "head_too_large", gateway.ask(withFields("X: y\r\n".repeat(20))));
            assertEquals(
                    200,
                    gateway.ask(withFields("X: " + "y".repeat(97) + "\r\n")).status());
            assertRefused(431, "head_too_large", gateway.ask(withFields("X: " + "y".repeat(98) + "\r\n")));
            assertEquals(200, gateway.ask(withTarget(64)).status());
            assertRefused(414, "target_too_long", gateway.ask(withTarget(65)));
            String line = "X: " + "y".repeat(93) + "\r\n";
            assertEquals(200, gateway.ask(withFields(line.repeat(9))).status());
            assertRefused(431, "head_too_large", gateway.ask(withFields(line.repeat(11))));
            assertEquals(4, origin.heads().size(), "what is refused reaches no backend");
        }
    }

    // Connections.

    @Test
    void lastRequestThatAConnectionMayHaveIsAnsweredWithClose() throws IOException {
        try (RawOrigin origin = reading();
                RunningGateway gateway = start("max_requests_per_connection = 2", origin);
                RawConnection client = gateway.connect()) {
            assertNull(client.write(GET).readMessage().field("Connection"));
            client.write(GET + GET);
            assertEquals("close", client.readMessage().field("Connection"));
            assertEquals("", client.readAll());
            assertEquals(2, origin.heads().size());
        }
    }

    @Test
    void connectionThatIsTooOldClosesWhenIdleAndElseAfterItsExchange() throws IOException {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        try (RawOrigin origin = holding(asked, release);
                RunningGateway gateway = start("max_connection_age = \"200ms\"", origin);
                RawConnection busy = gateway.connect()) {
            busy.write(GET);
            await(asked);
            try (RawConnection younger = gateway.connect()) {
                assertEquals("", younger.readAll());
            }
            release.countDown();
            RawConnection.Message answer = busy.readMessage();
            assertEquals(200, answer.status());
            assertEquals("close", answer.field("Connection"));
            assertEquals("", busy.readAll());
        }
    }

    @Test
    void connectionOverTheLimitTakesThePlaceOfAnIdleOneAndElseIs503() throws IOException {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        try (RawOrigin origin = holding(asked, release);
                RunningGateway gateway = start("max_connections = 1", origin);
                RawConnection idle = gateway.connect();
                RawConnection busy = gateway.connect().write(GET)) {
            assertEquals("", idle.readAll());
            await(asked);
            try (RawConnection third = gateway.connect()) {
                assertRefused(503, "connection_limit", third.readMessage());
            }
            release.countDown();
            assertEquals(200, busy.readMessage().status());
        }
    }

    @Test
    void connectionOverTheLimitOfItsClientIs429UnlessAProxyIsTrusted() throws IOException {
        try (RawOrigin origin = reading();
                RunningGateway gateway = start("max_connections_per_client = 1", origin);
                RawConnection first = gateway.connect().write(GET)) {
            assertEquals(200, first.readMessage().status());
            try (RawConnection second = gateway.connect()) {
                assertRefused(429, "client_connection_limit", second.readMessage());
            }
        }
        try (RawOrigin origin = reading();
                RunningGateway gateway =
                        start("max_connections_per_client = 1", "trusted_proxies = [\"127.0.0.1\"]", "", origin);
                RawConnection first = gateway.connect().write(GET)) {
            assertEquals(200, first.readMessage().status());
            assertEquals(200, gateway.get("/").status());
        }
    }

    // Bodies.

    @Test
    void bodiesAreBoundedHoweverTheyAreFramed() throws IOException {
        try (RawOrigin origin = reading();
                RunningGateway gateway = start("max_body_bytes = 4", origin)) {
            assertEquals(200, gateway.ask(post("abcd")).status());
            assertEquals(200, gateway.ask(chunked("ab", "cd")).status());
            int served = origin.heads().size();
            assertAnswered(413, "body_too_large", gateway.ask(post("abcde")));
            assertEquals(served, origin.heads().size(), "a length that is too long goes nowhere");
            assertAnswered(413, "body_too_large", gateway.ask(chunked("ab", "cde")));
        }
    }

    @Test
    void routeMayHaveALimitOfItsOwn() throws IOException {
        try (RawOrigin origin = reading();
                RunningGateway gateway = start("max_body_bytes = 4", "", "max_body_bytes = 5", origin)) {
            assertEquals(200, gateway.ask(post("abcde")).status());
            assertAnswered(413, "body_too_large", gateway.ask(post("abcdef")));
        }
    }

    @Test
    void bodyThatPausesForTooLongIs408() throws IOException {
        try (RawOrigin origin = reading();
                RunningGateway gateway = start("body_timeout = \"200ms\"", origin)) {
            assertEquals(200, gateway.ask(post("abcd")).status());
            String paused = post("abcd");
            assertRefused(408, "body_timeout", gateway.ask(paused.substring(0, paused.length() - 1)));
        }
    }

    @Test
    void bodyThatIsTooSlowIs408AlthoughItMoves() throws IOException {
        String limits = "request_min_rate = 1000000\nrate_grace = \"200ms\"";
        try (RawOrigin origin = reading();
                RunningGateway gateway = start(limits, origin)) {
            assertEquals(200, gateway.ask(post("abcd")).status());
            String slow = post("a".repeat(1_000_000));
            assertRefused(408, "body_too_slow", gateway.ask(slow.substring(0, 100)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"response_min_rate = 1000000\nrate_grace = \"200ms\"", "body_timeout = \"200ms\""})
    void clientThatDoesNotTakeItsResponseIsCutOffAndAReadingOneGetsAllOfIt(String limits) throws IOException {
        CountDownLatch cutOff = new CountDownLatch(1);
        byte[] piece = new byte[1_000_000];
        try (RawOrigin origin = RawOrigin.start(connection -> {
                    boolean endless = connection.readHead().startsWith("GET /endless ");
                    String length = endless ? "" : "Content-Length: " + piece.length + "\r\n";
                    connection.write("HTTP/1.1 200 OK\r\n" + length + "\r\n").write(piece);
                    try {
                        while (endless) {
                            connection.write(piece);
                        }
                    } finally {
                        cutOff.countDown();
                    }
                });
                RunningGateway gateway = start(limits, origin)) {
            try (RawConnection _ = gateway.connect().write(GET.replace(" / ", " /endless "))) {
                await(cutOff);
            }
            assertEquals(piece.length, gateway.get("/").body().length);
        }
    }

    @Test
    void memoryOfConnectionsIsWhatTheFileSays() throws IOException {
        try (RawOrigin origin = reading();
                RunningGateway gateway = start("memory_mib = 16", origin)) {
            assertEquals(200, gateway.ask(post("a".repeat(1_000_000))).status());
        }
    }
}
