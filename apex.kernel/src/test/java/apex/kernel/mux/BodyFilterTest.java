package apex.kernel.mux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import apex.spi.exchange.Answer;
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
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BodyFilterTest {
    private final MuxBackend backend = new MuxBackend();

    private static String text(Chunk chunk) {
        byte[] bytes = new byte[chunk.length()];
        chunk.copyTo(0, bytes, 0, bytes.length);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static HeapChunk chunk(String text) {
        return new HeapChunk(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Writes each chunk in upper case in both directions, and a full stop at the end. */
    private static class Shouting implements BodyFilter {
        @Override
        public Verdict onRequestChunk(Exchange exchange, Chunk chunk, BodyOut out) {
            out.write(chunk(text(chunk).toUpperCase(Locale.ROOT)));
            return Verdict.CONTINUE;
        }

        @Override
        public Verdict onRequestEnd(Exchange exchange, Fields trailers, BodyOut out) {
            out.write(chunk("."));
            return Verdict.CONTINUE;
        }

        @Override
        public Verdict onResponseChunk(Exchange exchange, Chunk chunk, BodyOut out) {
            out.write(chunk(text(chunk).toUpperCase(Locale.ROOT)));
            return Verdict.CONTINUE;
        }

        @Override
        public Verdict onResponseEnd(Exchange exchange, Fields trailers, BodyOut out) {
            out.write(chunk("!"));
            return Verdict.CONTINUE;
        }
    }

    /** Writes each chunk twice. */
    private static final class Doubling implements BodyFilter {
        @Override
        public Verdict onRequestChunk(Exchange exchange, Chunk chunk, BodyOut out) {
            out.write(chunk);
            out.write(chunk);
            return Verdict.CONTINUE;
        }

        @Override
        public Verdict onResponseChunk(Exchange exchange, Chunk chunk, BodyOut out) {
            out.write(chunk);
            out.write(chunk);
            return Verdict.CONTINUE;
        }
    }

    @Test
    void bodiesPassTheFiltersInOrderAndBackInReverse() {
        MuxGateway gateway = MuxGateway.of(backend, new Doubling(), new Shouting());
        MuxClient.Stream stream =
                gateway.connect().open("POST", "/app", false).send("ab").finish();
        gateway.loop().turn();
        assertEquals("ABAB.", backend.stream(0).body());
        backend.stream(0).respond(200, false).send("x").send("y").finish();
        assertEquals("XXYY!!", stream.body());
        assertTrue(stream.isEnded());
    }

    @Test
    void localBodyPassesTheResponsePhasesToo() {
        BodyFilter answering = new BodyFilter() {
            @Override
            public Verdict onRequest(Exchange exchange) {
                return exchange.answer(new Answer(200, Reason.FILTER_ANSWER, List.of(), null, chunk("made here")));
            }
        };
        MuxGateway gateway = MuxGateway.of(backend, new Shouting(), answering);
        MuxClient.Stream stream = gateway.connect().open("GET", "/app", true);
        assertEquals("MADE HERE!", stream.body());
        assertEquals(0, gateway.loop().arenas().lentBytes());
    }

    @Test
    void answerInTheMiddleOfAnUploadStopsIt() {
        BodyFilter limiting = new BodyFilter() {
            @Override
            public Verdict onRequestChunk(Exchange exchange, Chunk chunk, BodyOut out) {
                if (exchange.requestBytes() > 4) {
                    return exchange.answer(Answer.of(Reason.FILTER_BODY_TOO_LARGE));
                }
                out.write(chunk);
                return Verdict.CONTINUE;
            }
        };
        MuxGateway gateway = MuxGateway.of(backend, limiting);
        MuxClient.Stream stream = gateway.connect().open("POST", "/app", false);
        gateway.loop().turn();
        stream.send("1234").send("5").send("6").finish();
        assertEquals(413, stream.status());
        assertEquals("1234", backend.stream(0).body());
        assertEquals(Reason.FILTER_BODY_TOO_LARGE, backend.stream(0).aborted());
        assertEquals(0, gateway.dispatcher().openExchanges());
    }

    @Test
    void suspendedChunkHoldsTheRestBack() {
        List<Resumption> handles = new ArrayList<>();
        BodyFilter suspending = new BodyFilter() {
            @Override
            public Verdict onRequestChunk(Exchange exchange, Chunk chunk, BodyOut out) {
                out.write(chunk);
                handles.add(exchange.suspend());
                return Verdict.SUSPENDED;
            }
        };
        MuxGateway gateway = MuxGateway.of(backend, suspending);
        MuxClient.Stream stream = gateway.connect().open("POST", "/app", false);
        gateway.loop().turn();
        stream.send("1").send("2").finish();
        assertEquals("1", backend.stream(0).body());
        handles.get(0).resume();
        gateway.loop().turn();
        assertEquals("12", backend.stream(0).body());
        assertTrue(!backend.stream(0).isRequestEnded());
        handles.get(1).resume();
        gateway.loop().turn();
        assertTrue(backend.stream(0).isRequestEnded());
    }

    @Test
    void suspendedEndOfAResponseKeepsItsTrailers() {
        List<Resumption> handles = new ArrayList<>();
        BodyFilter suspending = new BodyFilter() {
            @Override
            public Verdict onResponseEnd(Exchange exchange, Fields trailers, BodyOut out) {
                handles.add(exchange.suspend());
                return Verdict.SUSPENDED;
            }
        };
        MuxGateway gateway = MuxGateway.of(backend, suspending);
        MuxClient.Stream stream = gateway.connect().open("GET", "/app", true);
        backend.stream(0).respond(200, false).send("x").finish("X-Sum", "9");
        assertNull(stream.trailers());
        handles.getFirst().resume();
        gateway.loop().turn();
        assertEquals("X-Sum: 9\n", stream.trailers());
    }

    @Test
    void suspendedLocalBodyGoesOn() {
        List<Resumption> handles = new ArrayList<>();
        BodyFilter suspending = new BodyFilter() {
            @Override
            public Verdict onRequest(Exchange exchange) {
                return exchange.answer(Answer.of(Reason.FILTER_ERROR));
            }

            @Override
            public Verdict onResponseChunk(Exchange exchange, Chunk chunk, BodyOut out) {
                out.write(chunk);
                handles.add(exchange.suspend());
                return Verdict.SUSPENDED;
            }
        };
        MuxGateway gateway = MuxGateway.of(backend, suspending);
        MuxClient.Stream stream = gateway.connect().open("GET", "/app", true);
        assertTrue(!stream.isEnded());
        handles.getFirst().resume();
        gateway.loop().turn();
        assertTrue(stream.isEnded());
    }

    /** Hands each chunk on, in both directions, and waits then. */
    private static final class Waiting implements BodyFilter {
        private final List<Resumption> handles = new ArrayList<>();

        @Override
        public Verdict onRequestChunk(Exchange exchange, Chunk chunk, BodyOut out) {
            return onResponseChunk(exchange, chunk, out);
        }

        @Override
        public Verdict onResponseChunk(Exchange exchange, Chunk chunk, BodyOut out) {
            out.write(chunk);
            handles.add(exchange.suspend());
            return Verdict.SUSPENDED;
        }
    }

    @Test
    void filterThatWaitsForAChunkMayHaveHandedItToAnotherFilter() {
        Waiting waiting = new Waiting();
        MuxGateway gateway = MuxGateway.of(backend, new Shouting(), waiting, new Shouting());
        MuxClient.Stream stream = gateway.connect().open("POST", "/app", false);
        gateway.loop().turn();
        stream.send("a").send("b");
        assertEquals("A", backend.stream(0).body());
        waiting.handles.get(0).resume();
        gateway.loop().turn();
        assertEquals("AB", backend.stream(0).body());
        backend.stream(0).respond(200, false).send("x").send("y").finish();
        assertEquals("X", stream.body());
        waiting.handles.get(2).resume();
        gateway.loop().turn();
        assertEquals("XY", stream.body());
        waiting.handles.get(3).resume();
        gateway.loop().turn();
        waiting.handles.get(4).resume();
        gateway.loop().turn();
        assertEquals("XY!!", stream.body());
        assertTrue(stream.isEnded());
        assertEquals(0, gateway.dispatcher().staleResumptions());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void chunkThatSeveralFiltersWaitForHoldsTheRestBackUntilTheLastGoesOn(boolean innerFirst) {
        Waiting inner = new Waiting();
        Waiting outer = new Waiting();
        MuxGateway gateway = MuxGateway.of(backend, inner, outer);
        MuxClient.Stream stream = gateway.connect().open("GET", "/app", true);
        backend.stream(0).respond(200, false).send("1").send("2").finish();
        Resumption first = (innerFirst ? inner : outer).handles.get(0);
        first.resume();
        first.resume();
        gateway.loop().turn();
        assertEquals("1", stream.body());
        assertEquals(1, gateway.dispatcher().staleResumptions());
        (innerFirst ? outer : inner).handles.get(0).resume();
        gateway.loop().turn();
        assertEquals("12", stream.body());
        inner.handles.get(1).resume();
        outer.handles.get(1).resume();
        gateway.loop().turn();
        assertTrue(stream.isEnded());
        assertEquals(1, gateway.dispatcher().staleResumptions());
    }

    @Test
    void endWaitsForAFilterThatGotALastChunkFromTheOneBefore() {
        Waiting waiting = new Waiting();
        MuxGateway gateway = MuxGateway.of(backend, waiting, new Shouting());
        MuxClient.Stream stream = gateway.connect().open("GET", "/app", true);
        backend.stream(0).respond(200, false).send("x");
        waiting.handles.get(0).resume();
        gateway.loop().turn();
        backend.stream(0).finish("X-Sum", "9");
        assertEquals("X!", stream.body());
        assertFalse(stream.isEnded());
        waiting.handles.get(1).resume();
        gateway.loop().turn();
        assertEquals("X-Sum: 9\n", stream.trailers());
    }

    @Test
    void filterThatGetsTwoChunksAtATimeGoesOnByEitherHandle() {
        Waiting waiting = new Waiting();
        MuxGateway gateway = MuxGateway.of(backend, waiting, new Doubling());
        MuxClient.Stream stream = gateway.connect().open("GET", "/app", true);
        backend.stream(0).respond(200, false).send("x").send("y");
        assertEquals("xx", stream.body());
        waiting.handles.get(0).resume();
        waiting.handles.get(1).resume();
        gateway.loop().turn();
        assertEquals("xxyy", stream.body());
        assertEquals(1, gateway.dispatcher().staleResumptions());
        stream.reset();
    }

    @Test
    void filterThatAnswersWhileAnotherWaitsIsHeard() {
        Waiting waiting = new Waiting();
        BodyFilter answering = new BodyFilter() {
            @Override
            public Verdict onRequestChunk(Exchange exchange, Chunk chunk, BodyOut out) {
                out.write(chunk);
                return exchange.answer(Answer.of(Reason.FILTER_BODY_TOO_LARGE));
            }
        };
        MuxGateway gateway = MuxGateway.of(backend, answering, waiting);
        MuxClient.Stream stream = gateway.connect().open("POST", "/app", false);
        gateway.loop().turn();
        stream.send("1");
        waiting.handles.get(0).resume();
        gateway.loop().turn();
        assertEquals(413, stream.status());
    }

    @Test
    void filterThatThrowsInTheMiddleOfAResponseAbortsIt() {
        BodyFilter broken = new BodyFilter() {
            @Override
            public Verdict onResponseChunk(Exchange exchange, Chunk chunk, BodyOut out) {
                throw new IllegalStateException("broken");
            }
        };
        MuxGateway gateway = MuxGateway.of(backend, broken);
        MuxClient.Stream stream = gateway.connect().open("GET", "/app", true);
        backend.stream(0).respond(200, false).send("x");
        assertEquals(Reason.FILTER_ERROR, stream.aborted());
        assertEquals(Reason.FILTER_ERROR, backend.stream(0).aborted());
        assertEquals(0, gateway.dispatcher().openExchanges());
    }

    @Test
    void expandingFilterHearsThatTheClientIsFull() {
        List<Boolean> room = new ArrayList<>();
        BodyFilter expanding = new BodyFilter() {
            @Override
            public Verdict onResponseChunk(Exchange exchange, Chunk chunk, BodyOut out) {
                room.add(out.write(chunk));
                return Verdict.CONTINUE;
            }
        };
        MuxGateway gateway = MuxGateway.of(backend, expanding);
        MuxClient.Stream stream = gateway.connect().open("GET", "/app", true);
        backend.stream(0).respond(200, false).send("1");
        stream.fill();
        backend.stream(0).send("2").send("3");
        assertEquals(List.of(true, false), room);
        assertEquals("12", stream.body());
        stream.drain();
        assertEquals("123", stream.body());
    }

    /** The client was taken for holding up its response as long as the filter kept it, and could be cut off for that. */
    @Test
    void backendHearsThatItIsAFilterThatHoldsBackOnceTheClientHasTakenAll() {
        List<Resumption> handles = new ArrayList<>();
        BodyFilter keeping = new BodyFilter() {
            @Override
            public Verdict onResponseChunk(Exchange exchange, Chunk chunk, BodyOut out) {
                out.write(chunk);
                handles.add(exchange.suspend());
                return Verdict.SUSPENDED;
            }
        };
        MuxGateway gateway = MuxGateway.of(backend, keeping);
        MuxClient.Stream stream = gateway.connect().open("GET", "/app", true);
        stream.fill();
        backend.stream(0).respond(200, false).send("1").send("2").finish();
        int before = backend.stream(0).pauses();
        stream.drain();
        assertEquals(before + 1, backend.stream(0).pauses());
        handles.get(0).resume();
        gateway.loop().turn();
        handles.get(1).resume();
        gateway.loop().turn();
        assertEquals("12", stream.body());
        assertTrue(stream.isEnded());
    }
}
