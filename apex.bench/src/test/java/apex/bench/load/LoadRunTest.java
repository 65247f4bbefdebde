package apex.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import apex.bench.origin.Origin;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The generator against servers that behave, and that do not. */
@Timeout(30)
class LoadRunTest {
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi";
    private static final Extent NOTHING = Extent.of(Duration.ZERO);
    private static final Duration LONG = Duration.ofSeconds(20);

    @Test
    void countsWhatAServerAnswers() throws IOException {
        InetSocketAddress any = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0);
        try (Origin origin = Origin.start(any, 100)) {
            URI url = URI.create("http://127.0.0.1:" + origin.address().getPort() + "/a?b");
            LoadReport report = run(url, 8, NOTHING, new Extent(LONG, 5_000));
            assertTrue(report.latencies().count() >= 5_000 && report.latencies().count() < 5_008);
            assertEquals(0, report.errorCount());
            assertTrue(report.bytes() > 100 * report.latencies().count());
            assertTrue(report.latencies().percentile(50) > 0);
        }
    }

    @Test
    void theWarmUpIsNotCountedAndTheWatcherHearsBothEnds() throws IOException {
        List<String> heard = new ArrayList<>();
        LoadWatcher watcher = new LoadWatcher() {
            @Override
            public void measuringBegins() {
                heard.add("begins");
            }

            @Override
            public void measuringEnds() {
                heard.add("ends");
            }
        };
        try (ScriptedServer server = new ScriptedServer(OK, false)) {
            LoadPlan plan = LoadPlan.get(server.url(), 1, new Extent(LONG, 50), new Extent(LONG, 20), LONG);
            assertEquals(20, LoadRun.run(plan, watcher).latencies().count());
        }
        assertEquals(List.of("begins", "ends"), heard);
    }

    @Test
    void aServerThatClosesAfterEachResponseIsAskedOnNewConnections() throws IOException {
        String last = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nhi";
        try (ScriptedServer server = new ScriptedServer(last, true)) {
            LoadReport report = run(server.url(), 2, NOTHING, new Extent(LONG, 20));
            assertTrue(report.latencies().count() >= 20);
            assertEquals(0, report.errorCount(), () -> report.errors().toString());
        }
    }

    @Test
    void aResponseThatEndsWithItsConnectionIsComplete() throws IOException {
        try (ScriptedServer server = new ScriptedServer("HTTP/1.1 200 OK\r\n\r\nhi", true)) {
            LoadReport report = run(server.url(), 2, NOTHING, new Extent(LONG, 20));
            assertEquals(0, report.errorCount(), () -> report.errors().toString());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "HTTP/1.1 200 OK\r\nContent-Le", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhi"})
    void aConnectionThatEndsTooSoonIsAnErrorOfItsOwnKind(String answer) throws IOException {
        try (ScriptedServer server = new ScriptedServer(answer, true)) {
            LoadReport report = run(server.url(), 1, NOTHING, Extent.of(Duration.ofMillis(300)));
            assertEquals(0, report.latencies().count());
            assertTrue(
                    report.errors().get(LoadError.CLOSED) > 1,
                    () -> report.errors().toString());
            assertEquals(Set.of(LoadError.CLOSED), report.errors().keySet());
        }
    }

    @Test
    void aStatusOtherThan2xxIsAResponseAndAnError() throws IOException {
        try (ScriptedServer server = new ScriptedServer("HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n", false)) {
            LoadReport report = run(server.url(), 1, NOTHING, new Extent(LONG, 10));
            assertEquals(10, report.latencies().count());
            assertEquals(10, report.errors().get(LoadError.STATUS));
            assertEquals(10, report.errorCount());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"220 smtp ready\r\n", OK + OK})
    void whatIsNotOneResponseIsMalformed(String answer) throws IOException {
        try (ScriptedServer server = new ScriptedServer(answer, false)) {
            LoadReport report = run(server.url(), 1, NOTHING, Extent.of(Duration.ofMillis(300)));
            assertEquals(Set.of(LoadError.MALFORMED), report.errors().keySet());
        }
    }

    @Test
    void whereNobodyListensEachAttemptIsAnErrorAndTheRunEndsInTime() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            port = free.getLocalPort();
        }
        URI nowhere = URI.create("http://127.0.0.1:" + port + "/");
        LoadReport report = run(nowhere, 2, NOTHING, Extent.of(Duration.ofMillis(300)));
        assertEquals(Set.of(LoadError.CONNECT), report.errors().keySet());
        assertTrue(report.errorCount() <= 2 * 32, () -> "attempts without pause: " + report.errors());
    }

    @Test
    void aServerThatNeverAnswersCostsATimeoutEachTimeAndTheRunEndsInTime() throws IOException {
        try (ScriptedServer server = new ScriptedServer("", false)) {
            LoadPlan plan =
                    LoadPlan.get(server.url(), 1, NOTHING, Extent.of(Duration.ofMillis(500)), Duration.ofMillis(100));
            LoadReport report = LoadRun.run(plan, LoadWatcher.NONE);
            assertEquals(0, report.latencies().count());
            assertEquals(Set.of(LoadError.TIMEOUT), report.errors().keySet());
            assertTrue(
                    report.elapsed().toMillis() >= 500, () -> report.elapsed().toString());
            assertTrue(
                    report.elapsed().toMillis() < 10_000, () -> report.elapsed().toString());
        }
    }

    @Test
    void theReportNamesEveryFigure() throws IOException {
        try (ScriptedServer server = new ScriptedServer("HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n", false)) {
            String report = String.join(
                    "\n", run(server.url(), 1, NOTHING, new Extent(LONG, 5)).lines());
            assertTrue(report.matches("(?s)requests +5 in \\S+ s, \\d+/s, .*"), report);
            assertTrue(report.matches("(?s).*mean .*P50 .*P90 .*P99 .*P99\\.9 .*max .*"), report);
            assertTrue(report.endsWith("errors      status 5"), report);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "localhost:80", "https://a/", "http:///x", "http://a b/", "ftp://a/", "http://u@a/"})
    void refusesWhatIsNoTarget(String text) {
        IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class, () -> LoadPlan.check(text));
        assertEquals("\"" + text + "\" (expected: http://host:port/path)", refusal.getMessage());
    }

    private static LoadReport run(URI url, int connections, Extent warmUp, Extent measured) throws IOException {
        return LoadRun.run(LoadPlan.get(url, connections, warmUp, measured, LONG), LoadWatcher.NONE);
    }
}
