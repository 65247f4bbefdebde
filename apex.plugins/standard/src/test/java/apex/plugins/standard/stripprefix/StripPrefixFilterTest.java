package apex.plugins.standard.stripprefix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import apex.plugins.standard.fake.Allocation;
import apex.plugins.standard.fake.FakeContext;
import apex.plugins.standard.fake.FakeExchange;
import apex.spi.exchange.Reason;
import apex.spi.filter.Filter;
import apex.spi.filter.Verdict;
import apex.spi.settings.SettingsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StripPrefixFilterTest {
    private final FakeContext context = new FakeContext();

    private Filter filter(String prefix) {
        return context.create(new StripPrefixProvider(), "prefix", prefix);
    }

    private FakeExchange after(String prefix, String target, String... fields) {
        FakeExchange exchange = new FakeExchange(context).request("GET", target, fields);
        filter(prefix).onRequest(exchange);
        return exchange;
    }

    @ParameterizedTest(name = "{0} turns {1} into {2}")
    @CsvSource({
        "/api,    /api/x,         /x",
        "/api,    /api,           /",
        "/api,    /api/,          /",
        "/api/,   /api/x,         /x",
        "/api/v1, /api/v1/a/b,    /a/b",
        "/api,    /api?q=1,       /?q=1",
        "/api,    /api/x?p=/api/, /x?p=/api/",
        "/api,    /api/a%2Fb?,    /a%2Fb?",
    })
    void wholeSegmentsAreTakenOffAndTheQueryStays(String prefix, String target, String expected) {
        FakeExchange exchange = after(prefix, target);

        assertEquals(expected, exchange.request().target().toString());
        assertEquals(prefix.replaceAll("/$", ""), exchange.requestField("X-Forwarded-Prefix"));
    }

    @ParameterizedTest(name = "{0} turns {1} into {2}")
    @CsvSource({
        "/api,       //api/x,            /x",
        "/api,       ///api,             /",
        "/api,       /%61pi/x,           /x",
        "/api,       /%61%70%69,         /",
        "/api/v1,    /api//v1/x,         /x",
        "/api,       /api//evil.example, /evil.example",
        "/api,       /api///,            /",
        "/api,       //%61pi//a//b%2Fc,  /a//b%2Fc",
        "/api,       /api/%61%2fb/.x,    /%61%2fb/.x",
        "/%61pi,     /api/x,             /x",
        "/caf%c3%a9, /caf%C3%A9/x,       /x",
        "/caf%C3%A9, /%63af%c3%a9/x,     /x",
        "/a%2fb,     /a%2Fb/c,           /c",
        "/api,       /api/%,             /%",
    })
    void aPrefixIsTakenOffInEverySpellingAndTheRestStaysAsItCame(String prefix, String target, String expected) {
        FakeExchange exchange = after(prefix, target);

        assertEquals(expected, exchange.request().target().toString());
        assertEquals(prefix, exchange.requestField("X-Forwarded-Prefix"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/../secret",
                "/api/..",
                "/api/.",
                "/./api/x",
                "/x/../api/y",
                "/api/%2e%2E/secret",
                "/api/.%2e",
                "/api/..;/secret",
                "/api/..%3bx/secret",
                "/api/a%2f..%2f..%2fsecret",
                "/api\\..\\secret",
                "/api/%2e%2e%5csecret",
                "/other/../x"
            })
    void aPathThatCouldLeadOutOfThePrefixIsRefused(String target) {
        FakeExchange exchange = new FakeExchange(context).request("GET", target);

        assertEquals(Verdict.ANSWERED, filter("/api").onRequest(exchange));
        assertEquals(Reason.AMBIGUOUS_PATH, exchange.answer.reason());
        assertEquals(target, exchange.request().target().toString());
    }

    @ParameterizedTest(name = "{0} leaves {1}")
    @CsvSource({
        "/api,   /ap%69x",
        "/api,   /api%2fx",
        "/api,   /a/pi",
        "/api,   /a%pi",
        "/api,   /%",
        "/api,   /%4",
        "/api,   //",
        "/api/x, /api",
        "/a%2fb, /a/b",
        "/a/b,   /a%2fb",
        "/a%25b, /a%b",
    })
    void whatOnlyLooksLikeThePrefixStays(String prefix, String target) {
        FakeExchange exchange = after(prefix, target);

        assertEquals(target, exchange.request().target().toString());
        assertNull(exchange.requestField("X-Forwarded-Prefix"));
    }

    @ParameterizedTest(name = "{0} leaves {1}")
    @CsvSource({"/api, /apix", "/api, /apix/y", "/api, /API/x", "/api, /v1/api", "/api, /", "/api, *", "/, /api/x"})
    void otherPathsStayAndNothingIsSaidToTheBackend(String prefix, String target) {
        FakeExchange exchange = after(prefix, target);

        assertEquals(target, exchange.request().target().toString());
        assertNull(exchange.requestField("X-Forwarded-Prefix"));
    }

    @Test
    void whatAnUntrustedPeerSaysOfPrefixesIsDropped() {
        assertEquals(
                "X-Forwarded-Prefix: /api",
                FakeExchange.shown(after("/api", "/api/x", "X-Forwarded-Prefix: /evil")
                        .request()
                        .fields()));
        assertEquals(
                "",
                FakeExchange.shown(after("/api", "/other", "X-Forwarded-Prefix: /evil")
                        .request()
                        .fields()));
    }

    @Test
    void whatATrustedProxyHasTakenOffStaysInFrontOfOurs() {
        FakeExchange exchange = new FakeExchange(context).request("GET", "/api/x", "X-Forwarded-Prefix: /outer");
        exchange.peerTrusted = true;

        filter("/api").onRequest(exchange);

        assertEquals(
                "X-Forwarded-Prefix: /outer|X-Forwarded-Prefix: /api",
                FakeExchange.shown(exchange.request().fields()));
    }

    @ParameterizedTest
    @CsvSource({"/a?b", "/a#b", "/a b", "//a", "/a//b", "/ä", "/a/../b", "/a/%2e", "/a%2", "/a%zz"})
    void aPrefixThatNoPathCanHaveIsRefused(String prefix) {
        SettingsException refused = assertThrows(SettingsException.class, () -> filter(prefix));

        assertEquals(
                "apex.toml:7:3: prefix: \"" + prefix
                        + "\" (expected: a path of visible ASCII such as /api,"
                        + " without ?, # and empty or dot segments, % followed by two hexadecimal digits)",
                refused.getMessage());
    }

    @Test
    void aPrefixWithoutItsSlashIsRefusedWithTheWayOut() {
        SettingsException refused = assertThrows(SettingsException.class, () -> filter("api"));

        assertEquals("did you mean /api?", refused.problems().getFirst().hint());
    }

    @Test
    void aMissingPrefixIsRefused() {
        SettingsException refused =
                assertThrows(SettingsException.class, () -> context.create(new StripPrefixProvider()));

        assertEquals(
                "apex.toml:7:3: prefix: missing"
                        + " (expected: The path prefix to take off, whole segments such as /api/v1; / takes off nothing.)",
                refused.getMessage());
    }

    @Test
    void strippingAllocatesNothing() {
        Filter filter = filter("/api");
        FakeExchange exchange = new FakeExchange(context).request("GET", "/api/x?q=1");
        int start = exchange.request().target().offset();
        int used = exchange.request().arena().used();

        Allocation.assertNone(() -> {
            filter.onRequest(exchange);
            exchange.request().target(start, "/api/x?q=1".length(), "/api/x".length());
            exchange.request().fields().clear();
            exchange.request().arena().truncate(used);
        });
    }
}
