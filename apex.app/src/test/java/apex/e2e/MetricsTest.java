package apex.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import apex.app.admin.ProcessMetrics;
import apex.kernel.metrics.GatewayMetrics;
import apex.kernel.metrics.Metric;
import apex.net.loop.TransportChoice;
import apex.spi.exchange.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.DoublePredicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What collectors read of a whole gateway. */
@Timeout(60)
class MetricsTest {
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    @TempDir
    Path folder;

    /** Completion is counted before the response is written, so that whoever has the answer finds it counted. */
    @Test
    void trafficIsFoundUnderItsRouteStatusReasonAndEndpoint() throws IOException {
        try (RawOrigin origin = RawOrigin.answering(OK);
                RunningGateway gateway = RunningGateway.start(TransportChoice.AUTO, routes(origin.url()));
                RunningAdmin admin = RunningAdmin.of(gateway)) {
            for (int i = 0; i < 3; i++) {
                assertEquals(200, gateway.get("/app/" + i).status());
            }
            assertEquals(502, gateway.get("/dead").status());
            assertEquals(404, gateway.get("/").status());
            assertEquals(400, gateway.ask("GET / HTTP/1.1\r\n\r\n").status());

            Map<String, Double> values = admin.values();
            assertEquals(3, values.get("apex_requests_total{route=\"app\",status=\"2xx\"}"));
            assertEquals(1, values.get("apex_requests_total{route=\"dead\",status=\"5xx\"}"));
            assertEquals(2, values.get("apex_requests_total{route=\"\",status=\"4xx\"}"));
            assertEquals(6, values.get("apex_response_body_bytes_total{route=\"app\"}"));
            assertEquals(3, values.get("apex_request_duration_seconds_count{route=\"app\"}"));
            assertEquals(3, values.get("apex_request_duration_seconds_bucket{route=\"app\",le=\"+Inf\"}"));
            assertTrue(values.get("apex_request_duration_seconds_sum{route=\"app\"}") > 0);
            assertEquals(3, values.get("apex_upstream_head_duration_seconds_count{upstream=\"app\"}"));
            assertEquals(0, values.get("apex_upstream_head_duration_seconds_count{upstream=\"dead\"}"));
            String endpoint = "{upstream=\"app\",endpoint=\"" + origin.url() + "\"}";
            assertEquals(3, values.get("apex_upstream_requests_total" + endpoint));
            assertEquals(0, values.get("apex_upstream_failures_total" + endpoint));
            assertEquals(1, values.get("apex_upstream_healthy" + endpoint));
            assertTrue(values.get("apex_endpoint_connections_open{endpoint=\"" + origin.url() + "\"}") >= 1);
            assertTrue(
                    values.get("apex_upstream_failures_total{upstream=\"dead\",endpoint=\"http://127.0.0.1:1\"}") >= 1);
            assertEquals(1, values.get("apex_reasons_total{reason=\"connect_refused\",side=\"backend\"}"));
            assertEquals(1, values.get("apex_reasons_total{reason=\"no_route\",side=\"apex\"}"));
            assertEquals(1, values.get("apex_reasons_total{reason=\"bad_host\",side=\"client\"}"));
            assertEquals(6, values.get("apex_connections_accepted_total{listener=\"127.0.0.1:0\"}"));
            assertTrue(values.get("apex_process_uptime_seconds") > 0);
            assertTrue(values.get("apex_direct_memory_bytes{owner=\"loops\"}") > 0, values::toString);
            assertTrue(values.get("apex_loop_lag_highest_seconds{loop=\"1\"}") < 60, values::toString);
            for (Reason reason : Reason.all()) {
                String side = reason.side().name().toLowerCase(Locale.ROOT);
                assertTrue(
                        values.containsKey(
                                "apex_reasons_total{reason=\"" + reason.code() + "\",side=\"" + side + "\"}"),
                        reason::code);
            }
        }
    }

    /** Reads until the memory held is as wanted, because clients hear from the gateway before and after it counts. */
    private static void awaitHeld(RunningAdmin admin, DoublePredicate wanted) throws IOException {
        double held;
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        do {
            held = admin.values().get("apex_memory_held_bytes");
            assertTrue(System.nanoTime() < end, "held " + held);
        } while (!wanted.test(held));
    }

    @Test
    void memoryIsToldWhileARequestHoldsItAndWithWhatItMayBe() throws IOException {
        String limits = "[limits]\nmemory_mib = 64\n";
        try (RunningGateway gateway =
                        RunningGateway.start(TransportChoice.AUTO, limits + routes("http://127.0.0.1:1"));
                RunningAdmin admin = RunningAdmin.of(gateway)) {
            assertEquals(64 << 20, admin.values().get("apex_memory_limit_bytes"));
            assertEquals(0, admin.values().get("apex_memory_held_bytes"));
            try (RawConnection client = gateway.connect()) {
                client.write("GET / HTTP/1.1\r\n");
                awaitHeld(admin, held -> held >= 1024);
            }
            awaitHeld(admin, held -> held == 0);
        }
    }

