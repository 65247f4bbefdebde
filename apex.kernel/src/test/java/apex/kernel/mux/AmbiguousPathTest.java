package apex.kernel.mux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import apex.kernel.chain.SlotSlabs;
import apex.kernel.config.RoutePolicy;
import apex.spi.exchange.Exchange;
import apex.spi.filter.Filter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Routes are matched by what a path means; what servers read differently goes no further, unless the route lets it. */
class AmbiguousPathTest {
    private final MuxBackend backend = new MuxBackend();
    private final List<String> completed = new ArrayList<>();
    private final Filter watching = new Filter() {
        @Override
        public void onComplete(Exchange exchange) {
            completed.add(exchange.reason() + " " + exchange.route());
        }
    };
    private final MuxGateway gateway = new MuxGateway(List.of(watching), List.of(), new SlotSlabs(1), List.of(backend));

    private void forward() {
        RoutePolicy refusing = MuxGateway.POLICY;
        RoutePolicy forwarding = new RoutePolicy(
                refusing.timeoutMillis(),
                refusing.pace(),
                refusing.maxBodyBytes(),
                true,
                refusing.forwardsTrailers(),
                refusing.answersContinue(),
                refusing.hostHeader(),
                refusing.tunnels());
        gateway.publish(forwarding, MuxGateway.HTTP, List.of());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/app/x", "//app//x", "/%61pp/%7ex?a=%2f..", "/app/.x/%3b", "/app/x;a=1?/../%00"})
    void everySpellingOfARouteIsTakenAndForwardedAsItCame(String target) {
        gateway.connect().open("GET", target, true);
        assertEquals("GET " + target, backend.stream(0).target());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/app/../secret",
                "/app/%2e%2E/secret",
                "/app/./x",
                "/x/../app",
                "/app/..;/secret",
                "/app/a%2fb",
                "/app/a%5Cb",
                "/app/a\\b",
                "/app/%00",
                "/app/%7f",
                "/app/%0a",
                "/app/%",
                "/app/%2",
                "/nowhere/%2f",
                "/../.."
            })
    void ambiguousPathIsRefusedAndLoggedWithItsReason(String target) {
        MuxClient.Stream stream = gateway.connect().open("GET", target, true);
        assertEquals(400, stream.status());
        assertTrue(stream.body().contains("ambiguous_path"), stream.body());
        assertEquals(0, backend.streams());
        assertEquals(List.of("ambiguous_path null"), completed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/app/a%2fb", "/app/../app/x", "/x/../app", "/app/%00", "/app/..;/x", "/app/%zz", "/app/a\\b"})
    void routeThatForwardsAmbiguousPathsGetsThemAsTheyCame(String target) {
        forward();
        gateway.connect().open("GET", target, true);
        assertEquals("GET " + target, backend.stream(0).target());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/app/../secret", "/app%2fx", "/app/%2e%2e/app.", "/%2fapp"})
    void whatLeadsOutOfARouteThatForwardsIsNotItsToAllow(String target) {
        forward();
        assertEquals(400, gateway.connect().open("GET", target, true).status());
        assertEquals(0, backend.streams());
    }

    @Test
    void pathIsCaseSensitiveAndAsteriskIsNoPath() {
        assertEquals(404, gateway.connect().open("GET", "/App", true).status());
        assertEquals(404, gateway.connect().open("OPTIONS", "*", true).status());
        assertEquals(0, backend.streams());
    }
}
