package apex.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import apex.net.loop.TransportChoice;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The keys of {@code [http]} and of routes that say what is made of a request, from the file to the wire. */
@Timeout(60)
class HttpChoicesTest {
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
    private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
    private static final String EXPECTING =
            "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nExpect: 100-continue\r\n\r\n";

    private static RunningGateway start(String http, String route, RawOrigin origin) {
        return RunningGateway.start(TransportChoice.AUTO, """
                [server]
                listen = "127.0.0.1:0"
                workers = 1
                access_log = false
                [http]
                %s
                [[routes]]
                name = "app"
                backends = [{ url = "%s" }]
                %s
                """.formatted(http, origin.url(), route));
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

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(20, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    // [http]

    @ParameterizedTest
    @CsvSource({"'', 200, false", "underscores = \"refuse\", 400, false", "underscores = \"forward\", 200, true"})
    void fieldWithAnUnderscoreIsDroppedRefusedOrForwarded(String http, int status, boolean forwarded)
            throws IOException {
        try (RawOrigin origin = reading();
                RunningGateway gateway = start(http, "", origin)) {
            RawConnection.Message answer =
                    gateway.ask("GET / HTTP/1.1\r\nHost: a\r\nX_User: root\r\nX-User: me\r\n\r\n");
            assertEquals(status, answer.status());
            String heads = origin.heads().toString();
            assertEquals(forwarded, heads.contains("X_User: root\r\n"), heads);
            assertEquals(status == 200, heads.contains("X-User: me\r\n"), heads);
        }
    }

    @ParameterizedTest
    @CsvSource({"'', false", "half_close = \"abort\", false", "half_close = \"finish\", true"})
    void clientThatEndsItsSidePrematurelyIsGivenUpOrAnswered(String http, boolean answered) throws IOException {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        CountDownLatch left = new CountDownLatch(1);
        try (RawOrigin origin = RawOrigin.start(connection -> {
                    connection.readHead();
                    asked.countDown();
                    await(ended);
                    if (answered) {
                        connection.write(OK);
                    } else if (connection.readHead() == null) {
                        left.countDown();
                    }
                });
                RunningGateway gateway = start(http, "", origin);
                RawConnection client = gateway.connect().write(GET)) {
            await(asked);
            client.shutdownOutput();
            ended.countDown();
            assertEquals(answered, client.readAll().startsWith("HTTP/1.1 200 "));
            if (!answered) {
                await(left);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "leading_empty_lines, ~~~GET / HTTP/1.1~Host: a~~, Host: a",
        "equal_content_lengths, 'POST / HTTP/1.1~Host: a~Content-Length: 2, 2~~ok', Content-Length: 2",
        "host_beside_absolute_target, GET http://a/ HTTP/1.1~Host: b~~, Host: a",
        "blanks_after_chunk_size, POST / HTTP/1.1~Host: a~Transfer-Encoding: chunked~~2 ~ok~0~~, Host: a"
    })
    void leniencyTakesWhatIsRefusedWithoutIt(String name, String text, String sent) throws IOException {
        String request = text.replace("~", "\r\n");
        try (RawOrigin origin = reading();
                RunningGateway strict = start("", "", origin)) {
            RawConnection.Message answer = strict.ask(request);
            assertEquals(400, answer.status());
            assertEquals("close", answer.field("Connection"));
        }
        try (RawOrigin origin = reading();
                RunningGateway lenient = start("lenient = [\"" + name + "\"]", "", origin)) {
            assertEquals(200, lenient.ask(request).status());
            String head = origin.heads().getFirst();
            assertTrue(head.contains("\r\n" + sent + "\r\n"), head);
        }
    }

    @ParameterizedTest
    @CsvSource({"'', true", "error_bodies = false, false"})
    void answersOfTheGatewayHaveABodyUnlessToldOtherwise(String http, boolean said) throws IOException {
        try (RawOrigin origin = reading();
                RunningGateway gateway = start(http, "path_prefix = \"/app\"", origin)) {
            RawConnection.Message answer = gateway.get("/");
            assertEquals(404, answer.status());
            assertEquals(said, answer.text().contains("no_route"), answer.text());
            assertEquals(said, !"0".equals(answer.field("Content-Length")), answer.head());
        }
    }

    @ParameterizedTest
    @CsvSource({"'', true", "error_bodies = false, false"})
    void answersToConnectionsOverALimitHaveABodyUnlessToldOtherwise(String http, boolean said) throws IOException {
        try (RawOrigin origin = reading();
                RunningGateway gateway = start(http + "\n[limits]\nmax_connections_per_client = 1", "", origin);
                RawConnection first = gateway.connect().write(GET)) {
            assertEquals(200, first.readMessage().status());
            try (RawConnection second = gateway.connect()) {
                RawConnection.Message answer = second.readMessage();
                assertEquals(429, answer.status());
                assertEquals(said, answer.text().contains("client_connection_limit"), answer.text());
                assertEquals(said, !"0".equals(answer.field("Content-Length")), answer.head());
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'', X-Forwarded-For: 127.0.0.1, Forwarded:",
        "forwarded = \"forwarded\", Forwarded: for=127.0.0.1, X-Forwarded-"
    })
    void backendsAreToldOfTheClientInTheFormThatIsAskedFor(String http, String told, String untold) throws IOException {
        try (RawOrigin origin = reading();
                RunningGateway gateway = start(http, "", origin)) {
            gateway.get("/");
            String head = origin.heads().getFirst();
            assertTrue(head.contains("\r\n" + told), head);
            assertFalse(head.contains("\r\n" + untold), head);
            assertTrue(head.matches("(?s).*\r\nVia: 1\\.1 apex-[0-9a-f]{8}\r\n.*"), head);
        }
    }

    // Routes.

    @ParameterizedTest
    @CsvSource({
        "'', app.example",
        "host_header = \"client\", app.example",
        "host_header = \"backend\", 127.0.0.1:",
        "host_header = \"inner.example:81\", inner.example:81"
    })
    void hostForTheBackendIsTheClientsItsOwnOrAGivenOne(String route, String host) throws IOException {
        try (RawOrigin origin = reading();
                RunningGateway gateway = start("", route, origin)) {
            assertEquals(200, gateway.get("/").status());
            String head = origin.heads().getFirst();
            String expected = host.endsWith(":") ? host + origin.port() : host;
            assertTrue(head.contains("\r\nHost: " + expected + "\r\n"), head);
        }
    }

    @Test
    void requestWithoutRoomForTheBackendsHostIs431() throws IOException {
        String filler = "filters = [{ name = \"headers\", request_set = { X-Big = \"" + "y".repeat(8_192) + "\" } }]";
        String route = "host_header = \"a-host-of-some-length.inner.example\"\n" + filler;
        String limits = "[limits]\nmax_header_bytes = 24576\nmax_header_line_bytes = 24576";
        Set<Integer> statuses = new HashSet<>();
        try (RawOrigin origin = reading();
                RunningGateway gateway = start("forwarded = \"none\"\nvia = false\n" + limits, route, origin)) {
            for (int length = 24_400; length <= 24_560; length += 10) {
                String rest = " HTTP/1.1\r\nHost: a\r\nX: ";
                String head = "GET /" + rest + "y".repeat(length - rest.length() - 9) + "\r\n\r\n";
                statuses.add(gateway.ask(head).status());
            }
        }
        assertEquals(Set.of(200, 431), statuses);
    }

    @Test
    void gatewayThatAnswersExpectationsSays100AndKeepsThemFromTheBackend() throws IOException {
        try (RawOrigin origin = reading();
                RunningGateway gateway = start("", "expect_continue = \"answer\"", origin);
                RawConnection client = gateway.connect()) {
            assertTrue(client.write(EXPECTING).readHead().startsWith("HTTP/1.1 100 "));
            assertEquals(200, client.write("body").readMessage().status());
            assertFalse(origin.heads().getFirst().contains("Expect"), origin.heads()::toString);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "answer, Expect: 100-continue, 100 103 200",
        "forward, Expect: 100-continue, 100 103 200",
        "answer, X: y, 100 103 200"
    })
    void backendThatSays100AsWellIsNotHeardTwice(String who, String field, String statuses) throws IOException {
        String interim = "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </s>\r\n\r\n";
        try (RawOrigin origin = RawOrigin.start(connection -> {
                    connection.readHead();
                    connection.write(interim);
                    connection.readExactly(4);
                    connection.write(OK);
                });
                RunningGateway gateway = start("", "expect_continue = \"" + who + "\"", origin);
                RawConnection client = gateway.connect()) {
            client.write(EXPECTING.replace("Expect: 100-continue", field));
            List<String> heard = new ArrayList<>();
            heard.add(client.readHead().substring("HTTP/1.1 ".length(), "HTTP/1.1 100".length()));
            client.write("body");
            while (!heard.getLast().equals("200")) {
                heard.add(client.readHead().substring("HTTP/1.1 ".length(), "HTTP/1.1 100".length()));
            }
            assertEquals(statuses, String.join(" ", heard));
        }
    }

    @Test
    void gatewayThatForwardsExpectationsLeavesThe100ToTheBackend() throws IOException {
        try (RawOrigin origin = RawOrigin.start(connection -> {
                    connection.readHead();
                    connection.write("HTTP/1.1 417 Expectation Failed\r\nContent-Length: 2\r\n\r\nno");
                    connection.readHead();
                });
                RunningGateway gateway = start("", "", origin)) {
            RawConnection.Message answer = gateway.ask(EXPECTING);
            assertEquals(417, answer.status());
            String head = origin.heads().getFirst();
            assertTrue(head.contains("\r\nExpect: 100-continue\r\n"), head);
        }
    }

    @ParameterizedTest
    @CsvSource({"'', ''", "request_trailers = true, X-Sum: 9"})
    void trailersOfRequestsGoOnWhereTheRouteSaysSo(String route, String sent) throws IOException {
        CountDownLatch over = new CountDownLatch(1);
        List<String> lines = new CopyOnWriteArrayList<>();
        try (RawOrigin origin = RawOrigin.start(connection -> {
                    connection.readHead();
                    for (String line = connection.readLine(); !line.isEmpty(); line = connection.readLine()) {
                        lines.add(line);
                    }
                    connection.write(OK);
                    over.countDown();
                });
                RunningGateway gateway = start("", route, origin)) {
            String request = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
            assertEquals(
                    200,
                    gateway.ask(request + "2\r\nok\r\n0\r\nX-Sum: 9\r\n\r\n").status());
            await(over);
            assertEquals(sent.isEmpty() ? List.of("2", "ok", "0") : List.of("2", "ok", "0", sent), lines);
        }
    }

    @Test
    void routeMayHaveATimeoutOfItsOwn() throws IOException {
        try (RawOrigin origin = RawOrigin.start(connection -> {
                    connection.readHead();
                    connection.readHead();
                });
                RunningGateway gateway = start("", "timeout_secs = 1", origin)) {
            RawConnection.Message answer = gateway.get("/");
            assertEquals(504, answer.status());
            assertTrue(answer.text().contains("response_timeout"), answer.text());
        }
    }
}
