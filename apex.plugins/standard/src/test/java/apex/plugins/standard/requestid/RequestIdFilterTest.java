package apex.plugins.standard.requestid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import apex.plugins.standard.fake.Allocation;
import apex.plugins.standard.fake.FakeContext;
import apex.plugins.standard.fake.FakeExchange;
import apex.spi.filter.Filter;
import apex.spi.settings.SettingsException;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestIdFilterTest {
    private static final String NEW_ID = "[0-9a-f]{32}";

    private final FakeContext context = new FakeContext();

    private Filter filter(Object... settings) {
        return context.create(new RequestIdProvider(), settings);
    }

    private FakeExchange after(Filter filter, boolean trusted, String... fields) {
        FakeExchange exchange =
                new FakeExchange(context).request("GET", "/", fields).response(200);
        exchange.peerTrusted = trusted;
        filter.onRequest(exchange);
        filter.onResponse(exchange);
        return exchange;
    }

    @Test
    void aRequestWithoutAnIdGetsOneThatTheClientIsTold() {
        FakeExchange exchange = after(filter(), false);

        String id = exchange.requestField("X-Request-Id");
        assertTrue(id.matches(NEW_ID), id);
        assertEquals(id, exchange.responseField("X-Request-Id"));
    }

    @Test
    void aClientsIdIsKeptByteForByteAndWhereItStood() {
        FakeExchange exchange = after(filter(), false, "x-request-ID: Trace=[1.A]/~\\", "X-Other: 1");

        assertEquals(
                "x-request-ID: Trace=[1.A]/~\\|X-Other: 1",
                FakeExchange.shown(exchange.request().fields()));
        assertEquals("Trace=[1.A]/~\\", exchange.responseField("X-Request-Id"));
    }

    @Test
    void anIdOf128BytesIsKeptAndOneOf129IsReplaced() {
        String longest = "a".repeat(128);

        assertEquals(longest, after(filter(), false, "X-Request-Id: " + longest).requestField("X-Request-Id"));
        assertReplaced(after(filter(), false, "X-Request-Id: b" + longest));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "two words", "quo\"te", "quo'te", "tab\tbed", "caf\u00e9", "\u00ff"})
    void anIdThatIsNotFitForLogsIsReplaced(String id) {
        assertReplaced(after(filter(), true, "X-Request-Id: " + id));
    }

    @Test
    void twoIdsAreReplacedByOne() {
        assertReplaced(after(filter(), true, "X-Request-Id: first", "X-Request-Id: second"));
    }

    @Test
    void trustSaysWhoseIdIsKept() {
        assertReplaced(after(filter("trust", "never"), true, "X-Request-Id: mine"));
        assertReplaced(after(filter("trust", "trusted_peer"), false, "X-Request-Id: mine"));
        assertEquals(
                "mine",
                after(filter("trust", "trusted_peer"), true, "X-Request-Id: mine")
                        .requestField("X-Request-Id"));
    }

    @Test
    void theFieldCanHaveAnotherName() {
        FakeExchange exchange = after(filter("header", "X-Correlation-Id"), false, "X-Request-Id: untouched");

        assertTrue(exchange.requestField("X-Correlation-Id").matches(NEW_ID));
        assertEquals("untouched", exchange.requestField("X-Request-Id"));
        assertNull(exchange.responseField("X-Request-Id"));
    }

    @Test
    void theResponseNeedNotCarryIt() {
        assertNull(after(filter("response", false), false).responseField("X-Request-Id"));
    }

    @Test
    void theBackendsIdDoesNotHideOurs() {
        Filter filter = filter();
        FakeExchange exchange = new FakeExchange(context)
                .request("GET", "/", "X-Request-Id: ours")
                .response(200, "x-request-id: theirs");
        filter.onRequest(exchange);
        filter.onResponse(exchange);

        assertEquals(
                "X-Request-Id: ours", FakeExchange.shown(exchange.response().fields()));
    }

    @Test
    void aRequestThatCouldNotBeReadGetsNoIdOfAnEarlierOne() {
        Filter filter = filter();
        FakeExchange exchange = after(filter, false, "X-Request-Id: earlier");
        context.reset(exchange);
        exchange.response(400);

        filter.onResponse(exchange);

        assertNull(exchange.responseField("X-Request-Id"));
    }

    @Test
    void idsDifferAcrossRequestsSlotsAndFilters() {
        Set<String> ids = new HashSet<>();
        for (int filters = 0; filters < 2; filters++) {
            FakeContext own = new FakeContext();
            Filter filter = own.create(new RequestIdProvider());
            for (int slots = 0; slots < 10; slots++) {
                FakeExchange exchange = new FakeExchange(own);
                for (int requests = 0; requests < 1000; requests++) {
                    filter.onRequest(exchange.request("GET", "/"));
                    ids.add(exchange.requestField("X-Request-Id"));
                    own.reset(exchange);
                }
            }
        }
        assertEquals(20_000, ids.size());
    }

    @Test
    void theSeedDecidesTheIds() {
        assertEquals(firstId(1, 2), firstId(1, 2));
        assertNotEquals(firstId(1, 2), firstId(1, 3));
        assertNotEquals(firstId(1, 2), firstId(2, 2));
    }

    private static String firstId(long secretA, long secretB) {
        RequestId id = new RequestId(new Seed(secretA, secretB));
        id.generate();
        return id.text().toString();
    }

    @Test
    void aFieldThatIsNotForIdsIsRefused() {
        SettingsException reserved = assertThrows(SettingsException.class, () -> filter("header", "Host"));
        SettingsException malformed = assertThrows(SettingsException.class, () -> filter("header", "X Id"));

        assertEquals(
                "apex.toml:7:3: header: \"Host\" (expected: any but framing, routing and connection fields)"
                        + " – Apex sets Host itself",
                reserved.getMessage());
        assertEquals(
                "apex.toml:7:3: header: \"X Id\" (expected: a field name of letters, digits and !#$%&'*+-.^_`|~)",
                malformed.getMessage());
    }

    @Test
    void trustInSomebodyElseIsRefused() {
        SettingsException refused = assertThrows(SettingsException.class, () -> filter("trust", "everybody"));

        assertEquals(
                "apex.toml:7:3: trust: \"everybody\" (expected: \"always\", \"trusted_peer\", \"never\")",
                refused.getMessage());
    }

    @Test
    void neitherKeepingNorMakingAnIdAllocates() {
        Filter filter = filter();
        FakeExchange without = new FakeExchange(context).request("GET", "/").response(200);
        FakeExchange with = new FakeExchange(context)
                .request("GET", "/", "X-Request-Id: kept")
                .response(200);
        int used = without.request().arena().used();

        Allocation.assertNone(() -> {
            filter.onRequest(without);
            filter.onResponse(without);
            filter.onRequest(with);
            filter.onResponse(with);
            without.request().fields().clear();
            without.request().arena().truncate(used);
            without.response().fields().clear();
            without.response().arena().truncate(0);
            with.response().fields().clear();
            with.response().arena().truncate(0);
            context.reset(without);
        });
    }

    private static void assertReplaced(FakeExchange exchange) {
        String id = exchange.requestField("X-Request-Id");
        assertTrue(id.matches(NEW_ID), id);
        assertEquals(
                "X-Request-Id: " + id, FakeExchange.shown(exchange.request().fields()));
        assertEquals(id, exchange.responseField("X-Request-Id"));
    }
}
