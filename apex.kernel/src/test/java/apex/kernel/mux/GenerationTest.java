package apex.kernel.mux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import apex.kernel.chain.SlotSlabs;
import apex.spi.exchange.Exchange;
import apex.spi.exchange.FieldName;
import apex.spi.exchange.Resumption;
import apex.spi.exchange.Text;
import apex.spi.filter.Filter;
import apex.spi.filter.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Another generation takes the place of one that has exchanges under way. */
class GenerationTest {
    private static final FieldName MARK = FieldName.of("X-Mark");

    private final List<Resumption> resumptions = new ArrayList<>();
    private final List<String> completed = new ArrayList<>();
    private final MuxBackend backend = new MuxBackend();

    private Filter marking(String mark) {
        return new Filter() {
            @Override
            public Verdict onRequest(Exchange exchange) {
                exchange.request().fields().add(MARK, Text.of(mark));
                return Verdict.CONTINUE;
            }

            @Override
            public Verdict onResponse(Exchange exchange) {
                exchange.response().fields().add(MARK, Text.of(mark));
                return Verdict.CONTINUE;
            }

            @Override
            public void onComplete(Exchange exchange) {
                completed.add(mark);
            }
        };
    }

    private final Filter suspending = new Filter() {
        @Override
        public Verdict onRequest(Exchange exchange) {
            resumptions.add(exchange.suspend());
            return Verdict.SUSPENDED;
        }
    };

    private MuxGateway old(List<Filter> listener, List<Filter> route) {
        return new MuxGateway(listener, route, new SlotSlabs(1), List.of(backend));
    }

    @Test
    void exchangeEndsInTheChainInWhichItBegan() {
        MuxGateway gateway = old(List.of(), List.of(marking("old")));
        MuxClient client = gateway.connect();
        MuxClient.Stream before = client.open("GET", "/app/before", true);
        gateway.publish(List.of(), List.of(marking("new")));
        MuxClient.Stream after = client.open("GET", "/app/after", true);
        assertTrue(
                backend.stream(0).fields().contains("X-Mark: old\n"),
                backend.stream(0).fields());
        assertTrue(
                backend.stream(1).fields().contains("X-Mark: new\n"),
                backend.stream(1).fields());
        backend.stream(1).respond(200, true);
        backend.stream(0).respond(200, true);
        assertEquals("X-Mark: old\n", before.fields());
        assertEquals("X-Mark: new\n", after.fields());
        assertEquals(List.of("new", "old"), completed);
        assertEquals(0, gateway.dispatcher().openExchanges());
        assertEquals(0, gateway.loop().arenas().lentBytes());
    }

    @Test
    void exchangeThatWaitsInAListenersFilterIsRoutedByItsOwnGeneration() {
        MuxGateway gateway = old(List.of(suspending), List.of(marking("old")));
        gateway.connect().open("GET", "/app", true);
        gateway.publish(List.of(), List.of(marking("new")));
        resumptions.getFirst().resume();
        gateway.loop().turn();
        assertTrue(
                backend.stream(0).fields().contains("X-Mark: old\n"),
                backend.stream(0).fields());
    }

    @Test
    void connectionTrustedByTheOldGenerationIsNotByTheNew() {
        MuxGateway gateway = new MuxGateway(List.of(), List.of(), new SlotSlabs(1), List.of(backend), "192.0.2.0/24");
        MuxClient client = gateway.connect();
        client.open("GET", "/app", true, "X-Forwarded-For", "198.51.100.1");
        assertTrue(
                backend.stream(0).fields().contains("198.51.100.1"),
                backend.stream(0).fields());
        backend.stream(0).respond(200, true);
        gateway.publish(List.of(), List.of());
        client.open("GET", "/app", true, "X-Forwarded-For", "198.51.100.1");
        assertFalse(
                backend.stream(1).fields().contains("198.51.100.1"),
                backend.stream(1).fields());
    }
}
