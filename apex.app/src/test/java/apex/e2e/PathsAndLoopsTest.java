package apex.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import apex.app.toml.TomlConfigReader;
import apex.net.loop.TransportChoice;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which paths get through, what backends are told by {@code [http]}, and requests that go round. */
class PathsAndLoopsTest {
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    @TempDir
    Path folder;

    private static RunningGateway start(String listen, String keys, String routes) {
        return RunningGateway.start(
                TransportChoice.NIO,
                "[server]\nlisten = \"" + listen + "\"\naccess_log = false\nworkers = 1\n" + keys + "\n" + routes);
    }

    private static String route(String name, String keys, String url) {
        return "[[routes]]\nname = \"" + name + "\"\n" + keys + "\nbackends = [{ url = \"" + url + "\" }]\n";
    }

    private static String target(String head) {
        return head.split(" ", 3)[1];
    }

    @Test
    void spellingsOfAPrefixReachItsRouteStrippedAndOtherwiseAsTheyCame() throws IOException {
        try (RawOrigin api = RawOrigin.answering(OK);
                RawOrigin other = RawOrigin.answering(OK);
                RunningGateway gateway = start(
                        "127.0.0.1:0",
                        "",
                        route("api", "path_prefix = \"/api\"\nstrip_prefix = true", api.url())
                                + route("other", "", other.url()))) {
            for (String target : List.of("/api/%7ea//b?x=/../", "//%61pi/c", "/api//evil.example")) {
                assertEquals(200, gateway.get(target).status());
            }
            assertEquals(200, gateway.get("/%61pi2//x").status());
            assertEquals(
                    List.of("/%7ea//b?x=/../", "/c", "/evil.example"),
                    api.heads().stream().map(PathsAndLoopsTest::target).toList());
            assertEquals(
                    List.of("/%61pi2//x"),
                    other.heads().stream().map(PathsAndLoopsTest::target).toList());
        }
    }

    @Test
    void ambiguousPathsAreRefusedUnlessTheirRouteForwardsThem() throws IOException {
        try (RawOrigin origin = RawOrigin.answering(OK);
                RunningGateway gateway = start(
                        "127.0.0.1:0",
                        "",
                        route("git", "path_prefix = \"/git\"\nambiguous_paths = \"forward\"", origin.url())
                                + route("other", "", origin.url()))) {
            for (String target :
                    List.of("/a/../b", "/a/%2e%2e/b", "/a%2fb", "/git/../a", "/git%2f..", "/..;/x", "/%")) {
                RawConnection.Message answer = gateway.get(target);
                assertEquals(400, answer.status(), target);
                assertTrue(answer.text().contains("ambiguous_path"), answer.text());
            }
            assertEquals(List.of(), origin.heads());
            assertEquals(200, gateway.get("/git/group%2Fname/../x").status());
            assertEquals("/git/group%2Fname/../x", target(origin.heads().getFirst()));
        }
    }

    @Test
    void refusalEndsTheConnectionBecauseNobodyKnowsWhatWasMeant() throws IOException {
        try (RawOrigin origin = RawOrigin.answering(OK);
                RunningGateway gateway = start("127.0.0.1:0", "", route("all", "", origin.url()));
                RawConnection client = gateway.connect()) {
            client.write("GET /a/../b HTTP/1.1\r\nHost: a\r\n\r\nGET /b HTTP/1.1\r\nHost: a\r\n\r\n");
            RawConnection.Message refusal = client.readMessage();
            assertEquals(400, refusal.status());
            assertEquals("close", refusal.field("Connection"));
            assertEquals("", client.readAll());
            assertEquals(List.of(), origin.heads());
        }
    }

