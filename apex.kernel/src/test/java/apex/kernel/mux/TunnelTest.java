package apex.kernel.mux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import apex.kernel.chain.SlotSlabs;
import apex.spi.exchange.Exchange;
import apex.spi.exchange.Reason;
import apex.spi.exchange.Resumption;
import apex.spi.filter.Filter;
import apex.spi.filter.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Exchanges that switch protocols. */
class TunnelTest {
    private static final String WEBSOCKET = "websocket";

    private final MuxBackend backend = new MuxBackend();
    private final List<String> completed = new ArrayList<>();
    private final MuxGateway gateway = new MuxGateway(
            List.of(),
            List.of(new Filter() {
                @Override
                public void onComplete(Exchange exchange) {
                    completed.add(exchange.response().status() + " " + exchange.reason());
                }
            }),
            new SlotSlabs(1),
            List.of(backend));

    private MuxClient.Stream tunnel() {
        MuxClient.Stream client = gateway.connect().upgrade("/app", WEBSOCKET);
        backend.stream(0).respond(101, false);
        gateway.loop().turn();
        return client;
    }

    @Test
    void bytesGoBothWaysAfterTheSwitch() {
        MuxClient.Stream client = tunnel();
        assertEquals(101, client.status());
        client.send("ping");
        backend.stream(0).send("pong");
        assertEquals("ping", backend.stream(0).body());
        assertEquals("pong", client.body());
    }

    @Test
    void theChainCompletesAtTheSwitchAndTheEndpointStaysBusy() {
        tunnel();
        assertEquals(List.of("101 null"), completed);
        assertEquals(0, gateway.dispatcher().openExchanges());
        assertEquals(1, gateway.upstream().on(0).load(0));
        assertEquals(1, gateway.tunnels().open());
    }

    @Test
    void eachEndGoesThroughAndBothEndTheTunnel() {
        MuxClient.Stream client = tunnel();
        client.send("last").finish();
        assertTrue(backend.stream(0).isRequestEnded());
        assertFalse(client.isEnded());
        backend.stream(0).send("words").finish();
        assertTrue(client.isEnded());
        assertEquals("words", client.body());
        assertIdle();
    }

    private void assertIdle() {
        assertEquals(0, gateway.upstream().on(0).load(0));
        assertEquals(0, gateway.tunnels().open());
    }

    @Test
    void clientThatResetsEndsTheBackendsHalf() {
        MuxClient.Stream client = tunnel();
        client.reset();
        assertEquals(Reason.CLIENT_ABORT, backend.stream(0).aborted());
        assertIdle();
    }

    @Test
    void backendThatFailsEndsTheClientsHalf() {
        MuxClient.Stream client = tunnel();
        backend.stream(0).fail(Reason.BACKEND_RESET, false);
        assertEquals(Reason.BACKEND_RESET, client.aborted());
        assertIdle();
    }

    @Test
    void quietTunnelIsClosedAndBusyOneIsNot() {
        MuxClient.Stream client = tunnel();
        gateway.loop().pass(MuxGateway.TIMEOUT_MILLIS - 100);
        client.send("still here");
        gateway.loop().pass(MuxGateway.TIMEOUT_MILLIS - 100);
        assertNull(client.aborted());
        gateway.loop().pass(200);
        assertEquals(Reason.TUNNEL_IDLE, client.aborted());
        assertEquals(Reason.TUNNEL_IDLE, backend.stream(0).aborted());
        assertIdle();
    }

    @Test
    void slowReaderHoldsTheOtherEndBack() {
        MuxClient.Stream client = tunnel();
        backend.stream(0).fill();
        client.send("a").send("b");
        assertEquals("a", backend.stream(0).body());
        assertTrue(client.isPaused());
        backend.stream(0).drain();
        gateway.loop().turn();
        assertEquals("ab", backend.stream(0).body());

        client.fill();
        backend.stream(0).send("c").send("d");
        assertEquals("c", client.body());
        client.drain();
        assertEquals("cd", client.body());
    }

    @Test
    void otherProtocolsGoOnAsOrdinaryRequests() {
        MuxClient.Stream client = gateway.connect().upgrade("/app", "tcp");
        assertEquals("", backend.stream(0).upgrade());
        backend.stream(0).respond(200, true);
        assertEquals(200, client.status());
        assertIdle();
    }

    @Test
    void nameIsFoundInAnyCaseAndVersion() {
        gateway.connect().upgrade("/app", "WebSocket/13");
        assertEquals("WebSocket/13", backend.stream(0).upgrade());
        gateway.connect().upgrade("/app", "websockets");
        assertEquals("", backend.stream(1).upgrade());
    }

    @Test
    void backendThatDoesNotSwitchAnswersAsEver() {
        MuxClient.Stream client = gateway.connect().upgrade("/app", WEBSOCKET);
        backend.stream(0).respond(403, false).send("no").finish();
        assertEquals(403, client.status());
        assertEquals("no", client.body());
        assertTrue(client.isEnded());
        assertIdle();
    }

    @Test
    void tunnelsOverTheLimitGet503() {
        for (int i = 0; i < MuxGateway.MOST_TUNNELS; i++) {
            gateway.connect().upgrade("/app", WEBSOCKET);
        }
        MuxClient.Stream client = gateway.connect().upgrade("/app", WEBSOCKET);
        assertEquals(503, client.status());
        assertTrue(client.body().contains("tunnel_limit"), client.body());
        backend.stream(0).respond(426, true);
        assertEquals(MuxGateway.MOST_TUNNELS - 1, gateway.tunnels().open());
    }

    @Test
    void clientThatLeavesBeforeTheSwitchGivesItsPermitBack() {
        gateway.connect().upgrade("/app", WEBSOCKET).reset();
        assertEquals(Reason.CLIENT_ABORT, backend.stream(0).aborted());
        assertIdle();
    }

    @Test
    void filterThatMakesAnAnswerOfTheSwitchPreventsTheTunnel() {
        MuxGateway refusing = new MuxGateway(
                List.of(),
                List.of(new Filter() {
                    @Override
                    public Verdict onResponse(Exchange exchange) {
                        exchange.response().status(200);
                        return Verdict.CONTINUE;
                    }
                }),
                new SlotSlabs(1),
                List.of(backend));
        MuxClient.Stream client = refusing.connect().upgrade("/app", WEBSOCKET);
        backend.stream(0).respond(101, false);
        assertEquals(Reason.FILTER_ERROR, client.aborted());
        assertEquals(0, refusing.tunnels().open());
    }

    @Test
    void backendIsHeardInTheTunnelAfterAFilterHadSuspendedTheSwitch() {
        List<Resumption> resumptions = new ArrayList<>();
        MuxGateway thinking = new MuxGateway(
                List.of(),
                List.of(new Filter() {
                    @Override
                    public Verdict onResponse(Exchange exchange) {
                        resumptions.add(exchange.suspend());
                        return Verdict.SUSPENDED;
                    }
                }),
                new SlotSlabs(1),
                List.of(backend));
        MuxClient.Stream client = thinking.connect().upgrade("/app", WEBSOCKET);
        backend.stream(0).respond(101, false).send("pong");
        resumptions.getFirst().resume();
        thinking.loop().turn();
        assertEquals(101, client.status());
        assertEquals("pong", client.body());
    }
}
