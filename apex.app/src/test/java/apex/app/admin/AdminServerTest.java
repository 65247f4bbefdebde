package apex.app.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import apex.app.config.AdminSettings;
import apex.kernel.metrics.Metric;
import apex.kernel.metrics.MetricFamily;
import apex.kernel.metrics.Samples;
import apex.net.loop.LoopMemory;
import apex.spi.settings.Place;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class AdminServerTest {
    private static final InetSocketAddress ANY = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    private AdminServer server;

    private static List<MetricFamily> metrics() {
        return List.of(new Samples(Metric.gauge("apex_x", "X.")).add(7L).family());
    }

    private static LoopMemory memory() {
        return new LoopMemory(3, 4);
    }

    @BeforeEach
    void start() throws IOException {
        server = AdminServer.start(ANY, AdminServerTest::metrics);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static String ask(InetSocketAddress address, String request) throws IOException {
        try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private String ask(String method, String path, String host) throws IOException {
        return ask(
                server.address(), method + " " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
    }

    private String get(String path) throws IOException {
        return ask("GET", path, "localhost");
    }

    private static void startsWith(String expected, String answer) {
        assertTrue(answer.startsWith(expected), answer);
    }

    @Test
    void liveIsAlways200AndReadyOnlyWhileTrafficMayCome() throws IOException {
        startsWith("HTTP/1.1 200 ", get("/live"));
        String before = get("/ready");
        startsWith("HTTP/1.1 503 ", before);
        assertTrue(before.endsWith("\r\n\r\nstarting\n"), before);
        server.ready();
        startsWith("HTTP/1.1 200 ", get("/ready"));
        server.unready("draining since SIGTERM");
        String draining = get("/ready");
        startsWith("HTTP/1.1 503 ", draining);
        assertTrue(draining.endsWith("\r\n\r\ndraining since SIGTERM\n"), draining);
        startsWith("HTTP/1.1 200 ", get("/live"));
    }

    @Test
    void metricsAreTextOfTheDeclaredVersion() throws IOException {
        String answer = get("/metrics?name=x");
        startsWith("HTTP/1.1 200 ", answer);
        assertTrue(answer.contains("Content-type: text/plain; version=0.0.4; charset=utf-8\r\n"), answer);
        assertTrue(answer.endsWith("\napex_x 7\n"), answer);
    }

    @Test
    void headHasTheHeadOfGetAndNoBody() throws IOException {
        String answer = ask("HEAD", "/live", "127.0.0.1:9180");
        startsWith("HTTP/1.1 200 ", answer);
        assertTrue(answer.contains("Content-length: 5\r\n"), answer);
        assertTrue(answer.endsWith("\r\n\r\n"), answer);
    }

    @Test
    void otherMethodsAreRefused() throws IOException {
        String answer = ask("POST", "/live", "localhost");
        startsWith("HTTP/1.1 405 ", answer);
        assertTrue(answer.contains("Allow: GET, HEAD\r\n"), answer);
    }

    @Test
    void otherPathsNameThoseThatThereAre() throws IOException {
        for (String path : List.of("/", "/metrics/", "/Live", "/live/../metrics")) {
            String answer = get(path);
            startsWith("HTTP/1.1 404 ", answer);
            assertTrue(answer.endsWith("/live, /ready, /metrics\n"), answer);
        }
    }

    @Test
    void aNameThatWasMadeToLeadHereGetsNothing() throws IOException {
        for (String host :
                List.of("rebound.example", "rebound.example:" + server.address().getPort())) {
            String answer = ask("GET", "/metrics", host);
            startsWith("HTTP/1.1 421 ", answer);
            assertFalse(answer.contains("apex_x"), answer);
        }
        startsWith("HTTP/1.1 421 ", ask(server.address(), "GET /metrics HTTP/1.0\r\n\r\n"));
    }

    @Test
    void aClientThatSendsHalfARequestKeepsNobodyElseWaiting() throws IOException {
        InetSocketAddress address = server.address();
        try (Socket slow = new Socket(address.getAddress(), address.getPort())) {
            slow.getOutputStream().write("GET /li".getBytes(StandardCharsets.ISO_8859_1));
            startsWith("HTTP/1.1 200 ", get("/live"));
        }
    }

    @Test
    void anAddressThatWasAskedForHasToBeFreeAndTheDefaultIsDoneWithout() throws IOException {
        ProcessMetrics process = new ProcessMetrics("epoll", () -> 0, AdminServerTest::memory, List::of);
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            InetSocketAddress address = (InetSocketAddress) taken.getLocalSocketAddress();
            assertThrows(
                    IOException.class,
                    () -> AdminListener.open(new AdminSettings(true, address, false, Place.DEFAULT), process));
            try (AdminListener without =
                    AdminListener.open(new AdminSettings(true, address, true, Place.DEFAULT), process)) {
                String warning = without.serve(List::of).orElseThrow();
                assertTrue(warning.contains("give admin.listen a free port"), warning);
                assertTrue(without.address().isEmpty());
                without.drain("nobody asks");
            }
        }
    }

    @Test
    void whatIsTurnedOffListensNowhereAndSaysNothing() throws IOException {
        try (AdminListener off = AdminListener.open(
                new AdminSettings(false, ANY, false, Place.DEFAULT),
                new ProcessMetrics("epoll", () -> 0, AdminServerTest::memory, List::of))) {
            assertTrue(off.serve(List::of).isEmpty());
            assertTrue(off.address().isEmpty());
        }
    }

    @Test
    void theProcessTellsWhatItDeclares() {
        List<Metric> told = new ProcessMetrics("epoll", () -> 12, AdminServerTest::memory, List::of)
                .read().stream().map(MetricFamily::metric).toList();
        assertEquals(ProcessMetrics.ALL.stream().filter(told::contains).toList(), told);
        assertTrue(told.size() >= 8, told::toString);
    }
}