    @Test
    void keysOfHttpSayWhatBackendsAreTold() throws IOException {
        try (RawOrigin origin = RawOrigin.answering(OK);
                RunningGateway gateway = start(
                        "127.0.0.1:0",
                        "[http]\nforwarded = \"both\"\nname = \"edge-1\"",
                        route("all", "", origin.url()))) {
            gateway.ask("GET / HTTP/1.1\r\nHost: a:81\r\nForwarded: for=1.1.1.1\r\n\r\n");
            String head = origin.heads().getFirst();
            assertTrue(head.contains("\r\nForwarded: for=127.0.0.1;proto=http;host=\"a:81\";by=_edge-1\r\n"), head);
            assertTrue(head.contains("\r\nX-Forwarded-For: 127.0.0.1\r\n"), head);
            assertTrue(head.contains("\r\nVia: 1.1 edge-1\r\n"), head);
        }
        try (RawOrigin origin = RawOrigin.answering(OK);
                RunningGateway gateway = start(
                        "127.0.0.1:0", "[http]\nforwarded = \"none\"\nvia = false", route("all", "", origin.url()))) {
            gateway.get("/");
            String head = origin.heads().getFirst();
            assertFalse(head.contains("orwarded") || head.contains("Via"), head);
        }
    }

    @Test
    void nameThatIsNoPartOfAFieldIsRefused() throws IOException {
        Path file = Files.writeString(
                folder.resolve("apex.toml"), "[http]\nname = \"a, b\"\n" + route("all", "", "http://127.0.0.1:1"));
        List<String> problems = TomlConfigReader.read(file).problems().stream()
                .map(Object::toString)
                .toList();
        assertEquals(1, problems.size(), problems::toString);
        assertTrue(problems.getFirst().contains("name: \"a, b\" (expected: letters, digits"), problems.getFirst());
    }

    @Test
    void gatewayThatLeadsToItselfSaysSo() throws IOException {
        String self = "unix:" + folder.resolve("self.sock");
        String routes = route("in", "path_prefix = \"/in\"\nstrip_prefix = true", self) + route("round", "", self);
        try (RunningGateway gateway = start(self, "", routes);
                SocketChannel client = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            client.connect(UnixDomainSocketAddress.of(self.substring("unix:".length())));
            String request = "GET /in/x HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
            client.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.ISO_8859_1)));
            ByteBuffer answer = ByteBuffer.allocate(4096);
            int read = 0;
            while (read >= 0 && answer.hasRemaining()) {
                read = client.read(answer);
            }
            String text = new String(answer.array(), 0, answer.position(), StandardCharsets.ISO_8859_1);
            assertTrue(text.startsWith("HTTP/1.1 508 ") && text.contains("loop_detected"), text);
            assertEquals(0, gateway.gateway().staleResumptions());
        }
    }

    @Test
    void loopThroughAnotherGatewayEndsAtTheFirstToSeeItTwice() throws IOException {
        String inner = "unix:" + folder.resolve("inner.sock");
        try (RunningGateway outer = start("127.0.0.1:0", "", route("out", "", inner));
                RunningGateway _ = start(inner, "", route("back", "", outer.url()))) {
            RawConnection.Message answer = outer.get("/x");
            assertEquals(508, answer.status());
            assertTrue(answer.text().contains("loop_detected"), answer.text());
        }
    }

    @Test
    void maxForwardsOfOptionsAndTraceIsCountedAndEndsHereAtZero() throws IOException {
        try (RawOrigin origin = RawOrigin.answering(OK);
                RunningGateway gateway = start("127.0.0.1:0", "", route("all", "", origin.url()));
                RawConnection client = gateway.connect()) {
            String rest = " HTTP/1.1\r\nHost: a\r\nMax-Forwards: ";
            client.write("OPTIONS *" + rest + "0\r\n\r\nTRACE /" + rest + "0\r\n\r\nOPTIONS *" + rest + "2\r\n\r\n");
            RawConnection.Message options = client.readMessage();
            assertEquals(204, options.status());
            assertTrue(options.field("Allow").contains("GET"), options.head());
            RawConnection.Message trace = client.readMessage();
            assertEquals(405, trace.status());
            assertTrue(trace.text().contains("trace_refused"), trace.text());
            assertFalse(trace.text().contains("Max-Forwards"), trace.text());
            assertEquals(200, client.readMessage().status());
            assertEquals(1, origin.heads().size());
            assertTrue(origin.heads().getFirst().contains("\r\nMax-Forwards: 1\r\n"), origin.heads()::toString);
            client.write("OPTIONS *" + rest + "two\r\n\r\n");
            assertEquals(400, client.readMessage().status());
            assertEquals(1, origin.heads().size());
        }
    }
}
