package apex.kernel.mux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import apex.kernel.chain.SlotSlabs;
import apex.spi.exchange.Chunk;
import apex.spi.exchange.Exchange;
import apex.spi.exchange.Fields;
import apex.spi.exchange.HeapChunk;
import apex.spi.exchange.Reason;
import apex.spi.exchange.Resumption;
import apex.spi.filter.BodyFilter;
import apex.spi.filter.BodyOut;
import apex.spi.filter.Verdict;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** While connections are scarce, a request whose body has still to come does not get one. */
class GatheringTest {
    private final MuxBackend backend = new MuxBackend();
    private final MuxGateway gateway =
            new MuxGateway(List.of(), List.of(), new SlotSlabs(1), List.of(backend, new MuxBackend()));

    private MuxClient.Stream post(String... fields) {
        MuxClient.Stream stream = gateway.connect().open("POST", "/app", false, fields);
        gateway.loop().turn();
        return stream;
    }

    private void isGivenBack() {
        assertEquals(0, gateway.dispatcher().openExchanges());
        assertEquals(0, gateway.upstream().on(0).load(0));
        assertEquals(0, gateway.loop().arenas().lentBytes());
    }

    @Test
    void bodyIsHeldUntilItIsWholeAndThenGoesWithItsHead() {
        backend.scarce();
        MuxClient.Stream stream = post().send("one, ").send("two");
        assertEquals(List.of(), backend.needs());
        assertEquals(0, gateway.upstream().on(0).load(0), "it does not count there yet");
        stream.finish();
        assertEquals("POST /app", backend.stream(0).target());
        assertEquals("one, two", backend.stream(0).body());
        assertTrue(backend.stream(0).isRequestEnded());
        backend.stream(0).respond(200, true);
        assertEquals(200, stream.status());
        isGivenBack();
    }

    @Test
    void bodyThatFlowsGetsItsConnectionWhenEnoughIsThereAndStreamsFromThereOn() {
        backend.scarce();
        String piece = "x".repeat(10_000);
        MuxClient.Stream stream = post().send(piece);
        assertEquals(0, backend.streams());
        stream.send(piece);
        gateway.loop().turn();
        assertEquals(20_000, backend.stream(0).body().length());
        assertFalse(backend.stream(0).isRequestEnded());
        stream.send("the end").finish();
        gateway.loop().turn();
        assertTrue(backend.stream(0).body().endsWith("xthe end"));
        assertTrue(backend.stream(0).isRequestEnded());
        backend.stream(0).respond(200, true);
        assertEquals(200, stream.status());
        isGivenBack();
    }

    @Test
    void largePieceIsHeldWholeWhileItsConnectionIsWaitedFor() {
        backend.scarce().slow();
        String piece = "0123456789".repeat(10_000);
        MuxClient.Stream stream = post().send(piece).send("more").finish();
        assertEquals(1, backend.waiting());
        assertTrue(gateway.loop().arenas().lentBytes() >= piece.length(), "the budget sees it");
        backend.admit();
        gateway.loop().turn();
        assertEquals(piece + "more", backend.stream(0).body());
        assertTrue(backend.stream(0).isRequestEnded());
        backend.stream(0).respond(204, true);
        assertEquals(204, stream.status());
        isGivenBack();
    }

    @Test
    void clientThatLeavesHasNeverAskedForAConnection() {
        backend.scarce();
        MuxClient.Stream stream = post().send("drip");
        stream.reset();
        assertEquals(List.of(), backend.needs());
        isGivenBack();
    }

    @Test
    void clientThatLeavesWhileItsConnectionIsWaitedForIsForgotten() {
        backend.scarce().slow();
        MuxClient.Stream stream = post().send("all").finish();
        assertEquals(1, backend.waiting());
        stream.reset();
        assertEquals(0, backend.waiting());
        isGivenBack();
    }

    @Test
    void whatWasGatheredGoesToAnotherEndpointWhenTheFirstRefuses() {
        MuxBackend second = new MuxBackend().scarce();
        MuxGateway two = new MuxGateway(
                List.of(),
                List.of(),
                new SlotSlabs(1),
                List.of(new MuxBackend().scarce().refuse(Reason.CONNECT_REFUSED), second));
        two.connect().open("POST", "/app", false).send("body").finish();
        two.loop().turn();
        assertEquals("body", second.stream(0).body());
        assertTrue(second.stream(0).isRequestEnded());
    }

    @Test
    void clientThatWaitsToBeToldToSendItsBodyIsTold() {
        backend.scarce();
        MuxClient.Stream stream = post("Expect", "100-continue");
        assertEquals(List.of(100), stream.informational());
        stream.send("body").finish();
        assertFalse(
                backend.stream(0).fields().contains("Expect"), backend.stream(0).fields());
        backend.stream(0).respond(100, false).respond(200, true);
        assertEquals(List.of(100), stream.informational());
        assertEquals(200, stream.status());
    }

