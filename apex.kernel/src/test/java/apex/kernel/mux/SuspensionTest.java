package apex.kernel.mux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import apex.spi.exchange.Answer;
import apex.spi.exchange.Chunk;
import apex.spi.exchange.Exchange;
import apex.spi.exchange.FieldName;
import apex.spi.exchange.Fields;
import apex.spi.exchange.Reason;
import apex.spi.exchange.Resumption;
import apex.spi.exchange.Text;
import apex.spi.filter.BodyFilter;
import apex.spi.filter.BodyOut;
import apex.spi.filter.Filter;
import apex.spi.filter.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SuspensionTest {
    private static final FieldName MARK = FieldName.of("X-Mark");

    private final List<Resumption> resumptions = new ArrayList<>();
    private final List<String> completed = new ArrayList<>();
    private final Filter suspending = new Filter() {
        @Override
        public Verdict onRequest(Exchange exchange) {
            resumptions.add(exchange.suspend());
            return Verdict.SUSPENDED;
        }

        @Override
        public void onComplete(Exchange exchange) {
            completed.add(exchange.request().target().toString());
        }
    };
    private final MuxBackend backend = new MuxBackend();
    private final MuxGateway gateway = MuxGateway.of(backend, suspending);
    private final MuxClient client = gateway.connect();

    @Test
    void suspendedExchangeWaitsWhileOthersGoOn() {
        client.open("GET", "/app/1", true);
        client.open("GET", "/app/2", true);
        assertEquals(0, backend.streams());
        resumptions.get(1).resume();
        gateway.loop().turn();
        assertEquals(1, backend.streams());
        assertEquals("GET /app/2", backend.stream(0).target());
        resumptions.get(0).resume();
        gateway.loop().turn();
        assertEquals("GET /app/1", backend.stream(1).target());
    }

    @Test
    void resumptionEditsTheExchangeOnItsLoop() {
        client.open("GET", "/app", true);
        resumptions.getFirst().resume(exchange -> {
            exchange.request().fields().add(MARK, Text.of("seen"));
            return Verdict.CONTINUE;
        });
        assertEquals(0, backend.streams());
        gateway.loop().turn();
        assertTrue(backend.stream(0).fields().contains("X-Mark: seen\n"));
    }

    @Test
    void resumptionCanAnswer() {
        MuxClient.Stream stream = client.open("GET", "/app", true);
        Answer answer = Answer.of(Reason.of("denied", 403, "Denied."));
        resumptions.getFirst().resume(exchange -> exchange.answer(answer));
        gateway.loop().turn();
        assertEquals(403, stream.status());
        assertTrue(stream.body().contains("\"reason\": \"denied\""), stream.body());
        assertEquals(0, backend.streams());
    }

    @Test
    void resumptionThatThrowsIsAFilterError() {
        MuxClient.Stream stream = client.open("GET", "/app", true);
        resumptions.getFirst().resume(_ -> {
            throw new IllegalStateException("broken");
        });
        gateway.loop().turn();
        assertEquals(500, stream.status());
        assertTrue(stream.body().contains("filter_error"), stream.body());
    }

    @Test
    void lateResumptionDoesNotTouchTheNextExchangeOfTheSameSlot() {
        MuxClient.Stream first = client.open("GET", "/app/first", true);
        first.reset();
        MuxClient.Stream second = client.open("GET", "/app/second", true);
        assertEquals(first, second, "the slot must be used again, or this proves nothing");
        resumptions.getFirst().resume(exchange -> {
            exchange.request().fields().add(MARK, Text.of("of the first"));
            return Verdict.CONTINUE;
        });
        gateway.loop().turn();
        assertEquals(0, backend.streams());
        assertEquals(1, gateway.dispatcher().staleResumptions());
        resumptions.get(1).resume();
        gateway.loop().turn();
        assertEquals("GET /app/second", backend.stream(0).target());
        assertFalse(backend.stream(0).fields().contains("X-Mark"));
    }

    @Test
    void secondUseOfAResumptionDoesNothing() {
        MuxClient.Stream stream = client.open("GET", "/app", true);
        resumptions.getFirst().resume();
        resumptions.getFirst().resume();
        gateway.loop().turn();
        assertEquals(1, backend.streams());
        assertEquals(1, gateway.dispatcher().staleResumptions());
        backend.stream(0).respond(200, true);
        resumptions.getFirst().resume();
        gateway.loop().turn();
        assertEquals(2, gateway.dispatcher().staleResumptions());
        assertEquals(200, stream.status());
    }

    @Test
    void abortWhileSuspendedCompletesOnceAndFreesEverything() {
        MuxClient.Stream stream = client.open("POST", "/app/gone", false).send("body");
        stream.reset();
        resumptions.getFirst().resume();
        gateway.loop().turn();
        assertEquals(List.of("/app/gone"), completed);
        assertEquals(0, gateway.dispatcher().openExchanges());
        assertEquals(0, gateway.loop().arenas().lentBytes());
    }

    @Test
    void suspendedResponseHoldsTheBackendBackUntilItGoesOn() {
        List<Resumption> handles = new ArrayList<>();
        MuxBackend slow = new MuxBackend();
        MuxGateway gate = MuxGateway.of(slow, new Filter() {
            @Override
            public Verdict onResponse(Exchange exchange) {
                handles.add(exchange.suspend());
                return Verdict.SUSPENDED;
            }
        });
        MuxClient.Stream stream = gate.connect().open("GET", "/app", true);
        slow.stream(0).respond(200, false).send("body").finish();
        assertEquals(0, stream.status());
        assertTrue(slow.stream(0).isPaused());
        handles.getFirst().resume(exchange -> {
            exchange.response().fields().add(MARK, Text.of("late"));
            return Verdict.CONTINUE;
        });
        gate.loop().turn();
        assertEquals("200 body", stream.status() + " " + stream.body());
        assertEquals("X-Mark: late\n", stream.fields());
        assertTrue(stream.isEnded());
    }

    @Test
    void headOfAResponseWithoutBodyOutlivesItsBackendConnectionWhileAFilterKeepsIt() {
        List<Resumption> handles = new ArrayList<>();
        MuxBackend quick = new MuxBackend();
        MuxGateway gate = MuxGateway.of(quick, new Filter() {
            @Override
            public Verdict onResponse(Exchange exchange) {
                handles.add(exchange.suspend());
                return Verdict.SUSPENDED;
            }
        });
        MuxClient.Stream stream = gate.connect().open("GET", "/app", true);
        quick.stream(0).respond(302, true, "Location", "/there");
        handles.getFirst().resume();
        gate.loop().turn();
        assertEquals("302 Location: /there\n", stream.status() + " " + stream.fields());
        assertTrue(stream.isEnded());
        assertEquals(0, gate.loop().arenas().lentBytes());
    }

    @Test
    void completionSeesTheResponseOfItsOwnExchangeAlsoAfterASuspendedEnd() {
        List<Resumption> handles = new ArrayList<>();
        List<Integer> statuses = new ArrayList<>();
        MuxBackend quick = new MuxBackend();
        MuxGateway gate = MuxGateway.of(quick, new BodyFilter() {
            @Override
            public Verdict onResponseEnd(Exchange exchange, Fields trailers, BodyOut out) {
                handles.add(exchange.suspend());
                return Verdict.SUSPENDED;
            }

            @Override
            public void onComplete(Exchange exchange) {
                statuses.add(exchange.response().status());
            }
        });
        MuxClient.Stream stream = gate.connect().open("GET", "/app", true);
        quick.stream(0).respond(200, false).send("body").finish();
        handles.getFirst().resume();
        gate.loop().turn();
        assertTrue(stream.isEnded());
        assertEquals(List.of(200), statuses);
    }

    @Test
    void timeThatAFilterTakesForAChunkIsNotCountedAgainstTheBackend() {
        List<Resumption> handles = new ArrayList<>();
        MuxBackend quick = new MuxBackend();
        MuxGateway gate = MuxGateway.of(quick, new BodyFilter() {
            @Override
            public Verdict onResponseChunk(Exchange exchange, Chunk chunk, BodyOut out) {
                out.write(chunk);
                handles.add(exchange.suspend());
                return Verdict.SUSPENDED;
            }
        });
        MuxClient.Stream stream = gate.connect().open("GET", "/app", true);
        quick.stream(0).respond(200, false).send("body").finish();
        gate.loop().pass(2 * MuxGateway.TIMEOUT_MILLIS);
        assertNull(stream.aborted());
        handles.getFirst().resume();
        gate.loop().turn();
        assertEquals("body", stream.body());
        assertTrue(stream.isEnded());
    }

    @Test
    void verdictSuspendedWithoutAHandleIsAFilterError() {
        MuxGateway gate = MuxGateway.of(backend, new Filter() {
            @Override
            public Verdict onRequest(Exchange exchange) {
                return Verdict.SUSPENDED;
            }
        });
        MuxClient.Stream stream = gate.connect().open("GET", "/app", true);
        assertEquals(500, stream.status());
    }

    @Test
    void handleOfAFilterThatGoesOnIsStale() {
        List<Resumption> handles = new ArrayList<>();
        MuxGateway gate = MuxGateway.of(backend, new Filter() {
            @Override
            public Verdict onRequest(Exchange exchange) {
                handles.add(exchange.suspend());
                return Verdict.CONTINUE;
            }
        });
        gate.connect().open("GET", "/app", true);
        assertEquals(1, backend.streams());
        handles.getFirst().resume();
        gate.loop().turn();
        assertEquals(1, backend.streams());
        assertEquals(1, gate.dispatcher().staleResumptions());
    }
}
