package apex.kernel.mux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import apex.kernel.chain.SlotSlabs;
import apex.kernel.upstream.HealthCheck;
import apex.spi.exchange.Reason;
import apex.spi.transport.Need;
import java.util.List;
import org.junit.jupiter.api.Test;

class BackendFailureTest {
    private static MuxGateway gateway(MuxBackend... backends) {
        return new MuxGateway(List.of(), List.of(), new SlotSlabs(1), List.of(backends));
    }

    private static MuxClient.Stream get(MuxGateway gateway) {
        return gateway.connect().open("GET", "/app", true);
    }

    @Test
    void refusedConnectionIs502() {
        MuxClient.Stream stream = get(gateway(new MuxBackend().refuse(Reason.CONNECT_REFUSED)));
        assertEquals(502, stream.status());
        assertTrue(stream.body().contains("connect_refused"), stream.body());
    }

    @Test
    void requestThatReachedNobodyGoesToTheNextEndpoint() {
        MuxBackend second = new MuxBackend();
        MuxGateway gateway = gateway(new MuxBackend().refuse(Reason.CONNECT_REFUSED), second);
        MuxClient.Stream stream =
                gateway.connect().open("POST", "/app", false).send("body").finish();
        gateway.loop().turn();
        assertEquals("body", second.stream(0).body());
        second.stream(0).respond(200, true);
        assertEquals(200, stream.status());
    }

    @Test
    void whenAllRefuseTheFirstReasonIsTheAnswers() {
        MuxBackend busy = new MuxBackend().refuse(Reason.QUEUE_FULL);
        MuxBackend dead = new MuxBackend().refuse(Reason.CONNECT_REFUSED);
        MuxClient.Stream stream = get(gateway(busy, dead));
        assertEquals(503, stream.status());
        assertTrue(stream.body().contains("queue_full"), stream.body());
    }

    @Test
    void noHealthyEndpointIs503() {
        MuxGateway gateway = gateway(new MuxBackend());
        gateway.upstream().publishHealth(0, false);
        MuxClient.Stream stream = get(gateway);
        assertEquals(503, stream.status());
        assertTrue(stream.body().contains("no_healthy_endpoint"), stream.body());
    }

    @Test
    void backendThatDoesNotAnswerInTimeIs504() {
        MuxBackend backend = new MuxBackend();
        MuxGateway gateway = gateway(backend);
        MuxClient.Stream stream = get(gateway);
        gateway.loop().pass(MuxGateway.TIMEOUT_MILLIS - 1);
        assertEquals(0, stream.status());
        gateway.loop().pass(30);
        assertEquals(504, stream.status());
        assertEquals(Reason.RESPONSE_TIMEOUT, backend.stream(0).aborted());
    }

    @Test
    void slowUploadDoesNotCountAsTheBackendsSilence() {
        MuxBackend backend = new MuxBackend();
        MuxGateway gateway = gateway(backend);
        MuxClient.Stream stream = gateway.connect().open("POST", "/app", false);
        gateway.loop().turn();
        for (int i = 0; i < 5; i++) {
            gateway.loop().pass(MuxGateway.TIMEOUT_MILLIS);
            stream.send("x");
        }
        assertEquals(0, stream.status());
        stream.finish();
        gateway.loop().pass(MuxGateway.TIMEOUT_MILLIS + 30);
        assertEquals(504, stream.status());
    }

    @Test
    void backendThatStopsReadingIs504() {
        MuxBackend backend = new MuxBackend();
        MuxGateway gateway = gateway(backend);
        MuxClient.Stream stream = gateway.connect().open("POST", "/app", false);
        gateway.loop().turn();
        backend.stream(0).fill();
        stream.send("x");
        gateway.loop().pass(MuxGateway.TIMEOUT_MILLIS + 30);
        assertEquals(504, stream.status());
    }

    @Test
    void longResponseIsNotCutWhileItMoves() {
        MuxBackend backend = new MuxBackend();
        MuxGateway gateway = gateway(backend);
        MuxClient.Stream stream = get(gateway);
        backend.stream(0).respond(200, false);
        for (int i = 0; i < 5; i++) {
            gateway.loop().pass(MuxGateway.TIMEOUT_MILLIS - 50);
            backend.stream(0).send("x");
        }
        backend.stream(0).finish();
        assertEquals("xxxxx", stream.body());
        assertTrue(stream.isEnded());
    }

