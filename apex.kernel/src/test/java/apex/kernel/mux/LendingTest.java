package apex.kernel.mux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import apex.kernel.chain.SlotSlabs;
import apex.spi.exchange.Exchange;
import apex.spi.exchange.FieldName;
import apex.spi.exchange.Peer;
import apex.spi.exchange.Reason;
import apex.spi.exchange.Resumption;
import apex.spi.exchange.Text;
import apex.spi.filter.Filter;
import apex.spi.filter.Verdict;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an exchange needs is lent to one client after the other, and each sees its own only. */
class LendingTest {
    private static final InetSocketAddress ADDRESS = new InetSocketAddress(InetAddress.ofLiteral("192.0.2.3"), 40_000);
    private static final Peer PEER = new Peer(ADDRESS, ADDRESS, false);
    private static final FieldName MARK = FieldName.of("X-Mark");

    private final List<Exchange> seen = new ArrayList<>();
    private final List<Resumption> resumptions = new ArrayList<>();
    private final MuxBackend backend = new MuxBackend();
    private final MuxGateway gateway = new MuxGateway(
            List.of(),
            List.of(new Filter() {
                @Override
                public Verdict onRequest(Exchange exchange) {
                    seen.add(exchange);
                    if (exchange.request().method().isIdempotent()) {
                        return Verdict.CONTINUE;
                    }
                    resumptions.add(exchange.suspend());
                    return Verdict.SUSPENDED;
                }
            }),
            new SlotSlabs(1),
            List.of(backend));
    private final MuxClient first = new MuxClient(gateway.loop(), gateway.dispatcher(), "192.0.2.1");
    private final MuxClient second = new MuxClient(gateway.loop(), gateway.dispatcher(), "192.0.2.2");

    @Test
    void restedExchangeServesAnotherClientAsItsOwn() {
        first.open("GET", "/app/1", true);
        assertEquals("192.0.2.1", seen.get(0).peer().address().toString());
        backend.stream(0).respond(200, true);
        first.rest();
        MuxClient.Stream stream = second.open("GET", "/app/2", true);
        assertSame(seen.get(0), seen.get(1), "it must be the same one, or this proves nothing");
        assertEquals("192.0.2.2", seen.get(1).clientAddress().toString());
        assertTrue(
                backend.stream(1).fields().contains("192.0.2.2"),
                backend.stream(1).fields());
        assertFalse(backend.stream(1).fields().contains("192.0.2.1"));
        backend.stream(1).respond(204, true);
        assertEquals(204, stream.status());
    }

    @Test
    void exchangeUnderWayIsNotGivenBack() {
        first.open("GET", "/app/1", true);
        first.rest();
        second.open("GET", "/app/2", true);
        assertNotSame(seen.get(0), seen.get(1));
    }

    @Test
    void lateResumptionDoesNotTouchTheExchangeOfAnotherClient() {
        MuxClient.Stream gone = first.open("POST", "/app/1", true);
        gone.reset();
        first.rest();
        second.open("POST", "/app/2", true);
        assertSame(seen.get(0), seen.get(1), "it must be the same one, or this proves nothing");
        resumptions.get(0).resume(exchange -> {
            exchange.request().fields().add(MARK, Text.of("of the first"));
            return Verdict.CONTINUE;
        });
        gateway.loop().turn();
        assertEquals(0, backend.streams());
        assertEquals(1, gateway.dispatcher().staleResumptions());
        resumptions.get(1).resume();
        gateway.loop().turn();
        assertFalse(backend.stream(0).fields().contains("X-Mark"));
    }

    @Test
    void exchangeThatBecameATunnelServesNobodyElse() {
        MuxClient.Stream tunnel = first.upgrade("/app", "websocket");
        backend.stream(0).respond(101, false);
        gateway.loop().turn();
        tunnel.reset();
        first.rest();
        second.open("GET", "/app/2", true);
        assertNotSame(seen.get(0), seen.get(1));
    }

    @Test
    void refusedClientsLeaveNothingBehind() {
        gateway.dispatcher().refused(gateway.loop(), PEER, Reason.CONNECTION_LIMIT);
        MuxClient.Stream stream = first.open("GET", "/app", true);
        backend.stream(0).respond(200, true);
        assertEquals(200, stream.status());
        assertEquals(0, gateway.dispatcher().openExchanges());
        assertEquals(0, gateway.loop().arenas().lentBytes());
    }
}
