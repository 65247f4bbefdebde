package apex.e2e;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import apex.net.loop.TransportChoice;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a reverse proxy owes its clients and backends, on raw sockets; run once for each way to drive them. */
@Timeout(60)
abstract class ProxyContract {
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    private final TransportChoice io;

    ProxyContract(TransportChoice io) {
        this.io = io;
    }

    private RunningGateway to(RawOrigin origin) {
        return RunningGateway.to(io, origin.url());
    }

    // Heads.

    @Test
    void queryStringReachesTheBackend() throws IOException {
        try (RawOrigin origin = RawOrigin.answering(OK);
                RunningGateway gateway = to(origin)) {
            assertEquals("ok", gateway.get("/path?a=1&b=%20x?y").text());
            assertTrue(origin.heads().getFirst().startsWith("GET /path?a=1&b=%20x?y HTTP/1.1\r\n"));
        }
    }

    @Test
    void fieldsKeepOrderAndSpellingAndHopByHopOnesStay() throws IOException {
        try (RawOrigin origin = RawOrigin.answering("HTTP/1.1 200 OK\r\nx-One: 1\r\nConnection: close, X-Gone\r\n"
                        + "X-Gone: 1\r\nKeep-Alive: timeout=5\r\nX-TWO: 2\r\nContent-Length: 0\r\n\r\n");
                RunningGateway gateway = to(origin)) {
            RawConnection.Message answer = gateway.ask("GET / HTTP/1.1\r\nuser-AGENT: t\r\nHost: App.Example:81\r\n"
                    + "TE: trailers\r\nConnection: X-Mine, keep-alive\r\nX-Mine: secret\r\nUpgrade: h2c\r\n"
                    + "Proxy-Connection: keep-alive\r\nX-b: 1\r\nx-a:   2  \r\n\r\n");
            String head = origin.heads().getFirst();
            assertTrue(head.contains("Host: App.Example:81\r\n"), head);
            assertTrue(head.indexOf("user-AGENT: t\r\n") < head.indexOf("X-b: 1\r\n"), head);
            assertTrue(head.indexOf("X-b: 1\r\n") < head.indexOf("x-a:"), head);
            for (String gone : List.of("X-Mine", "TE:", "Upgrade", "Proxy-Connection", "onnection: X")) {
                assertFalse(head.contains(gone), gone + " in " + head);
            }
            assertTrue(head.contains("X-Forwarded-For: 127.0.0.1\r\n"), head);
            assertTrue(head.contains("X-Forwarded-Proto: http\r\n"), head);
            assertTrue(head.contains("X-Forwarded-Host: App.Example:81\r\n"), head);
            assertTrue(head.matches("(?s).*\r\nVia: 1\\.1 apex-[0-9a-f]{8}\r\n.*"), head);
            assertTrue(answer.head().indexOf("x-One: 1") < answer.head().indexOf("X-TWO: 2"), answer.head());
            for (String gone : List.of("Connection", "X-Gone", "Keep-Alive")) {
                assertNull(answer.field(gone), answer.head());
            }
        }
    }

    @Test
    void connectionFieldCannotStripWhatTheProxySays() throws IOException {
        try (RawOrigin origin = RawOrigin.answering(OK);
                RunningGateway gateway = to(origin)) {
            gateway.ask("GET / HTTP/1.1\r\nHost: a\r\nConnection: X-Forwarded-For, Authorization, Cookie\r\n"
                    + "Authorization: Basic eDp5\r\nCookie: a=b\r\n\r\n");
            String head = origin.heads().getFirst();
            assertTrue(head.contains("X-Forwarded-For: 127.0.0.1\r\n"), head);
            assertTrue(head.contains("Authorization: Basic eDp5\r\n"), head);
            assertTrue(head.contains("Cookie: a=b\r\n"), head);
        }
    }

    @Test
    void clientsConnectionSurvivesABackendThatCloses() throws IOException {
        try (RawOrigin origin = RawOrigin.start(connection -> {
                    connection.readHead();
                    connection.write("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok");
                });
                RunningGateway gateway = to(origin);
                RawConnection client = gateway.connect()) {
            for (int i = 0; i < 3; i++) {
                RawConnection.Message answer =
                        client.write("GET / HTTP/1.1\r\nHost: a\r\n\r\n").readMessage();
                assertEquals("ok", answer.text());
                assertNull(answer.field("Connection"), answer.head());
            }
            assertEquals(3, origin.accepted());
        }
    }

    // Connections.

