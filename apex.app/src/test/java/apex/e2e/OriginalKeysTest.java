package apex.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import apex.net.loop.TransportChoice;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Keys that the first Apex read and did not follow do what they say, from the file to the wire. */
class OriginalKeysTest {
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    private static RunningGateway start(String serverKeys, String routes) {
        return RunningGateway.start(
                TransportChoice.NIO,
                "[server]\nlisten = \"127.0.0.1:0\"\naccess_log = false\n" + serverKeys + "\n" + routes);
    }

    /** Answers at once, but for {@code /hold}, which waits for {@code release}. */
    private static RawOrigin holding(CountDownLatch release) {
        return RawOrigin.start(connection -> {
            for (String head = connection.readHead(); head != null; head = connection.readHead()) {
                if (head.startsWith("GET /hold ")) {
                    await(release);
                }
                connection.write(OK);
            }
        });
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void weightIsTheShareOfTheRequests() throws IOException {
        try (RawOrigin heavy = RawOrigin.answering(OK);
                RawOrigin light = RawOrigin.answering(OK);
                RunningGateway gateway = start("workers = 1", """
                        [[routes]]
                        name = "app"
                        backends = [{ url = "%s", weight = 3 }, { url = "%s" }]
                        """.formatted(heavy.url(), light.url()))) {
            for (int i = 0; i < 8; i++) {
                assertEquals(200, gateway.get("/").status());
            }
            assertEquals("6 2", heavy.heads().size() + " " + light.heads().size());
        }
    }

    @Test
    void leastConnectionsGoesAroundABusyBackend() throws IOException {
        CountDownLatch release = new CountDownLatch(1);
        try (RawOrigin one = holding(release);
                RawOrigin other = holding(release);
                RunningGateway gateway = start("workers = 1", """
                        [[routes]]
                        name = "app"
                        load_balancing = "least_connections"
                        backends = [{ url = "%s" }, { url = "%s" }]
                        """.formatted(one.url(), other.url()));
                RawConnection held = gateway.connect()) {
            held.write("GET /hold HTTP/1.1\r\nHost: a\r\n\r\n");
            Eventually.holds(
                    "one is busy", () -> one.heads().size() + other.heads().size() == 1);
            RawOrigin busy = one.heads().isEmpty() ? other : one;
            RawOrigin idle = one.heads().isEmpty() ? one : other;
            for (int i = 0; i < 6; i++) {
                assertEquals(200, gateway.get("/").status());
            }
            assertEquals("1 6", busy.heads().size() + " " + idle.heads().size());
            release.countDown();
            assertEquals(200, held.readMessage().status());
        }
    }

    @Test
    void backendNeverHasMoreConnectionsThanAllowedWhicheverLoopWantsThem() throws IOException {
        CountDownLatch release = new CountDownLatch(1);
        List<RawConnection> clients = new ArrayList<>();
        try (RawOrigin origin = holding(release);
                RunningGateway gateway =
                        start("workers = 2\nmax_connections_per_backend = 2", """
                        [[routes]]
                        name = "app"
                        backends = [{ url = "%s" }]
                        """.formatted(origin.url()))) {
            try {
                for (int i = 0; i < 12; i++) {
                    clients.add(gateway.connect().write("GET /hold HTTP/1.1\r\nHost: a\r\n\r\n"));
                }
                Eventually.holds("all wait", () -> gateway.gateway().openExchanges() == clients.size());
                Eventually.holds(
                        "both connections are busy", () -> origin.heads().size() == 2);
                assertEquals(2, origin.accepted());
                release.countDown();
                for (RawConnection client : clients) {
                    assertEquals(200, client.readMessage().status());
                }
            } finally {
                for (RawConnection client : clients) {
                    client.close();
                }
            }
        }
    }

    @Test
    void prefixTakesWholeSegmentsAndHostIsComparedWithoutPortAndCase() throws IOException {
        try (RawOrigin origin = RawOrigin.answering(OK);
                RunningGateway gateway = start("workers = 1", """
                        [[routes]]
                        name = "api"
                        host = "api.example"
                        path_prefix = "/api"
                        strip_prefix = true
                        backends = [{ url = "%s" }]
                        """.formatted(origin.url()))) {
            assertEquals(404, ask(gateway, "/apix", "api.example").status());
            assertEquals(404, ask(gateway, "/api", "other.example").status());
            assertEquals(200, ask(gateway, "/api/x?q=1", "API.Example:8080").status());
            assertEquals(200, ask(gateway, "/api", "api.example").status());
            assertEquals(2, origin.heads().size());
            assertTrue(
                    origin.heads().get(0).startsWith("GET /x?q=1 HTTP/1.1\r\n"),
                    origin.heads().get(0));
            assertTrue(
                    origin.heads().get(0).contains("Host: API.Example:8080\r\n"),
                    origin.heads().get(0));
            assertTrue(
                    origin.heads().get(1).startsWith("GET / HTTP/1.1\r\n"),
                    origin.heads().get(1));
        }
    }

    private static RawConnection.Message ask(RunningGateway gateway, String target, String host) throws IOException {
        return gateway.ask("GET " + target + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
    }
}
