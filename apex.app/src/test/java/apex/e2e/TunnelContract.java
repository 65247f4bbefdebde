package apex.e2e;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import apex.net.loop.TransportChoice;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Connections that switch protocols, and those that do not get to, on raw sockets; run once for each way to drive them. */
@Timeout(60)
abstract class TunnelContract {
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
    private static final String FORBIDDEN = "HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\nno";
    private static final String GET = "GET /next HTTP/1.1\r\nHost: a\r\n\r\n";

    private final TransportChoice io;

    @TempDir
    Path folder;

    TunnelContract(TransportChoice io) {
        this.io = io;
    }

    private RunningGateway start(String serverKeys, String routeKeys, RawOrigin origin) {
        return RunningGateway.start(io, """
                [server]
                listen = "127.0.0.1:0"
                workers = 2
                timeout_secs = 5
                %s
                [[routes]]
                name = "tunnels"
                %s
                backends = [{ url = "%s" }]
                """.formatted(serverKeys, routeKeys, origin.url()));
    }

    private RunningGateway start(String routeKeys, RawOrigin origin) {
        return start("access_log = false", routeKeys, origin);
    }

    private static String ask(String protocol) {
        return "GET /tunnel HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: " + protocol + "\r\n\r\n";
    }

    private static String switching(String protocol) {
        return "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: " + protocol + "\r\n\r\n";
    }

    /** Switches to whatever it is asked for and sends back what it gets, a line at a time; answers everything else. */
    private static RawOrigin echo() {
        return RawOrigin.start(connection -> {
            String head = connection.readHead();
            while (head != null && !head.contains("Upgrade: ")) {
                connection.write(OK);
                head = connection.readHead();
            }
            if (head != null) {
                connection.write(switching(head.replaceAll("(?s).*\r\nUpgrade: ([^\r]*)\r\n.*", "$1")));
                while (true) {
                    connection.write(connection.readLine() + "\r\n");
                }
            }
        });
    }

    private static RawConnection open(RunningGateway gateway, String protocol) throws IOException {
        RawConnection client = gateway.connect().write(ask(protocol));
        String head = client.readHead();
        assertTrue(head.startsWith("HTTP/1.1 101 ") && head.contains("\r\nUpgrade: " + protocol + "\r\n"), head);
        return client;
    }