    @Test
    void backendConnectionsAreUsedAgain() throws IOException {
        try (RawOrigin origin = RawOrigin.answering(OK);
                RunningGateway gateway = to(origin);
                RawConnection client = gateway.connect()) {
            for (int i = 0; i < 20; i++) {
                assertEquals(
                        "ok",
                        client.write("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
                                .readMessage()
                                .text());
            }
            assertEquals(1, origin.accepted());
        }
    }

    @Test
    void pipelinedRequestsAreAnsweredInOrder() throws IOException {
        try (RawOrigin origin = RawOrigin.start(connection -> {
                    for (String head = connection.readHead(); head != null; head = connection.readHead()) {
                        String target = head.split(" ", 3)[1];
                        connection.write("HTTP/1.1 200 OK\r\nContent-Length: " + target.length() + "\r\n\r\n" + target);
                    }
                });
                RunningGateway gateway = to(origin);
                RawConnection client = gateway.connect()) {
            StringBuilder requests = new StringBuilder();
            for (int i = 0; i < 50; i++) {
                requests.append("GET /").append(i).append(" HTTP/1.1\r\nHost: a\r\n\r\n");
            }
            client.write(requests.toString());
            for (int i = 0; i < 50; i++) {
                assertEquals("/" + i, client.readMessage().text());
            }
        }
    }

    @Test
    void http10ClientGetsItsBodyUntilTheEndOfTheConnection() throws IOException {
        try (RawOrigin origin = RawOrigin.answering(
                        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n");
                RunningGateway gateway = to(origin);
                RawConnection client = gateway.connect()) {
            String all = client.write("GET / HTTP/1.0\r\n\r\n").readAll();
            assertFalse(all.contains("Transfer-Encoding"), all);
            assertTrue(all.endsWith("\r\n\r\nabcde"), all);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void clientThatEndsItsOutputDuringAnExchangeIsGoneAndItsBackendHearsOfIt(int requests) throws IOException {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch told = new CountDownLatch(1);
        try (RawOrigin origin = RawOrigin.start(connection -> {
                    connection.readHead();
                    asked.countDown();
                    if (connection.isAtEnd()) {
                        told.countDown();
                    }
                });
                RunningGateway gateway = to(origin);
                RawConnection client = gateway.connect()) {
            client.write("GET / HTTP/1.1\r\nHost: a\r\n\r\n".repeat(requests));
            await(asked);
            client.shutdownOutput();
            await(told);
            assertTrue(client.isAtEnd());
            assertEquals(1, origin.heads().size());
        }
    }

    @Test
    void switchedProtocolIsATunnelInWhichNothingIsLostAndEachDirectionEndsByItself() throws IOException {
        byte[] bytes = new byte[3_000_000];
        new Random(9).nextBytes(bytes);
        String switched = "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n";
        try (RawOrigin origin = RawOrigin.start(connection -> {
                    String head = connection.readHead();
                    assertTrue(head.contains("Upgrade: websocket\r\n"), head);
                    connection.write(switched + "hello");
                    byte[] received = connection.readExactly(bytes.length);
                    if (connection.isAtEnd()) {
                        connection.write(received);
                    }
                });
                RunningGateway gateway = to(origin);
                RawConnection client = gateway.connect()) {
            client.write("GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n");
            String answer = client.readHead();
            assertTrue(answer.startsWith("HTTP/1.1 101 Switching Protocols\r\n"), answer);
            assertTrue(answer.contains("Connection: Upgrade\r\nUpgrade: websocket\r\n"), answer);
            assertEquals("hello", new String(client.readExactly(5), StandardCharsets.ISO_8859_1));
            client.write(bytes);
            client.shutdownOutput();
            assertArrayEquals(bytes, client.readExactly(bytes.length));
            assertTrue(client.isAtEnd());
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(20, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    // Bodies.

    @Test
    void bodiesPassBothWaysWithLengthAndChunked() throws IOException {
        byte[] body = new byte[300_000];
        new Random(7).nextBytes(body);
        List<byte[]> received = new ArrayList<>();
        try (RawOrigin origin = RawOrigin.start(connection -> {
                    for (int i = 0; i < 2; i++) {
                        received.add(connection.readMessage().body());
                        connection.write(
                                i == 0
                                        ? "HTTP/1.1 200 OK\r\nContent-Length: 300000\r\n\r\n"
                                        : "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n493e0\r\n");
                        connection.write(body);
                        connection.write(i == 0 ? "" : "\r\n0\r\n\r\n");
                    }
                });
                RunningGateway gateway = to(origin);
                RawConnection client = gateway.connect()) {
            client.write("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 300000\r\n\r\n")
                    .write(body);
            assertArrayEquals(body, client.readMessage().body());
            client.write("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
            for (int at = 0; at < body.length; at += 30_000) {
                byte[] piece = java.util.Arrays.copyOfRange(body, at, at + 30_000);
                client.write("7530\r\n").write(piece).write("\r\n");
            }
            client.write("0\r\n\r\n");
            RawConnection.Message answer = client.readMessage();
            assertArrayEquals(body, answer.body());
            assertEquals("chunked", answer.field("Transfer-Encoding"));
        }
        assertArrayEquals(body, received.get(0));
        assertArrayEquals(body, received.get(1));
    }

    @Test
    void headAndBodylessResponsesDoNotShiftTheNextOne() throws IOException {
        List<String> answers = List.of(
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n",
                "HTTP/1.1 204 No Content\r\n\r\n",
                "HTTP/1.1 304 Not Modified\r\nETag: \"x\"\r\nContent-Length: 5\r\n\r\n",
                OK);
        try (RawOrigin origin = RawOrigin.start(connection -> {
                    for (String answer : answers) {
                        connection.readHead();
                        connection.write(answer);
                    }
                });
                RunningGateway gateway = to(origin);
                RawConnection client = gateway.connect()) {
            RawConnection.Message head =
                    client.write("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n").readMessage(true);
            assertEquals("5", head.field("Content-Length"));
            String get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
            assertEquals(204, client.write(get).readMessage().status());
            assertEquals("\"x\"", client.write(get).readMessage().field("ETag"));
            assertEquals("ok", client.write(get).readMessage().text());
            assertEquals(1, origin.accepted());
        }
    }

    @Test
    void continueComesFromTheBackend() throws IOException {
        try (RawOrigin origin = RawOrigin.start(connection -> {
                    String head = connection.readHead();
                    assertTrue(head.contains("Expect: 100-continue\r\n"), head);
                    connection.write("HTTP/1.1 100 Continue\r\n\r\n");
                    connection
                            .write("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n")
                            .write(connection.readExactly(4));
                });
                RunningGateway gateway = to(origin);
                RawConnection client = gateway.connect()) {
            client.write("PUT / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n");
            assertTrue(client.readHead().startsWith("HTTP/1.1 100 "));
            assertEquals("body", client.write("body").readMessage().text());
        }
    }

    @Test
    void slowReaderHoldsTheBackendBackInBoundedMemory() throws IOException {
        byte[] block = new byte[1 << 16];
        int blocks = 800;
        try (RawOrigin origin = RawOrigin.start(connection -> {
                    connection.readHead();
                    connection.write("HTTP/1.1 200 OK\r\nContent-Length: " + block.length * blocks + "\r\n\r\n");
                    for (int i = 0; i < blocks; i++) {
                        connection.write(block);
                    }
                });
                RunningGateway gateway = to(origin);
                RawConnection client = gateway.connect()) {
            client.write("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
            client.readHead();
            long most = 0;
            for (int i = 0; i < blocks; i++) {
                client.readExactly(block.length);
                most = Math.max(most, gateway.platform().heldBytes());
            }
            assertTrue(most < 1 << 20, "held " + most + " bytes for one exchange");
        }
    }

    // Failures.

    @Test
    void deadBackendIs502WithItsReason() throws IOException {
        int nobody = ProgramsContract.freePort();
        try (RunningGateway gateway = RunningGateway.to(io, "http://127.0.0.1:" + nobody)) {
            RawConnection.Message answer = gateway.get("/");
            assertEquals(502, answer.status());
            assertEquals("application/json", answer.field("Content-Type"));
            assertTrue(answer.text().contains("\"error\": "), answer.text());
            assertTrue(answer.text().contains("\"status\": 502"), answer.text());
            assertTrue(answer.text().contains("\"reason\": \"connect_refused\""), answer.text());
            assertTrue(answer.text().contains("\"request_id\": \""), answer.text());
        }
    }

    @Test
    void silentBackendIs504AndItsConnectionIsNotUsedAgain() throws IOException {
        CountDownLatch asked = new CountDownLatch(1);
        try (RawOrigin origin = RawOrigin.start(connection -> {
                    connection.readHead();
                    asked.countDown();
                    assertTrue(connection.isAtEnd());
                });
                RunningGateway gateway = to(origin);
                RawConnection client = gateway.connect()) {
            client.write("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
            await(asked);
            RawConnection.Message answer = client.readMessage();
            assertEquals(504, answer.status());
            assertTrue(answer.text().contains("response_timeout"), answer.text());
        }
    }

    @Test
    void unknownHostNameIs503WithItsReason() throws IOException {
        try (RunningGateway gateway = RunningGateway.to(io, "http://no-such-host.invalid:80")) {
            RawConnection.Message answer = gateway.get("/");
            assertEquals(503, answer.status());
            assertTrue(answer.text().contains("backend_unresolved"), answer.text());
        }
    }

    @Test
    void backendThatDiesInMidResponseNeverLooksLikeAWholeOne() throws IOException {
        try (RawOrigin origin = RawOrigin.start(connection -> {
                    String head = connection.readHead();
                    connection.write(
                            head.startsWith("GET /chunked")
                                    ? "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n"
                                    : "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhello");
                });
                RunningGateway gateway = to(origin)) {
            for (String target : List.of("/chunked", "/length")) {
                try (RawConnection client = gateway.connect()) {
                    client.write("GET " + target + " HTTP/1.1\r\nHost: a\r\n\r\n");
                    assertTrue(client.readHead().startsWith("HTTP/1.1 200"));
                    String rest = readToEndOrReset(client);
                    assertFalse(rest.contains("0\r\n\r\n"), rest);
                    assertTrue(rest.length() < 100, rest);
                }
            }
        }
    }

    private static String readToEndOrReset(RawConnection client) {
        try {
            return client.readAll();
        } catch (IOException e) {
            return "";
        }
    }

    @Test
    void clientThatGoesInMidUploadEndsTheBackendsRequest() throws IOException {
        CountDownLatch gone = new CountDownLatch(1);
        try (RawOrigin origin = RawOrigin.start(connection -> {
                    connection.readHead();
                    connection.readExactly(5);
                    if (connection.isAtEnd()) {
                        gone.countDown();
                    }
                });
                RunningGateway gateway = to(origin)) {
            try (RawConnection client = gateway.connect()) {
                client.write("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nhello");
                Eventually.holds(
                        "the backend has the request", () -> !origin.heads().isEmpty());
            }
            await(gone);
            Eventually.holds("the exchange is over", () -> gateway.gateway().openExchanges() == 0);
        }
    }

    @Test
    void clientThatResetsWhileItWaitsEndsTheBackendsRequest() throws IOException {
        CountDownLatch gone = new CountDownLatch(1);
        try (RawOrigin origin = RawOrigin.start(connection -> {
                    connection.readHead();
                    if (connection.isAtEnd()) {
                        gone.countDown();
                    }
                });
                RunningGateway gateway = to(origin)) {
            RawConnection client = gateway.connect();
            client.write("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
            Eventually.holds(
                    "the backend has the request", () -> !origin.heads().isEmpty());
            client.reset();
            await(gone);
        }
    }

    @Test
    void malformedRequestsAreRefusedAndReachNobody() throws IOException {
        try (RawOrigin origin = RawOrigin.answering(OK);
                RunningGateway gateway = to(origin)) {
            record Case(String request, int status, String reason) {}
            List<Case> cases = List.of(
                    new Case("GET / HTTP/1.1\r\n\r\n", 400, "bad_host"),
                    new Case("GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n", 400, "bad_host"),
                    new Case("GET / HTTP/1.1\nHost: a\n\n", 400, "bad_"),
                    new Case("GET / HTTP/1.1\r\nHost : a\r\n\r\n", 400, "bad_field"),
                    new Case("GET / HTTP/3.7\r\nHost: a\r\n\r\n", 505, "bad_version"),
                    new Case("CONNECT a:1 HTTP/1.1\r\nHost: a:1\r\n\r\n", 405, "connect_refused_by_policy"),
                    new Case(
                            "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
                            400,
                            "bad_framing"),
                    new Case("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: +1\r\n\r\n", 400, "bad_framing"),
                    new Case("GET /" + "a".repeat(9000) + " HTTP/1.1\r\nHost: a\r\n\r\n", 414, "target_too_long"),
                    new Case(
                            "GET / HTTP/1.1\r\nHost: a\r\nX: " + "a".repeat(17_000) + "\r\n\r\n",
                            431,
                            "head_too_large"));
            for (Case each : cases) {
                try (RawConnection client = gateway.connect()) {
                    RawConnection.Message answer = client.write(each.request()).readMessage();
                    assertEquals(each.status(), answer.status(), each.request());
                    assertTrue(answer.text().contains(each.reason()), answer.text());
                    assertEquals("close", answer.field("Connection"));
                    assertTrue(client.isAtEnd());
                }
            }
            assertEquals(List.of(), origin.heads());
        }
    }

    @Test
    void ambiguousResponseIs502() throws IOException {
        List<String> responses = List.of(
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\nok",
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nok",
                "HTTP/1.1 200 OK\nContent-Length: 2\n\nok",
                "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n",
                "hello\r\n\r\n");
        for (String response : responses) {
            try (RawOrigin origin = RawOrigin.answering(response);
                    RunningGateway gateway = to(origin)) {
                RawConnection.Message answer = gateway.get("/");
                assertEquals(502, answer.status(), response);
                assertTrue(answer.text().contains("bad_response"), answer.text());
            }
        }
    }

    @Test
    void bytesBehindAResponseNeverBecomeSomebodyElses() throws IOException {
        try (RawOrigin origin = RawOrigin.answering(OK + "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nevil!");
                RunningGateway gateway = to(origin);
                RawConnection client = gateway.connect()) {
            for (int i = 0; i < 5; i++) {
                assertEquals(
                        "ok",
                        client.write("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
                                .readMessage()
                                .text());
            }
            assertEquals(5, origin.accepted());
        }
    }

    @Test
    void connectionThatTheBackendClosedWhileIdleIsNotUsed() throws IOException {
        CountDownLatch first = new CountDownLatch(1);
        try (RawOrigin origin = RawOrigin.start(connection -> {
                    connection.readHead();
                    connection.write(OK);
                    first.countDown();
                });
                RunningGateway gateway = to(origin);
                RawConnection client = gateway.connect()) {
            String post = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n";
            assertEquals("ok", client.write(post).readMessage().text());
            await(first);
            Eventually.holds("the close is noticed", () -> {
                try {
                    return client.write(post).readMessage().status() == 200;
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
        }
    }

    @Test
    void manyConnectionsAtOnceAreServed() throws Exception {
        int count = 2_000;
        CountDownLatch release = new CountDownLatch(1);
        try (RawOrigin origin = RawOrigin.start(connection -> {
                    while (connection.readHead() != null) {
                        await(release);
                        connection.write(OK);
                    }
                });
                RunningGateway gateway = to(origin)) {
            List<RawConnection> clients = new ArrayList<>();
            try {
                for (int i = 0; i < count; i++) {
                    clients.add(gateway.connect());
                }
                for (RawConnection client : clients) {
                    client.write("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
                }
                Eventually.holds("all have been heard", () -> gateway.gateway().openExchanges() == count);
                Eventually.holds("the backend has its most connections", () -> origin.accepted() >= 100);
                assertEquals(100, origin.accepted(), "connections to the backend");
                release.countDown();
                int served = 0;
                for (RawConnection client : clients) {
                    RawConnection.Message answer = client.readMessage();
                    served += answer.status() == 200 ? 1 : 0;
                }
                assertEquals(count, served);
                assertEquals(count, gateway.gateway().openConnections());
            } finally {
                for (RawConnection client : clients) {
                    client.close();
                }
            }
        }
    }

    /** One loop hears of a drain in one go: the close of its idle connection tells that the busy one knows, too. */
    private static String oneWorker(String backend) {
        return """
                [server]
                listen = "127.0.0.1:0"
                workers = 1
                access_log = false
                [[routes]]
                name = "app"
                backends = [{ url = "%s" }]
                """.formatted(backend);
    }

    @Test
    void drainFinishesWhatIsInFlightAndTakesNothingNew() throws IOException {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        try (RawOrigin origin = RawOrigin.start(connection -> {
                    connection.readHead();
                    asked.countDown();
                    await(release);
                    connection.write(OK);
                });
                RunningGateway gateway = RunningGateway.start(io, oneWorker(origin.url()));
                RawConnection idle = gateway.connect();
                RawConnection busy = gateway.connect()) {
            busy.write("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
            await(asked);
            var drained =
                    gateway.gateway().stop(java.time.Duration.ofSeconds(10)).toCompletableFuture();
            assertTrue(idle.isAtEnd());
            assertFalse(drained.isDone());
            release.countDown();
            RawConnection.Message answer = busy.readMessage();
            assertEquals("ok", answer.text());
            assertEquals("close", answer.field("Connection"));
            assertTrue(drained.join());
        }
    }
}