    @Test
    void responseThatStopsMovingIsAborted() {
        MuxBackend backend = new MuxBackend();
        MuxGateway gateway = gateway(backend);
        MuxClient.Stream stream = get(gateway);
        backend.stream(0).respond(200, false).send("x");
        gateway.loop().pass(MuxGateway.TIMEOUT_MILLIS + 30);
        assertEquals(Reason.BACKEND_IDLE, stream.aborted());
        assertEquals(Reason.BACKEND_IDLE, backend.stream(0).aborted());
    }

    @Test
    void slowClientIsNotTheBackendsSilence() {
        MuxBackend backend = new MuxBackend();
        MuxGateway gateway = gateway(backend);
        MuxClient.Stream stream = get(gateway);
        stream.fill();
        backend.stream(0).respond(200, false).send("1").send("2").finish();
        gateway.loop().pass(MuxGateway.TIMEOUT_MILLIS * 3);
        assertEquals(null, stream.aborted());
        stream.drain();
        assertEquals("12", stream.body());
    }

    @Test
    void brokenResponseAbortsTheClientsStream() {
        MuxBackend backend = new MuxBackend();
        MuxClient.Stream stream = get(gateway(backend));
        backend.stream(0).respond(200, false).send("half").fail(Reason.BACKEND_RESET, false);
        assertEquals(Reason.BACKEND_RESET, stream.aborted());
        assertEquals("half", stream.body());
    }

    @Test
    void staleConnectionIsInvisibleToAnIdempotentRequest() {
        MuxBackend backend = new MuxBackend().reused();
        MuxClient.Stream stream = get(gateway(backend));
        backend.stream(0).fail(Reason.BACKEND_CLOSED, true);
        assertEquals(2, backend.streams());
        assertEquals(backend.stream(0).fields(), backend.stream(1).fields());
        backend.stream(1).respond(200, true);
        assertEquals(200, stream.status());
    }

    @Test
    void requestThatLosesFreshConnectionsTooIsGivenUp() {
        MuxBackend backend = new MuxBackend().reused();
        MuxClient.Stream stream = get(gateway(backend));
        backend.stream(0).fail(Reason.BACKEND_CLOSED, true);
        backend.stream(1).fail(Reason.BACKEND_CLOSED, true);
        backend.stream(2).fail(Reason.BACKEND_CLOSED, true);
        assertEquals(3, backend.streams());
        assertEquals(502, stream.status());
    }

    @Test
    void requestThatLosesItsFirstConnectionWhileThatIsFreshIsSentAgainOnce() {
        MuxBackend backend = new MuxBackend();
        MuxClient.Stream stream = get(gateway(backend));
        backend.stream(0).fail(Reason.BACKEND_CLOSED, true);
        assertEquals(2, backend.streams());
        backend.stream(1).respond(200, true);
        assertEquals(200, stream.status());
    }

    @Test
    void requestThatLosesTwoFreshConnectionsIsGivenUp() {
        MuxBackend backend = new MuxBackend();
        MuxClient.Stream stream = get(gateway(backend));
        backend.stream(0).fail(Reason.BACKEND_CLOSED, true);
        backend.stream(1).fail(Reason.BACKEND_CLOSED, true);
        assertEquals(2, backend.streams());
        assertEquals(502, stream.status());
    }

    @Test
    void postThatLosesAFreshConnectionIsNotSentAgain() {
        MuxBackend backend = new MuxBackend();
        MuxClient.Stream stream = gateway(backend).connect().open("POST", "/app", true);
        backend.stream(0).fail(Reason.BACKEND_CLOSED, true);
        assertEquals(1, backend.streams());
        assertEquals(502, stream.status());
    }

    @Test
    void putIsSentAgainWithAllOfItsBody() {
        MuxBackend backend = new MuxBackend().reused();
        MuxGateway gateway = gateway(backend);
        MuxClient.Stream stream = gateway.connect().open("PUT", "/app", false).send("half");
        gateway.loop().turn();
        backend.stream(0).fail(Reason.BACKEND_RESET, true);
        assertEquals("half", backend.stream(1).body());
        stream.send(" and half").finish();
        gateway.loop().turn();
        assertEquals("half and half", backend.stream(1).body());
        assertTrue(backend.stream(1).isRequestEnded());
        backend.stream(1).respond(200, true);
        assertEquals(200, stream.status());
    }

    @Test
    void putWhoseEndWasSentIsSentAgainToItsEnd() {
        MuxBackend backend = new MuxBackend().reused();
        MuxGateway gateway = gateway(backend);
        MuxClient.Stream stream =
                gateway.connect().open("PUT", "/app", false).send("all").finish();
        gateway.loop().turn();
        backend.stream(0).fail(Reason.BACKEND_CLOSED, true);
        assertEquals("all", backend.stream(1).body());
        assertTrue(backend.stream(1).isRequestEnded());
        backend.stream(1).respond(200, true);
        assertEquals(200, stream.status());
    }

