package apex.plugins.standard.accesslog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import apex.plugins.standard.fake.Allocation;
import apex.plugins.standard.fake.FakeContext;
import apex.plugins.standard.fake.FakeExchange;
import apex.plugins.standard.fake.FakeLoop;
import apex.spi.exchange.FieldName;
import apex.spi.exchange.Reason;
import apex.spi.exchange.Text;
import apex.spi.filter.Filter;
import apex.spi.lb.Endpoint;
import apex.spi.settings.SettingsException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AccessLogFilterTest {
    private static final long NOON = Instant.parse("2026-03-01T12:00:00Z").toEpochMilli();

    private long clock = NOON;
    private final FakeContext context = new FakeContext();
    private final AccessLogProvider provider = new AccessLogProvider(() -> clock);

    private Filter combined() {
        return context.create(provider);
    }

    private Filter json() {
        return context.create(provider, "format", "json");
    }

    private FakeExchange forwarded(String... fields) {
        FakeExchange exchange =
                new FakeExchange(context).request("GET", "/a?b=c", fields).response(200);
        exchange.route = "web";
        exchange.endpoint = new Endpoint("web", "http://app-1:8080", 1);
        exchange.loop.nanos = 50_000_000_000L;
        exchange.startNanos = exchange.loop.nanos - 1_234_567;
        exchange.requestBytes = 3;
        exchange.responseBytes = 4096;
        exchange.backendNanos = 900_999;
        return exchange;
    }

    private String line(Filter filter, FakeExchange exchange) {
        filter.onRequest(exchange);
        filter.onComplete(exchange);
        return context.logs.get("stdout").last(0);
    }

    @Test
    void combinedLinesAreWhatToolsReadWithFourPartsMore() {
        Filter filter = combined();
        FakeExchange exchange = forwarded("User-Agent: curl/8.5.0", "Referer: http://r/", "X-Request-Id: id-1");
        clock = NOON + 1;

        assertEquals(
                "192.0.2.7 - - [01/Mar/2026:11:59:59 +0000] \"GET /a?b=c HTTP/1.1\" 200 4096 \"http://r/\""
                        + " \"curl/8.5.0\" \"-\" 0.001234 \"http://app-1:8080\" \"id-1\"",
                line(filter, exchange));
    }

    @Test
    void combinedLinesHaveADashForWhatThereIsNot() {
        Filter filter = combined();
        FakeExchange exchange = new FakeExchange(context).request("GET", "/").response(404);
        exchange.reason = Reason.NO_ROUTE;

        assertEquals(
                "192.0.2.7 - - [01/Mar/2026:12:00:00 +0000] \"GET / HTTP/1.1\" 404 - \"-\" \"-\""
                        + " \"no_route\" 0.000000 \"-\" \"-\"",
                line(filter, exchange));
    }

    @Test
    void jsonLinesAlwaysHaveTheSameKeys() {
        Filter filter = json();
        FakeExchange exchange = forwarded("User-Agent: curl/8.5.0", "Referer: http://r/", "X-Request-Id: id-1");

        assertEquals(
                "{\"time\":\"2026-03-01T11:59:59.998Z\",\"client\":\"192.0.2.7\",\"peer\":\"192.0.2.7\","
                        + "\"method\":\"GET\",\"host\":\"example.org\",\"target\":\"/a?b=c\",\"version\":\"1.1\","
                        + "\"status\":200,\"request_bytes\":3,\"response_bytes\":4096,\"duration_us\":1234,"
                        + "\"backend_us\":900,\"route\":\"web\",\"endpoint\":\"http://app-1:8080\",\"reason\":null,"
                        + "\"answered_by\":null,\"request_id\":\"id-1\",\"user_agent\":\"curl/8.5.0\","
                        + "\"referer\":\"http://r/\"}",
                line(filter, exchange));

        FakeExchange refused = new FakeExchange(context).request("POST", "/x").response(429);
        refused.reason = Reason.of("rate_limited", 429, "Too many.");
        refused.answeredBy = "limiter \"a\"";
        assertEquals(
                "{\"time\":\"2026-03-01T12:00:00.000Z\",\"client\":\"192.0.2.7\",\"peer\":\"192.0.2.7\","
                        + "\"method\":\"POST\",\"host\":\"example.org\",\"target\":\"/x\",\"version\":\"1.1\","
                        + "\"status\":429,\"request_bytes\":0,\"response_bytes\":0,\"duration_us\":0,"
                        + "\"backend_us\":null,\"route\":null,\"endpoint\":null,\"reason\":\"rate_limited\","
                        + "\"answered_by\":\"limiter \\u0022a\\u0022\",\"request_id\":null,\"user_agent\":null,"
                        + "\"referer\":null}",
                line(filter, refused));
    }

    @Test
    void theRequestIsLoggedAsItArrivedWhateverFiltersMakeOfIt() {
        Filter filter = combined();
        FakeExchange exchange = forwarded("User-Agent: real", "Referer: http://r/");
        filter.onRequest(exchange);

        exchange.request().path(Text.of("/rewritten"));
        exchange.request().fields().set(FieldName.USER_AGENT, Text.of("x".repeat(2000)));
        exchange.request().fields().remove(FieldName.REFERER);
        exchange.request().fields().set(FieldName.X_REQUEST_ID, Text.of("made-later"));
        filter.onComplete(exchange);

        String line = context.logs.get("stdout").last(0);
        assertTrue(line.contains("\"GET /a?b=c HTTP/1.1\" 200 4096 \"http://r/\" \"real\" "), line);
        assertTrue(line.endsWith(" \"made-later\""), line);
    }

    @Test
    void aRequestThatCouldNotBeReadIsLoggedWithItsReason() {
        Filter filter = combined();
        FakeExchange exchange = new FakeExchange(context).response(400);
        exchange.reason = Reason.BAD_REQUEST_LINE;

        filter.onComplete(exchange);

        assertEquals(
                "192.0.2.7 - - [01/Mar/2026:12:00:00 +0000] \"-\" 400 - \"-\" \"-\" \"bad_request_line\""
                        + " 0.000000 \"-\" \"-\"",
                context.logs.get("stdout").last(0));
    }

    @Test
    void aReusedSlotHasNothingOfTheRequestBefore() {
        Filter filter = json();
        FakeExchange exchange = forwarded("User-Agent: before", "Referer: http://before/");
        line(filter, exchange);
        context.reset(exchange);

        String line = line(filter, exchange.request("GET", "/after").response(200));

        assertTrue(line.contains("\"target\":\"/after\""), line);
        assertTrue(line.contains("\"user_agent\":null,\"referer\":null"), line);
    }

    @Test
    void aClientThatLeavesBeforeAnyResponseIs499AndAfterwardsKeepsTheStatusThatItSaw() {
        Filter filter = json();
        FakeExchange gone = new FakeExchange(context).request("GET", "/");
        gone.reason = Reason.CLIENT_ABORT;
        assertTrue(line(filter, gone).contains("\"status\":499,"));

        FakeExchange later = forwarded();
        later.reason = Reason.CLIENT_ABORT;
        String line = line(filter, later);
        assertTrue(line.contains("\"status\":200,") && line.contains("\"reason\":\"client_abort\""), line);
    }

    @Test
    void hostileBytesBreakNeitherLineNorTerminalNorJson() {
        String hostile = "a\"b\\c\u001b[2J\u00ff";
        Filter combinedFilter = combined();
        Filter jsonFilter = json();
        FakeExchange exchange = forwarded();
        // A parser lets no control byte through; the log does not rely on it.
        byte[] bytes = (hostile + "\n").getBytes(StandardCharsets.ISO_8859_1);
        int at = exchange.request().arena().append(bytes, 0, bytes.length);
        exchange.request().fields().parsed(at, 1, at, bytes.length, 0, FieldName.USER_AGENT);
        exchange.request().target(at, bytes.length, bytes.length);

        String combined = line(combinedFilter, exchange);
        assertTrue(combined.contains("\"GET a\\x22b\\x5cc\\x1b[2J\\xff\\x0a HTTP/1.1\""), combined);
        assertTrue(combined.contains(" \"a\\x22b\\x5cc\\x1b[2J\\xff\\x0a\" "), combined);

        String json = line(jsonFilter, exchange);
        String escaped = "\"a\\u0022b\\u005cc\\u001b[2J\\u00ff\\u000a\"";
        assertTrue(json.contains("\"target\":" + escaped), json);
        assertTrue(json.contains("\"user_agent\":" + escaped), json);
        assertTrue((combined + json).chars().allMatch(c -> c >= ' ' && c <= '~'));
    }

    @Test
    void longRequestsAreCutWithinTheirQuotesAndTheRestOfTheLineIsWhole() {
        String[] fields = {
            "User-Agent: " + "\u00fc".repeat(3000), "Referer: http://" + "r".repeat(5000), "X-Request-Id: the-id"
        };
        Filter combined = combined();
        Filter json = json();
        for (Filter filter : new Filter[] {combined, json}) {
            FakeExchange exchange = new FakeExchange(context)
                    .request("GET", "/" + "t".repeat(9000), fields)
                    .response(200);
            String line = line(filter, exchange);
            assertTrue(line.length() <= context.capacity, line);
            assertEquals(0, line.chars().filter(c -> c == '"').count() % 2, line);
            assertTrue(line.contains("ttt") && line.contains("the-id") && line.contains("rrr"), line);
            assertTrue(line.endsWith(filter == json ? "\"}" : " \"the-id\""), line);
        }
    }

    @Test
    void theSystemsClockIsAskedOnceASecond() {
        int[] asked = {0};
        Filter filter = context.create(new AccessLogProvider(() -> {
            asked[0]++;
            return clock;
        }));
        FakeExchange exchange = forwarded();
        exchange.startNanos = exchange.loop.nanos;
        for (int i = 0; i < 10; i++) {
            line(filter, exchange);
        }
        assertEquals(1, asked[0]);

        exchange.loop.nanos += 1_000_000_000;
        exchange.startNanos = exchange.loop.nanos;
        clock += 3_600_000;

        assertTrue(line(filter, exchange).contains("[01/Mar/2026:13:00:00 +0000]"));
        assertEquals(2, asked[0]);
    }

    @Test
    void eachLoopHasItsWriterAndEachTargetItsLog() {
        Filter filter = context.create(provider, "target", "/var/log/apex.log");
        FakeExchange exchange =
                new FakeExchange(new FakeLoop(1), context).request("GET", "/").response(200);

        filter.onRequest(exchange);
        filter.onComplete(exchange);

        assertEquals(0, context.logs.get("/var/log/apex.log").count(0));
        assertEquals(1, context.logs.get("/var/log/apex.log").count(1));
        assertEquals(1, context.logs.size());
    }

    @Test
    void theRequestIdCanStandInAnotherField() {
        Filter filter = context.create(provider, "request_id_header", "X-Correlation-Id");

        assertTrue(line(filter, forwarded("X-Correlation-Id: other", "X-Request-Id: not"))
                .endsWith(" \"other\""));
    }

    @Test
    void aTargetThatCannotBeOpenedIsRefused() {
        SettingsException refused =
                assertThrows(SettingsException.class, () -> context.create(provider, "target", "/nowhere/a.log"));

        assertEquals(
                "apex.toml:7:3: target: \"/nowhere/a.log\": java.io.FileNotFoundException: /nowhere/a.log"
                        + " (No such file or directory) (expected: stdout, stderr or a file that can be appended to)",
                refused.getMessage());
    }

    @Test
    void aFormatThatIsNoneIsRefused() {
        SettingsException refused =
                assertThrows(SettingsException.class, () -> context.create(provider, "format", "xml"));

        assertEquals("apex.toml:7:3: format: \"xml\" (expected: \"combined\", \"json\")", refused.getMessage());
    }

    @Test
    void linesAreWrittenWithoutAllocation() {
        for (Filter filter : new Filter[] {combined(), json()}) {
            FakeExchange exchange = forwarded("User-Agent: curl/8.5.0", "Referer: http://r/\u00ff", "X-Request-Id: i");
            Allocation.assertNone(() -> {
                exchange.loop.nanos += 20_000_000;
                exchange.startNanos = exchange.loop.nanos - 5_000_000;
                filter.onRequest(exchange);
                filter.onComplete(exchange);
                context.reset(exchange);
            });
        }
    }
}
