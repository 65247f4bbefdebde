package apex.kernel.mux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import apex.kernel.chain.SlotSlabs;
import apex.kernel.config.ForwardedStyle;
import apex.kernel.config.HttpConfig;
import apex.spi.exchange.Exchange;
import apex.spi.filter.Filter;
import apex.spi.filter.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A request that says by {@code Via} that it has been here before. */
class LoopDetectionTest {
    private final MuxBackend backend = new MuxBackend();
    private final List<String> reached = new ArrayList<>();
    private final MuxGateway gateway = new MuxGateway(
            List.of(watching("listener")), List.of(watching("route")), new SlotSlabs(1), List.of(backend));

    private Filter watching(String name) {
        return new Filter() {
            @Override
            public Verdict onRequest(Exchange exchange) {
                reached.add(name);
                return Verdict.CONTINUE;
            }
        };
    }

    private MuxClient.Stream via(String... values) {
        String[] fields = new String[values.length * 2];
        for (int i = 0; i < values.length; i++) {
            fields[2 * i] = "Via";
            fields[2 * i + 1] = values[i];
        }
        return gateway.connect().open("GET", "/app", true, fields);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1 apex",
                "HTTP/1.1 APEX",
                "1.0 fred, 2 Apex (build 7)",
                ",, 1.1\t apex\t,1.1 x",
                "1.1 a (c, (nested) \\) , 1.1 b), 1.1 apex",
                "1.1 x (never closed, 1.1 apex",
                "1.1 x ((((, 1.1 apex (a), 1.1 b",
                "1.1 apex(c)"
            })
    void requestThatHasBeenHereIsRefusedBeforeTheFiltersOfItsRoute(String value) {
        MuxClient.Stream stream = via("1.1 first", value);
        assertEquals(508, stream.status());
        assertTrue(stream.body().contains("loop_detected"), stream.body());
        assertEquals(List.of("listener"), reached);
        assertEquals(0, backend.streams());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1 apex2",
                "1.1 ape",
                "1.1 apex:80",
                "1.1 apex.example",
                "apex 1.1",
                "apex",
                "1.1 x (1.1 apex)",
                "1.1 x (a, 1.1 apex, b)",
                "1.1 x (\\), 1.1 apex)",
                "1.1 x apex",
                ""
            })
    void anybodyElsesNameIsNotOurs(String value) {
        via(value);
        assertEquals(
                "Via: " + value + "\n",
                backend.stream(0).fields().lines().findFirst().orElseThrow() + "\n");
        assertTrue(backend.stream(0).fields().endsWith("Via: 2 apex\n"));
    }

    @Test
    void aLongRowOfOpenCommentsIsReadInOnePass() {
        via("1.1 x " + "(".repeat(20_000));
        assertEquals(1, backend.streams());
    }

    @Test
    void withoutViaNothingIsWrittenOrRefused() {
        gateway.publish(MuxGateway.POLICY, new HttpConfig(true, ForwardedStyle.NONE, false, "apex"), List.of());
        via("1.1 apex");
        assertEquals("Via: 1.1 apex\n", backend.stream(0).fields());
    }

    @Test
    void gatewayWithoutANameMakesOneUp() {
        gateway.publish(MuxGateway.POLICY, HttpConfig.DEFAULT, List.of());
        via();
        String first = backend.stream(0).fields().lines().toList().getLast();
        assertTrue(first.matches("Via: 2 apex-[0-9a-f]{8}"), first);
        assertEquals(508, via(first.substring("Via: ".length())).status());
        gateway.publish(MuxGateway.POLICY, HttpConfig.DEFAULT, List.of());
        via();
        assertNotEquals(first, backend.stream(1).fields().lines().toList().getLast());
    }
}