    private static String routes(String url) {
        return """
                [server]
                listen = "127.0.0.1:0"
                workers = 2
                access_log = false
                [[routes]]
                name = "app"
                path_prefix = "/app"
                backends = [{ url = "%s" }]
                [[routes]]
                name = "dead"
                path_prefix = "/dead"
                backends = [{ url = "http://127.0.0.1:1" }]
                """.formatted(url);
    }

    @Test
    void exactlyTheDeclaredMetricsAreTold() throws IOException {
        try (RunningGateway gateway = RunningGateway.to(TransportChoice.AUTO, "http://127.0.0.1:1");
                RunningAdmin admin = RunningAdmin.of(gateway)) {
            Set<String> declared = new TreeSet<>();
            Stream.of(GatewayMetrics.ALL, ProcessMetrics.ALL)
                    .flatMap(List::stream)
                    .map(Metric::name)
                    .forEach(declared::add);
            // Has values only when a connection has been refused, and is then under the names of the reasons.
            declared.remove(GatewayMetrics.CONNECTIONS_REFUSED.name());
            Set<String> told = new TreeSet<>();
            admin.text()
                    .lines()
                    .filter(line -> line.startsWith("# TYPE "))
                    .forEach(line -> told.add(line.substring("# TYPE ".length(), line.lastIndexOf(' '))));
            told.remove(GatewayMetrics.CONNECTIONS_REFUSED.name());
            assertEquals(declared, told);
        }
    }

    @Test
    void readingWaitsForNoLoop() throws Exception {
        CountDownLatch held = new CountDownLatch(2);
        CountDownLatch release = new CountDownLatch(1);
        try (RunningGateway gateway = RunningGateway.to(TransportChoice.AUTO, "http://127.0.0.1:1");
                RunningAdmin admin = RunningAdmin.of(gateway)) {
            gateway.platform()
                    .loops()
                    .forEach(loop -> loop.execute(() -> {
                        held.countDown();
                        await(release);
                    }));
            await(held);
            try {
                assertEquals(0, admin.values().get("apex_requests_active"));
            } finally {
                release.countDown();
            }
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
    void prometheusOwnParserReadsWhatIsTold() throws IOException {
        String python = pythonWithParser();
        Path script = Files.writeString(folder.resolve("parse.py"), """
                import sys
                from prometheus_client.parser import text_string_to_metric_families
                text = open(sys.argv[1], encoding="utf-8", newline="").read()
                for family in text_string_to_metric_families(text):
                    assert family.documentation, family.name
                    assert family.type in ("counter", "gauge", "histogram"), family
                    for sample in family.samples:
                        print(family.type, sample.name, sorted(sample.labels.items()), sample.value)
                """);
        try (RawOrigin origin = RawOrigin.answering(OK);
                RunningGateway gateway = RunningGateway.start(
                        TransportChoice.AUTO, routes(origin.url()).replace("\"app\"", "'a \"quoted\" \\ name'"));
                RunningAdmin admin = RunningAdmin.of(gateway)) {
            assertEquals(200, gateway.get("/app").status());
            Path file = Files.writeString(folder.resolve("metrics.txt"), admin.text());
            Program.Result result = Program.run(python, script.toString(), file.toString());
            assertEquals(0, result.exitCode(), result.output());
            assertTrue(
                    result.output()
                            .contains("counter apex_requests_total"
                                    + " [('route', 'a \"quoted\" \\\\ name'), ('status', '2xx')] 1.0\n"),
                    result.output());
            assertTrue(result.output().contains("histogram apex_request_duration_seconds_bucket"), result.output());
            assertFalse(result.output().contains("untyped"), result.output());
        }
    }

    /** A Python that has Prometheus' client; Debian's has it as a package, others on the path may hide it. */
    private static String pythonWithParser() {
        for (String python : List.of(Program.tool("python3"), "/usr/bin/python3")) {
            if (Files.isExecutable(Path.of(python))
                    && Program.run(python, "-c", "import prometheus_client.parser")
                                    .exitCode()
                            == 0) {
                return python;
            }
        }
        if ("1".equals(System.getenv("APEX_REQUIRE_TOOLS"))) {
            fail("python3-prometheus-client is not installed, and APEX_REQUIRE_TOOLS says that it has to be");
        }
        Assumptions.abort("python3-prometheus-client is not installed");
        throw new AssertionError();
    }
}
