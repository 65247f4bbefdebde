package apex.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import apex.net.loop.TransportChoice;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Keys of the configuration that only a whole gateway can be held to. */
@Timeout(60)
class SettingsTest {
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    @TempDir
    Path folder;

    private static RunningGateway start(String server, String url) {
        return RunningGateway.start(TransportChoice.AUTO, """
                [server]
                listen = "127.0.0.1:0"
                workers = 1
                %s
                [[routes]]
                name = "app"
                backends = [{ url = "%s" }]
                """.formatted(server, url));
    }

    @Test
    void headThatDoesNotArriveInTimeIs408() throws IOException {
        try (RunningGateway gateway = start("access_log = false\nheader_timeout = \"200ms\"", "http://127.0.0.1:1");
                RawConnection client = gateway.connect()) {
            RawConnection.Message answer =
                    client.write("GET / HTTP/1.1\r\nHost: a\r\nX: ").readMessage();
            assertEquals(408, answer.status());
            assertTrue(answer.text().contains("header_timeout"), answer.text());
            assertEquals("close", answer.field("Connection"));
        }
    }

    @Test
    void exchangeThatFindsNoFreeConnectionInTimeIs503() throws IOException {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        String server = "access_log = false\nmax_connections_per_backend = 1\nqueue_timeout = \"200ms\"";
        try (RawOrigin origin = RawOrigin.start(connection -> {
                    connection.readHead();
                    asked.countDown();
                    await(release);
                    connection.write(OK);
                });
                RunningGateway gateway = start(server, origin.url());
                RawConnection first = gateway.connect()) {
            first.write("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
            await(asked);
            RawConnection.Message answer = gateway.get("/");
            assertEquals(503, answer.status());
            assertTrue(answer.text().contains("queue_timeout"), answer.text());
            release.countDown();
            assertEquals("ok", first.readMessage().text());
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(20, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void trustedProxyIsBelievedAndNobodyElse() throws IOException {
        String request =
                "GET / HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: 203.0.113.9\r\nX-Forwarded-Proto: https\r\n\r\n";
        try (RawOrigin origin = RawOrigin.answering(OK);
                RunningGateway trusting =
                        start("access_log = false\ntrusted_proxies = [\"127.0.0.0/8\"]", origin.url());
                RunningGateway wary = start("access_log = false\ntrusted_proxies = [\"10.0.0.0/8\"]", origin.url())) {
            trusting.ask(request);
            String believed = origin.heads().getLast();
            assertTrue(believed.contains("X-Forwarded-For: 203.0.113.9, 127.0.0.1\r\n"), believed);
            assertTrue(believed.contains("X-Forwarded-Proto: https\r\n"), believed);
            wary.ask(request);
            String replaced = origin.heads().getLast();
            assertTrue(replaced.contains("X-Forwarded-For: 127.0.0.1\r\n"), replaced);
            assertTrue(replaced.contains("X-Forwarded-Proto: http\r\n"), replaced);
        }
    }

    @Test
    void accessLogHasALineForEachEndWithItsReason() throws IOException {
        Path log = folder.resolve("access.log");
        String server = "filters = [{ name = \"access-log\", format = \"json\", target = \"" + log + "\" }]";
        try (RawOrigin origin = RawOrigin.start(connection -> {
                    for (String head = connection.readHead();
                            !head.startsWith("GET /dead");
                            head = connection.readHead()) {
                        connection.write(OK);
                    }
                });
                RunningGateway gateway = start(server, origin.url())) {
            gateway.get("/fine?q=1");
            gateway.ask("GET / HTTP/1.1\r\n\r\n");
            gateway.get("/dead");
            Eventually.holds("three lines are written", () -> lines(log) == 3);
        }
        String text = Files.readString(log);
        String[] line = text.split("\n", -1);
        assertTrue(line[0].contains("\"target\":\"/fine?q=1\"") && line[0].contains("\"reason\":null"), text);
        assertTrue(line[0].contains("\"status\":200") && line[0].contains("\"route\":\"app\""), text);
        assertTrue(line[1].contains("\"status\":400") && line[1].contains("\"reason\":\"bad_host\""), text);
        assertTrue(line[2].contains("\"status\":502") && line[2].contains("\"target\":\"/dead\""), text);
    }

    private static long lines(Path log) {
        try {
            return Files.readString(log).lines().count();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void backendAndListenerMayBeIpv6() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.ofLiteral("::1"));
                RunningGateway gateway =
                        RunningGateway.start(TransportChoice.AUTO, """
                        [server]
                        listen = "[::1]:0"
                        access_log = false
                        [[routes]]
                        name = "app"
                        backends = [{ url = "http://[::1]:%d" }]
                        """.formatted(server.getLocalPort()))) {
            Thread origin = Thread.ofVirtual().start(() -> {
                try (RawConnection connection = new RawConnection(server.accept(), _ -> {})) {
                    connection.readHead();
                    connection.write(OK);
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
            String curl = Program.tool("curl");
            Program.Result result = Program.run(curl, "-sS", "-g", "http://[::1]:" + gateway.port() + "/");
            assertEquals("ok", result.output());
            origin.join();
        }
    }
}