    @Test
    void requestWithoutABodyAndAnyWhileThereIsPlentyAskAtOnce() {
        gateway.connect().open("POST", "/app", false);
        backend.scarce();
        gateway.connect().open("GET", "/app", true);
        assertEquals(2, backend.streams());
    }

    @Test
    void gatheredRequestWhoseConnectionIsLostUnsentIsSentAgainWhole() {
        backend.scarce();
        MuxClient.Stream stream = post().send("body").finish();
        backend.stream(0).lose(Reason.BACKEND_CLOSED);
        assertEquals("body", backend.stream(1).body());
        assertTrue(backend.stream(1).isRequestEnded());
        backend.stream(1).respond(201, true);
        assertEquals(201, stream.status());
        isGivenBack();
    }

    /** Writes {@code piece} twice for each chunk, and twice at the end. */
    private static BodyFilter writingMuch(String piece) {
        return new BodyFilter() {
            @Override
            public Verdict onRequestChunk(Exchange exchange, Chunk chunk, BodyOut out) {
                out.write(new HeapChunk(piece.getBytes(StandardCharsets.ISO_8859_1)));
                out.write(new HeapChunk(piece.getBytes(StandardCharsets.ISO_8859_1)));
                return Verdict.CONTINUE;
            }

            @Override
            public Verdict onRequestEnd(Exchange exchange, Fields trailers, BodyOut out) {
                return onRequestChunk(exchange, null, out);
            }
        };
    }

    /** What came behind the first 16 KiB was lost while the connection was waited for, and all before it as well. */
    @ParameterizedTest
    @ValueSource(strings = {"", "a chunk"})
    void nothingIsLostThatAFilterWritesWhileTheConnectionIsWaitedFor(String chunk) {
        String piece = "y".repeat(17_000);
        backend.scarce().slow();
        MuxGateway filtered = MuxGateway.of(backend, writingMuch(piece));
        MuxClient.Stream stream = filtered.connect().open("POST", "/app", false);
        filtered.loop().turn();
        if (!chunk.isEmpty()) {
            stream.send(chunk);
        }
        stream.finish();
        filtered.loop().turn();
        assertEquals(1, backend.waiting());
        backend.admit();
        filtered.loop().turn();
        assertEquals(piece.repeat(chunk.isEmpty() ? 2 : 4), backend.stream(0).body());
        assertTrue(backend.stream(0).isRequestEnded());
        backend.stream(0).respond(200, true);
        assertEquals(200, stream.status());
        assertEquals(0, filtered.loop().arenas().lentBytes());
    }

    /** The same hole was there before bodies were gathered: while a request waited to be sent again. */
    @Test
    void nothingIsLostThatAFilterWritesWhileTheRequestWaitsToBeSentAgain() {
        List<Resumption> handles = new ArrayList<>();
        BodyFilter late = new BodyFilter() {
            @Override
            public Verdict onRequestEnd(Exchange exchange, Fields trailers, BodyOut out) {
                out.write(new HeapChunk("before ".getBytes(StandardCharsets.ISO_8859_1)));
                handles.add(exchange.suspend());
                return Verdict.SUSPENDED;
            }
        };
        MuxGateway filtered = MuxGateway.of(backend, late, writingMuch("z"));
        MuxClient.Stream stream = filtered.connect().open("PUT", "/app", false).finish();
        filtered.loop().turn();
        backend.slow();
        backend.stream(0).lose(Reason.BACKEND_CLOSED);
        assertEquals(1, backend.waiting());
        handles.getFirst().resume();
        filtered.loop().turn();
        backend.admit();
        filtered.loop().turn();
        assertEquals("zzzz", backend.stream(1).body());
        assertTrue(backend.stream(1).isRequestEnded());
        backend.stream(1).respond(200, true);
        assertEquals(200, stream.status());
    }

    @Test
    void memoryThatRunsShortEndsGathering() {
        backend.scarce();
        MuxClient.Stream stream = post().send("first");
        gateway.loop().overloaded(true);
        stream.send("second");
        assertEquals(503, stream.status());
        assertTrue(stream.body().contains("overloaded"), stream.body());
        assertEquals(List.of(), backend.needs());
        isGivenBack();
    }

    @Test
    void expectationThatIsNoneOfOursGoesToTheBackend() {
        backend.scarce();
        MuxClient.Stream stream = post("Expect", "wonders");
        assertEquals(List.of(), stream.informational());
        stream.send("body").finish();
        assertTrue(
                backend.stream(0).fields().contains("Expect: wonders"),
                backend.stream(0).fields());
    }

    /** It had no time limit at all: only chunks that came later would have found the backend full. */
    @Test
    void backendThatDoesNotTakeWhatWasGatheredHasItsTimeLimit() {
        backend.scarce().slow();
        MuxClient.Stream stream = post().send("x".repeat(20_000));
        backend.admitFull();
        gateway.loop().pass(MuxGateway.TIMEOUT_MILLIS + 30);
        assertEquals(504, stream.status());
    }
}
