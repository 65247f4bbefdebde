package apex.plugins.standard.headers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import apex.plugins.standard.fake.Allocation;
import apex.plugins.standard.fake.FakeContext;
import apex.plugins.standard.fake.FakeExchange;
import apex.spi.filter.Filter;
import apex.spi.filter.Verdict;
import apex.spi.settings.SettingsException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeadersFilterTest {
    private final FakeContext context = new FakeContext();

    private Filter filter(Object... settings) {
        return context.create(new HeadersProvider(), settings);
    }

    @Test
    void requestFieldsAreRemovedThenSetThenAdded() {
        Filter filter = filter(
                "request_remove", List.of("x-secret", "X-Gone"),
                "request_set", Map.of("X-Tier", "gold"),
                "request_add", Map.of("X-Tag", "edge"));
        FakeExchange exchange = new FakeExchange(context)
                .request("GET", "/", "X-Secret: 1", "x-tier: tin", "X-Tag: client", "X-TIER: zinc", "X-Secret: 2")
                .response(200, "X-Secret: backend");

        assertEquals(Verdict.CONTINUE, filter.onRequest(exchange));
        assertEquals(Verdict.CONTINUE, filter.onResponse(exchange));

        assertEquals(
                "X-Tag: client|X-Tier: gold|X-Tag: edge",
                FakeExchange.shown(exchange.request().fields()));
        assertEquals("X-Secret: backend", FakeExchange.shown(exchange.response().fields()));
    }

    @Test
    void responseFieldsAreRemovedThenSetThenAdded() {
        Filter filter = filter(
                "response_remove", List.of("Server"),
                "response_set", Map.of("Cache-Control", "no-store"),
                "response_add", Map.of("Set-Cookie", "seen=1; Path=/"));
        FakeExchange exchange = new FakeExchange(context)
                .request("GET", "/", "Server: odd")
                .response(200, "Server: thing/1", "cache-control: public", "Set-Cookie: a=b");

        filter.onRequest(exchange);
        filter.onResponse(exchange);

        assertEquals(
                "Set-Cookie: a=b|Cache-Control: no-store|Set-Cookie: seen=1; Path=/",
                FakeExchange.shown(exchange.response().fields()));
        assertEquals("Server: odd", FakeExchange.shown(exchange.request().fields()));
    }

    @Test
    void anEmptyValueIsAValue() {
        Filter filter = filter("request_set", Map.of("X-A", ""));
        FakeExchange exchange = new FakeExchange(context).request("GET", "/", "X-A: full");

        filter.onRequest(exchange);

        assertEquals("X-A: ", FakeExchange.shown(exchange.request().fields()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length",
                "transfer-encoding",
                "Connection",
                "Keep-Alive",
                "Proxy-Connection",
                "TE",
                "Trailer",
                "Upgrade",
                "HTTP2-Settings",
                "HOST",
                "Expect"
            })
    void fieldsOfFramingRoutingAndConnectionAreRefusedWhateverIsAskedOfThem(String name) {
        for (Object[] settings : new Object[][] {
            {"request_set", Map.of(name, "1")},
            {"response_add", Map.of(name, "1")},
            {"request_remove", List.of(name)}
        }) {
            SettingsException refused = assertThrows(SettingsException.class, () -> filter(settings));

            assertTrue(
                    refused.getMessage()
                            .startsWith("apex.toml:7:3: " + settings[0] + ": \"" + name
                                    + "\" (expected: any but framing, routing and connection fields) – Apex sets "),
                    refused.getMessage());
        }
    }

    @Test
    void everythingWrongIsSaidAtOnce() {
        SettingsException refused = assertThrows(
                SettingsException.class,
                () -> filter(
                        "request_remove", List.of("X-A", "x-a", "X B"),
                        "request_set", Map.of("X-Inject", "a\r\nX-Evil: 1"),
                        "request_add", Map.of("X-Pad", " padded"),
                        "response_add", Map.of("X-Café", "1")));

        assertEquals(
                List.of(
                        "request_remove: \"x-a\" is named twice (expected: each field once, in any case)",
                        "request_remove: \"X B\" (expected: a field name of letters, digits and !#$%&'*+-.^_`|~)",
                        "request_set.X-Inject: \"a\\u000d\\u000aX-Evil: 1\""
                                + " (expected: visible ASCII, spaces and tabs between, none around)",
                        "request_add.X-Pad: \" padded\""
                                + " (expected: visible ASCII, spaces and tabs between, none around)",
                        "response_add: \"X-Café\" (expected: a field name of letters, digits and !#$%&'*+-.^_`|~)"),
                refused.problems().stream().map(problem -> problem.message()).toList());
    }

    @Test
    void aFilterThatWouldDoNothingIsRefused() {
        SettingsException refused = assertThrows(SettingsException.class, () -> filter());

        assertEquals(
                "apex.toml:7:3: headers: nothing to do (expected: at least one of request_set, request_add,"
                        + " request_remove, response_set, response_add, response_remove)",
                refused.getMessage());
    }

    @Test
    void aMisspelledKeyIsRefusedWithTheNearest() {
        SettingsException refused =
                assertThrows(SettingsException.class, () -> filter("requets_set", Map.of("X-A", "1")));

        assertTrue(refused.getMessage().endsWith("did you mean request_set?"), refused.getMessage());
    }

    @Test
    void editsAllocateNothing() {
        Filter filter = filter(
                "request_remove", List.of("X-Secret"),
                "request_set", Map.of("X-Tier", "gold"),
                "response_add", Map.of("X-Served-By", "apex"));
        FakeExchange exchange =
                new FakeExchange(context).request("GET", "/", "X-Secret: 1").response(200);
        int requestBytes = exchange.request().arena().used();
        int responseBytes = exchange.response().arena().used();

        Allocation.assertNone(() -> {
            filter.onRequest(exchange);
            filter.onResponse(exchange);
            exchange.request().fields().clear();
            exchange.request().arena().truncate(requestBytes);
            exchange.response().fields().clear();
            exchange.response().arena().truncate(responseBytes);
        });
    }
}