    private static void assertEchoes(RawConnection tunnel, String line) throws IOException {
        assertEquals(line, tunnel.write(line + "\r\n").readLine());
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(20, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    // Limits of a route.

    @Test
    void tunnelsOverTheLimitGet503UntilOneCloses() throws IOException {
        try (RawOrigin origin = echo();
                RunningGateway gateway = start("max_tunnels = 2", origin);
                RawConnection first = open(gateway, "websocket");
                RawConnection second = open(gateway, "websocket");
                RawConnection third = gateway.connect()) {
            RawConnection.Message refusal = third.write(ask("websocket")).readMessage();
            assertEquals(503, refusal.status());
            assertTrue(refusal.text().contains("tunnel_limit"), refusal.text());
            assertEquals("ok", third.write(GET).readMessage().text(), "requests are not tunnels");
            assertEchoes(second, "still here");
            first.reset();
            Eventually.holds("there is a place", () -> status(third) == 101);
            assertEchoes(third, "at last");
        }
    }

    @Test
    void tunnelsAreConnectionsOfTheirBackend() throws IOException {
        try (RawOrigin origin = echo();
                RunningGateway gateway = start(
                        "access_log = false\nmax_connections_per_backend = 1\nqueue_timeout = \"200ms\"", "", origin);
                RawConnection tunnel = open(gateway, "websocket")) {
            RawConnection.Message refusal = gateway.get("/");
            assertEquals(503, refusal.status());
            assertTrue(refusal.text().contains("queue_timeout"), refusal.text());
            tunnel.reset();
            Eventually.holds("there is a place", () -> {
                try {
                    return gateway.get("/").status() == 200;
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
        }
    }

    private static int status(RawConnection client) {
        try {
            String head = client.write(ask("websocket")).readHead();
            int status = Integer.parseInt(head.substring(9, 12));
            if (status == 503) {
                client.readExactly(Integer.parseInt(head.replaceAll("(?is).*\r\nContent-Length: (\\d+)\r\n.*", "$1")));
            }
            return status;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void quietTunnelIsClosedWhileBusyOnesAndOtherTimeLimitsLetThemBe() throws IOException {
        try (RawOrigin origin = echo();
                RunningGateway gateway = RunningGateway.start(io, """
                        [server]
                        listen = "127.0.0.1:0"
                        workers = 2
                        access_log = false
                        header_timeout = "300ms"
                        idle_timeout = "300ms"
                        pool_idle_timeout = "300ms"
                        timeout_secs = 1
                        [limits]
                        max_connection_age = "500ms"
                        [[routes]]
                        name = "brief"
                        path_prefix = "/tunnel"
                        tunnel_timeout = "2s"
                        backends = [{ url = "%1$s" }]
                        [[routes]]
                        name = "patient"
                        backends = [{ url = "%1$s" }]
                        """.formatted(origin.url()));
                RawConnection busy = open(gateway, "websocket");
                RawConnection quiet = open(gateway, "websocket");
                RawConnection patient = gateway.connect().write(ask("websocket").replace("/tunnel", "/"))) {
            assertTrue(patient.readHead().startsWith("HTTP/1.1 101 "));
            CountDownLatch ended = new CountDownLatch(1);
            Thread.ofVirtual().start(() -> {
                if (quiet.isAtEnd()) {
                    ended.countDown();
                }
            });
            Eventually.holds("the quiet one is closed", () -> {
                try {
                    assertEchoes(busy, "busy");
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
                return ended.getCount() == 0;
            });
            assertEchoes(busy, "still open");
            assertEchoes(patient, "quiet for longer than any limit but its own");
        }
    }

    @Test
    void routeWithoutUpgradesMakesOrdinaryRequestsOfHandshakes() throws IOException {
        String required = "HTTP/1.1 426 Upgrade Required\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                + "Content-Length: 3\r\n\r\nask";
        try (RawOrigin origin = RawOrigin.start(connection -> {
                    connection.readHead();
                    connection.write(required);
                    connection.readHead();
                    connection.write(OK);
                    connection.readHead();
                    connection.write(switching("websocket"));
                });
                RunningGateway gateway = start("upgrades = []", origin);
                RawConnection client = gateway.connect()) {
            RawConnection.Message answer = client.write(ask("websocket")).readMessage();
            assertEquals(426, answer.status());
            assertEquals("ask", answer.text());
            assertEquals("ok", client.write(ask("websocket")).readMessage().text());
            assertEquals(502, client.write(ask("websocket")).readMessage().status());
            for (String head : origin.heads()) {
                assertFalse(head.contains("pgrade"), head);
            }
        }
    }

    // Other protocols.

    @Test
    void anyBytesOfAnyProtocolGoBothWays() throws Exception {
        byte[] there = new byte[300_000];
        byte[] back = new byte[300_000];
        new Random(1).nextBytes(there);
        new Random(2).nextBytes(back);
        byte[][] arrived = new byte[1][];
        try (RawOrigin origin = RawOrigin.start(connection -> {
                    connection.readHead();
                    connection.write(switching("tcp"));
                    Thread sender = Thread.ofVirtual().start(() -> {
                        try {
                            connection.write(back);
                        } catch (IOException e) {
                            throw new IllegalStateException(e);
                        }
                    });
                    arrived[0] = connection.readExactly(there.length);
                    join(sender);
                    connection.write("done");
                });
                RunningGateway gateway = start("upgrades = [\"tcp\"]", origin);
                RawConnection client = open(gateway, "tcp")) {
            client.write(there);
            assertArrayEquals(back, client.readExactly(back.length));
            assertEquals("done", client.readAll());
            assertArrayEquals(there, arrived[0]);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void clientMayEndItsHalfFirst() throws IOException {
        try (RawOrigin origin = RawOrigin.start(connection -> {
                    connection.readHead();
                    connection.write(switching("tcp"));
                    connection.write("got " + connection.readAll());
                });
                RunningGateway gateway = start("upgrades = [\"tcp\"]", origin);
                RawConnection client = open(gateway, "tcp")) {
            client.write("all there is").shutdownOutput();
            assertEquals("got all there is", client.readAll());
        }
    }

    @Test
    void backendMayEndItsHalfFirst() throws IOException {
        String[] arrived = new String[1];
        CountDownLatch over = new CountDownLatch(1);
        try (RawOrigin origin = RawOrigin.start(connection -> {
                    connection.readHead();
                    connection.write(switching("tcp") + "all there is").shutdownOutput();
                    arrived[0] = connection.readAll();
                    over.countDown();
                });
                RunningGateway gateway = start("upgrades = [\"tcp\"]", origin);
                RawConnection client = open(gateway, "tcp")) {
            assertEquals("all there is", client.readAll());
            client.write("understood").shutdownOutput();
            await(over);
            assertEquals("understood", arrived[0]);
        }
    }

    @Test
    void bytesBeforeTheSwitchFollowItInOrder() throws IOException {
        CountDownLatch sent = new CountDownLatch(1);
        try (RawOrigin origin = RawOrigin.start(connection -> {
                    connection.readHead();
                    await(sent);
                    connection.write("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + switching("tcp") + "hello ");
                    connection.write(connection.readAll());
                });
                RunningGateway gateway = start("upgrades = [\"tcp\"]", origin);
                RawConnection client = gateway.connect()) {
            client.write(ask("tcp") + "early ").write("bytes ").write("GET / HTTP/1.1\r\n\r\n");
            sent.countDown();
            assertTrue(client.readHead().startsWith("HTTP/1.1 103 "));
            assertTrue(client.readHead().startsWith("HTTP/1.1 101 "));
            client.write("and late").shutdownOutput();
            assertEquals("hello early bytes GET / HTTP/1.1\r\n\r\nand late", client.readAll());
        }
    }

    // What does not become a tunnel.

    @Test
    void switchThatNobodyAskedForIs502() throws IOException {
        for (String asked : List.of(GET, ask("websocket").replace("Connection: Upgrade\r\n", ""))) {
            assertBadResponse(asked, switching("websocket"));
        }
    }

    @Test
    void switchToAnotherProtocolIs502() throws IOException {
        assertBadResponse(ask("websocket"), switching("tcp"));
        assertBadResponse(ask("websocket"), switching("websocket, tcp"));
        assertBadResponse(ask("websocket"), "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n");
        assertBadResponse(ask("websocket"), "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\n\r\n");
    }

    private void assertBadResponse(String request, String response) throws IOException {
        CountDownLatch closed = new CountDownLatch(1);
        try (RawOrigin origin = RawOrigin.start(connection -> {
                    connection.readHead();
                    connection.write(response + "secret");
                    if (connection.isAtEnd()) {
                        closed.countDown();
                    }
                });
                RunningGateway gateway = start("upgrades = [\"websocket\", \"tcp\"]", origin);
                RawConnection client = gateway.connect()) {
            RawConnection.Message answer = client.write(request).readMessage();
            assertEquals(502, answer.status(), response);
            assertTrue(answer.text().contains("bad_response"), answer.text());
            await(closed);
        }
    }

    @Test
    void refusedHandshakeLeavesBothConnectionsToHttp() throws IOException {
        try (RawOrigin origin = RawOrigin.start(connection -> {
                    for (String head = connection.readHead(); head != null; head = connection.readHead()) {
                        connection.write(head.startsWith("GET /tunnel ") ? FORBIDDEN : OK);
                    }
                });
                RunningGateway gateway = start("max_tunnels = 1", origin);
                RawConnection client = gateway.connect()) {
            for (int i = 0; i < 3; i++) {
                RawConnection.Message refusal = client.write(ask("websocket")).readMessage();
                assertEquals(403, refusal.status());
                assertNull(refusal.field("Connection"), refusal.head());
                assertEquals("ok", client.write(GET).readMessage().text());
            }
            client.write(ask("websocket") + GET + ask("websocket") + GET);
            for (String expected : List.of("no", "ok", "no", "ok")) {
                assertEquals(expected, client.readMessage().text());
            }
            assertEquals(1, origin.accepted());
        }
    }

    @Test
    void cleartextHttp2Is400() throws IOException {
        try (RawOrigin origin = RawOrigin.answering(OK);
                RunningGateway gateway = start("upgrades = [\"websocket\"]", origin)) {
            for (String protocols : List.of("h2c", "websocket, h2c", "H2C")) {
                RawConnection.Message answer = gateway.ask(ask(protocols));
                assertEquals(400, answer.status(), protocols);
                assertTrue(answer.text().contains("bad_upgrade"), answer.text());
            }
            assertEquals(List.of(), origin.heads());
        }
    }

    // Ends.

    @Test
    void clientThatGoesDuringTheHandshakeTakesTheBackendWithIt() throws IOException {
        CountDownLatch asked = new CountDownLatch(2);
        CountDownLatch closed = new CountDownLatch(2);
        try (RawOrigin origin = RawOrigin.start(connection -> {
                    if (connection.readHead().contains("slow")) {
                        asked.countDown();
                        if (connection.isAtEnd()) {
                            closed.countDown();
                        }
                    } else {
                        connection.write(switching("websocket"));
                        connection.readHead();
                    }
                });
                RunningGateway gateway = start("max_tunnels = 2", origin);
                RawConnection resets = gateway.connect().write(ask("websocket").replace("/tunnel", "/slow"));
                RawConnection ends = gateway.connect().write(ask("websocket").replace("/tunnel", "/slow"))) {
            await(asked);
            resets.reset();
            ends.shutdownOutput();
            await(closed);
            try (RawConnection next = gateway.connect();
                    RawConnection another = gateway.connect()) {
                Eventually.holds("there is a place", () -> status(next) == 101);
                Eventually.holds("there is another", () -> status(another) == 101);
            }
        }
    }

    @Test
    void backendThatGoesTakesTheClientWithItAfterItsLastBytes() throws IOException {
        try (RawOrigin origin = RawOrigin.start(connection -> {
                    connection.readHead();
                    connection.write(switching("tcp") + "last words");
                });
                RunningGateway gateway = start("upgrades = [\"tcp\"]", origin);
                RawConnection client = open(gateway, "tcp")) {
            assertEquals("last words", client.readAll());
        }
        try (RawOrigin origin = RawOrigin.start(connection -> {
                    connection.readHead();
                    connection.write(switching("tcp"));
                    connection.readLine();
                    connection.reset();
                });
                RunningGateway gateway = start("upgrades = [\"tcp\"]", origin);
                RawConnection client = open(gateway, "tcp")) {
            client.write("go\r\n");
            assertTrue(client.isAtEnd());
        }
    }

    @Test
    void readerThatRestsHoldsUpTheWriterAndLosesNothing() throws IOException {
        byte[] bytes = new byte[32 << 20];
        new Random(3).nextBytes(bytes);
        CountDownLatch sent = new CountDownLatch(1);
        try (RawOrigin origin = RawOrigin.start(connection -> {
                    connection.readHead();
                    connection.write(switching("tcp")).write(bytes);
                    sent.countDown();
                });
                RunningGateway gateway = start("upgrades = [\"tcp\"]", origin);
                RawConnection client = open(gateway, "tcp")) {
            long held = -1;
            for (long now = gateway.platform().heldBytes();
                    now != held;
                    now = gateway.platform().heldBytes()) {
                held = now;
                assertTrue(held < 2 << 20, "held: " + held);
            }
            assertEquals(1, sent.getCount());
            assertArrayEquals(bytes, client.readExactly(bytes.length));
            assertTrue(client.isAtEnd());
        }
    }

    @Test
    void drainLeavesTunnelsAloneUntilItsDeadline() throws IOException, InterruptedException, ExecutionException {
        try (RawOrigin origin = echo();
                RunningGateway gateway = start("", origin);
                RawConnection tunnel = open(gateway, "websocket");
                RawConnection idle = gateway.connect()) {
            assertEquals("ok", idle.write(GET).readMessage().text());
            var drained = gateway.gateway().stop(Duration.ofMillis(500)).toCompletableFuture();
            assertTrue(idle.isAtEnd());
            assertEchoes(tunnel, "during the drain");
            assertThrows(ConnectException.class, gateway::connect);
            assertFalse(drained.get());
            assertEchoes(tunnel, "until the process ends");
            gateway.gateway().close();
            assertTrue(tunnel.isAtEnd());
        }
    }

    @Test
    void drainIsOverWhenTheLastTunnelIs()
            throws IOException, InterruptedException, ExecutionException, TimeoutException {
        try (RawOrigin origin = echo();
                RunningGateway gateway = start("", origin);
                RawConnection tunnel = open(gateway, "websocket")) {
            var drained = gateway.gateway().stop(Duration.ofSeconds(60)).toCompletableFuture();
            assertEchoes(tunnel, "during the drain");
            assertFalse(drained.isDone());
            tunnel.shutdownOutput();
            assertTrue(tunnel.isAtEnd());
            assertTrue(drained.get(20, TimeUnit.SECONDS));
        }
    }

    @Test
    void accessLogHasALineForTheSwitchAndForTheRefusal() throws IOException {
        Path log = folder.resolve("access.log");
        try (RawOrigin origin = echo();
                RunningGateway gateway = start(
                        "filters = [{ name = \"access-log\", format = \"json\", target = \"" + log + "\" }]",
                        "max_tunnels = 1",
                        origin);
                RawConnection tunnel = open(gateway, "websocket")) {
            assertEchoes(tunnel, "hello");
            assertEquals(503, gateway.ask(ask("websocket")).status());
            Eventually.holds("two lines are written", () -> lines(log).size() == 2);
        }
        List<String> lines = lines(log);
        assertEquals(2, lines.size(), lines::toString);
        String switched = lineOf(101, lines);
        assertTrue(switched.contains("\"reason\":null") && switched.contains("\"route\":\"tunnels\""), switched);
        String refused = lineOf(503, lines);
        assertTrue(refused.contains("\"reason\":\"tunnel_limit\""), refused);
    }

    /** The line about a status; loops write theirs in no order. */
    private static String lineOf(int status, List<String> lines) {
        return lines.stream()
                .filter(line -> line.contains("\"status\":" + status))
                .findFirst()
                .orElseThrow(() -> new AssertionError(lines));
    }

    private static List<String> lines(Path log) {
        try {
            return Files.readString(log, StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