    @Test
    void putThatIsTooLargeToHoldIsNotSentAgain() {
        MuxBackend backend = new MuxBackend().reused();
        MuxGateway gateway = gateway(backend);
        MuxClient.Stream stream = gateway.connect().open("PUT", "/app", false).send("x".repeat(20_000));
        gateway.loop().turn();
        backend.stream(0).fail(Reason.BACKEND_RESET, true);
        assertEquals(1, backend.streams());
        assertEquals(502, stream.status());
        assertTrue(stream.body().contains("backend_reset"), stream.body());
    }

    @Test
    void postOfWhichNothingWasSentGoesToAnotherConnection() {
        MuxBackend backend = new MuxBackend();
        MuxGateway gateway = gateway(backend);
        MuxClient.Stream stream =
                gateway.connect().open("POST", "/app", false).send("body").finish();
        gateway.loop().turn();
        backend.stream(0).lose(Reason.BACKEND_CLOSED);
        assertEquals("body", backend.stream(1).body());
        backend.stream(1).respond(201, true);
        assertEquals(201, stream.status());
    }

    @Test
    void requestThatCanNeverBeSentIsGivenUp() {
        MuxBackend backend = new MuxBackend();
        MuxClient.Stream stream = get(gateway(backend));
        for (int i = 0; i < 4; i++) {
            backend.stream(i).lose(Reason.BACKEND_CLOSED);
        }
        assertEquals(4, backend.streams());
        assertEquals(502, stream.status());
    }

    @Test
    void onlyRequestsThatCanBeSentAgainTakeAnyConnection() {
        MuxBackend backend = new MuxBackend();
        MuxGateway gateway = gateway(backend);
        gateway.connect().open("GET", "/app", true);
        gateway.connect().open("POST", "/app", true);
        gateway.connect().open("PUT", "/app", false);
        assertEquals(List.of(Need.ANY, Need.PROVEN, Need.PROVEN), backend.needs());
    }

    @Test
    void postIsNeverSentTwice() {
        MuxBackend backend = new MuxBackend().reused();
        MuxGateway gateway = gateway(backend);
        MuxClient.Stream stream = gateway.connect().open("POST", "/app", true);
        backend.stream(0).fail(Reason.BACKEND_CLOSED, true);
        assertEquals(1, backend.streams());
        assertEquals(502, stream.status());
    }

    @Test
    void clientThatGoesWhileItWaitsForAConnectionIsForgotten() {
        MuxBackend slow = new MuxBackend().slow();
        MuxGateway gateway = gateway(slow);
        MuxClient.Stream stream = get(gateway);
        assertEquals(1, slow.waiting());
        stream.reset();
        assertEquals(0, slow.waiting());
        assertEquals(0, gateway.dispatcher().openExchanges());
    }

    @Test
    void loadGoesUpWhileAnExchangeIsUnderWayAndDownWhateverHappens() {
        MuxBackend backend = new MuxBackend();
        MuxGateway gateway = gateway(backend);
        MuxClient client = gateway.connect();
        client.open("GET", "/app", true);
        MuxClient.Stream second = client.open("GET", "/app", true);
        MuxClient.Stream third = client.open("GET", "/app", true);
        assertEquals(3, gateway.upstream().on(0).load(0));
        backend.stream(0).respond(200, true);
        second.reset();
        backend.stream(2).fail(Reason.BACKEND_RESET, false);
        assertEquals(502, third.status());
        assertEquals(0, gateway.upstream().on(0).load(0));
    }

    @Test
    void activeCheckTakesAnEndpointOutAndBack() {
        MuxBackend backend = new MuxBackend();
        MuxGateway gateway = gateway(backend);
        boolean[] verdicts = {true, false, true};
        int[] checks = {0};
        HealthCheck check =
                new HealthCheck(gateway.upstream(), 0, "/health", _ -> verdicts[checks[0]++], gateway.loop());
        backend.probeStatus(200);
        check.start();
        gateway.loop().turn();
        assertEquals(true, gateway.upstream().isHealthy(0));
        gateway.loop().pass(10_050);
        assertEquals(false, gateway.upstream().isHealthy(0));
        assertEquals(503, get(gateway).status());
        gateway.loop().pass(10_050);
        assertEquals(true, gateway.upstream().isHealthy(0));
        check.stop();
        gateway.loop().turn();
        gateway.loop().pass(60_000);
        assertEquals(3, checks[0]);
    }
}
