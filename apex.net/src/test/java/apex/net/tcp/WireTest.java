package apex.net.tcp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import apex.net.Input;
import apex.net.Wire;
import apex.net.WireHandler;
import apex.net.loop.TransportChoice;
import apex.spi.exchange.Chunk;
import apex.spi.exchange.HeapChunk;
import apex.spi.exchange.Reason;
import apex.spi.transport.Binding;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a protocol may rely on, seen from a real socket, on every kind of sockets. */
class WireTest {
    private static final int MANY = 3_000_000;
    private static final int NEVER_TAKEN = 16 * 1024 * 1024;
    private static final int RESETS = 6;

    /** The wires that were opened, in order. */
    private final BlockingQueue<Wire> wires = new LinkedBlockingQueue<>();

    private Rig rig(TransportChoice io, Function<Wire, WireHandler> server) {
        return new Rig(io, 1, new TestProtocol(wire -> {
            wires.add(wire);
            return server.apply(wire);
        }));
    }

    @ParameterizedTest
    @EnumSource(names = {"IO_URING", "EPOLL", "NIO"})
    void theEndIsAnnouncedOnceWhileBytesInFrontOfItAreHeldBack(TransportChoice io) throws Exception {
        Recorder recorder = new Recorder();
        try (Rig rig = rig(io, wire -> new Recorder() {
                    @Override
                    public void read(Input input) {
                        recorder.events.add("paused");
                        wire.pause();
                    }

                    @Override
                    public void inputEnding() {
                        recorder.events.add("ending");
                    }

                    @Override
                    public void inputEnded() {
                        recorder.events.add("ended");
                    }
                });
                Socket socket = Rig.connect(rig.bind("127.0.0.1:0"))) {
            opened();
            send(socket, "abc");
            assertEquals("paused", recorder.next());
            send(socket, "def");
            rig.run(0, () -> {});
            assertTrue(recorder.events.isEmpty(), "more bytes are no end");
            socket.shutdownOutput();
            assertEquals("ending", recorder.next());
            rig.run(0, () -> {});
            assertTrue(recorder.events.isEmpty(), "the end itself comes behind the bytes");
        }
    }

    /** The send that fails takes the system's word of the reset with it: nobody else hears of it. */
    @ParameterizedTest
    @EnumSource(names = {"IO_URING", "EPOLL", "NIO"})
    void aResetEndsAWireThatHasMuchToSendBeforeTheEndOfItsOutput(TransportChoice io) throws Exception {
        for (int i = 0; i < RESETS; i++) {
            Recorder recorder = new Recorder();
            boolean pausesFirst = i % 2 == 0;
            try (Rig rig = rig(io, wire -> new Recorder(recorder.events) {
                        @Override
                        public void read(Input input) {
                            wire.pause();
                            if (!pausesFirst) {
                                input.skip(input.remaining());
                            }
                            wire.write(new byte[NEVER_TAKEN], 0, NEVER_TAKEN);
                            wire.shutdownOutput();
                            recorder.events.add("written");
                        }
                    });
                    Socket socket = Rig.connect(rig.bind("127.0.0.1:0"))) {
                send(socket, "a");
                assertEquals("written", recorder.next());
                if (!pausesFirst) {
                    send(socket, "b");
                }
                rig.run(0, () -> {});
                rig.run(0, () -> {});
                reset(socket);
                assertEquals("closed client_abort", recorder.next());
            }
        }
    }

    private static WireHandler echo(Wire wire) {
        return new Recorder() {
            @Override
            public void read(Input input) {
                wire.write(input.take(input.remaining()));
                if (wire.isOverMark()) {
                    wire.pause();
                }
            }

            @Override
            public void drained() {
                wire.resume();
            }

            @Override
            public void inputEnded() {
                wire.closeAfterFlush();
            }
        };
    }

    private Wire opened() throws InterruptedException {
        Wire wire = wires.poll(5, TimeUnit.SECONDS);
        assertTrue(wire != null, "no connection was opened");
        return wire;
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static void leave(Socket socket) throws IOException {
        socket.close();
    }

    private static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        new Random(1).nextBytes(bytes);
        return bytes;
    }

    /** Every fourth run lost the end of a connection when channels were taken off their loop to get a new place in epoll. */
    @RepeatedTest(20)
    void theEndOfAConnectionIsNotLostWhenItsChannelGetsANewPlaceInEpoll() throws Exception {
        megabytesComeBackUnchangedAndTheLedgerIsEmptyAfterwards(TransportChoice.EPOLL);
    }

    @ParameterizedTest
    @EnumSource(names = {"IO_URING", "EPOLL", "NIO"})
    void megabytesComeBackUnchangedAndTheLedgerIsEmptyAfterwards(TransportChoice io) throws Exception {
        try (Rig rig = rig(io, WireTest::echo)) {
            Binding binding = rig.bind("127.0.0.1:0");
            try (Socket socket = Rig.connect(binding)) {
                byte[] sent = bytes(MANY);
                Thread sender = Thread.ofVirtual().start(() -> {
                    try {
                        socket.getOutputStream().write(sent);
                        socket.shutdownOutput();
                    } catch (IOException gone) {
                        throw new AssertionError(gone);
                    }
                });
                assertArrayEquals(sent, socket.getInputStream().readAllBytes());
                sender.join();
            }
            Rig.await("no open connection", () -> binding.openConnections() == 0);
            assertEquals(0, rig.platform.heldBytes());
        }
    }

    /** On epoll, the first write that did not fit was lost with all that came after it. */
    @ParameterizedTest
    @EnumSource(names = {"IO_URING", "EPOLL", "NIO"})
    void aPeerThatHasEndedItsOutputGetsEverythingHoweverOftenItsSocketIsFull(TransportChoice io) throws Exception {
        Recorder recorder = new Recorder();
        byte[] block = bytes(32 * 1024);
        try (Rig rig = rig(io, wire -> recorder);
                Socket socket = Rig.connect(rig.bind("127.0.0.1:0"))) {
            Wire wire = opened();
            socket.shutdownOutput();
            assertEquals("ended", recorder.next());
            for (int round = 0; round < 3; round++) {
                AtomicInteger blocks = new AtomicInteger();
                Rig.await(
                        "the output over its mark",
                        () -> rig.on(0, () -> {
                            if (!wire.isOverMark()) {
                                wire.write(block, 0, block.length);
                                wire.flush();
                                blocks.incrementAndGet();
                            }
                            return wire.isOverMark();
                        }));
                for (int i = 0; i < blocks.get(); i++) {
                    assertArrayEquals(block, socket.getInputStream().readNBytes(block.length));
                }
                assertEquals("drained", recorder.next());
            }
            rig.run(0, wire::shutdownOutput);
            assertEquals(-1, socket.getInputStream().read());
            assertEquals("closed client_abort", recorder.next());
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"IO_URING", "EPOLL", "NIO"})
    void whatAHandlerLeavesWhilePausedComesFirstAfterResume(TransportChoice io) throws Exception {
        Recorder recorder = new Recorder();
        try (Rig rig = rig(io, wire -> new Recorder() {
                    private boolean once;

                    @Override
                    public void read(Input input) {
                        if (!once) {
                            once = true;
                            recorder.events.add("first " + (char) input.peek(0));
                            input.skip(1);
                            wire.pause();
                        } else {
                            recorder.read(input);
                        }
                    }

                    @Override
                    public void inputEnded() {
                        recorder.inputEnded();
                    }
                });
                Socket socket = Rig.connect(rig.bind("127.0.0.1:0"))) {
            Wire wire = opened();
            send(socket, "abc");
            assertEquals("first a", recorder.next());
            send(socket, "def");
            socket.shutdownOutput();
            Rig.await("bytes held back", () -> rig.platform.heldBytes() >= 2);
            assertTrue(recorder.events.isEmpty());
            boolean asynchronous = rig.on(0, () -> {
                wire.resume();
                return recorder.events.isEmpty();
            });
            assertTrue(asynchronous, "resume has delivered during its call");
            StringBuilder all = new StringBuilder();
            String event = recorder.next();
            while (event.startsWith("read ")) {
                all.append(event.substring(5));
                event = recorder.next();
            }
            assertEquals("bcdef", all.toString());
            assertEquals("ended", event);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"IO_URING", "EPOLL", "NIO"})
    void aPeerThatEndsWhileWeArePausedIsNotReadIntoMemory(TransportChoice io) throws Exception {
        int sent = 48 * 1024;
        Recorder recorder = new Recorder();
        AtomicInteger received = new AtomicInteger();
        try (Rig rig = rig(io, wire -> new Recorder() {
                    private boolean once;

                    @Override
                    public void read(Input input) {
                        received.addAndGet(input.remaining());
                        input.skip(input.remaining());
                        if (!once) {
                            once = true;
                            wire.pause();
                            recorder.events.add("paused");
                        }
                    }

                    @Override
                    public void inputEnded() {
                        recorder.inputEnded();
                    }
                });
                Socket socket = Rig.connect(rig.bind("127.0.0.1:0"))) {
            Wire wire = opened();
            send(socket, "a");
            assertEquals("paused", recorder.next());
            socket.getOutputStream().write(bytes(sent));
            socket.shutdownOutput();
            Rig.await("bytes held back", () -> rig.platform.heldBytes() > 0);
            // The end is in the socket by now: a loop that has run a task since has seen it, too.
            rig.run(0, () -> {});
            long held = rig.platform.heldBytes();
            assertTrue(held < sent / 2, "held " + held);
            rig.run(0, wire::resume);
            assertEquals("ended", recorder.next());
            assertEquals(sent + 1, received.get());
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"IO_URING", "EPOLL", "NIO"})
    void aHandlerMayPauseAndResumeWithinOneCall(TransportChoice io) throws Exception {
        Recorder recorder = new Recorder();
        try (Rig rig = rig(io, wire -> new Recorder() {
                    @Override
                    public void read(Input input) {
                        recorder.events.add(String.valueOf((char) input.peek(0)));
                        input.skip(1);
                        wire.pause();
                        wire.resume();
                    }
                });
                Socket socket = Rig.connect(rig.bind("127.0.0.1:0"))) {
            send(socket, "xyz");
            assertEquals("x", recorder.next());
            assertEquals("y", recorder.next());
            assertEquals("z", recorder.next());
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"IO_URING", "EPOLL", "NIO"})
    void aHandlerThatLeavesBytesWithoutPausingLosesItsConnectionOnly(TransportChoice io) throws Exception {
        Recorder recorder = new Recorder();
        try (Rig rig = rig(io, wire -> new Recorder() {
            @Override
            public void read(Input input) {
                input.skip(1);
            }

            @Override
            public void closed(Reason reason) {
                recorder.closed(reason);
            }
        })) {
            Binding binding = rig.bind("127.0.0.1:0");
            try (Socket socket = Rig.connect(binding);
                    Socket other = Rig.connect(binding)) {
                send(socket, "ab");
                assertEquals("closed internal_error", recorder.next());
                Rig.await("one connection left", () -> binding.openConnections() == 1);
                send(other, "a");
                assertTrue(recorder.events.isEmpty());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"IO_URING", "EPOLL", "NIO"})
    void aHandlerThatThrowsLosesItsConnectionAndTheLoopLives(TransportChoice io) throws Exception {
        Recorder recorder = new Recorder();
        try (Rig rig = rig(io, wire -> new Recorder() {
            @Override
            public void read(Input input) {
                throw new IllegalStateException("on purpose");
            }

            @Override
            public void closed(Reason reason) {
                recorder.closed(reason);
            }
        })) {
            Binding binding = rig.bind("127.0.0.1:0");
            try (Socket socket = Rig.connect(binding)) {
                send(socket, "a");
                assertEquals("closed internal_error", recorder.next());
                assertEquals(-1, socket.getInputStream().read());
            }
            assertEquals(7, rig.on(0, () -> 7));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"IO_URING", "EPOLL", "NIO"})
    void aSlowReaderPutsTheOutputOverItsMarkAndDrainedComesWhenItReads(TransportChoice io) throws Exception {
        Recorder recorder = new Recorder();
        try (Rig rig = rig(io, wire -> recorder);
                Socket socket = Rig.connect(rig.bind("127.0.0.1:0"))) {
            Wire wire = opened();
            byte[] block = bytes(32 * 1024);
            AtomicInteger written = new AtomicInteger();
            Rig.await(
                    "the output over its mark",
                    () -> rig.on(0, () -> {
                        if (wire.isOverMark()) {
                            return true;
                        }
                        wire.write(block, 0, block.length);
                        wire.write(new HeapChunk(block, 1, 5000));
                        written.addAndGet(block.length + 5000);
                        wire.flush();
                        return false;
                    }));
            assertTrue(rig.on(0, wire::pendingBytes) > 64 * 1024);
            assertTrue(recorder.events.isEmpty());
            InputStream input = socket.getInputStream();
            input.readNBytes(written.get());
            assertEquals("drained", recorder.next());
            assertEquals(0, rig.on(0, wire::pendingBytes));
            assertTrue(recorder.events.isEmpty());
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"IO_URING", "EPOLL", "NIO"})
    void eachEndCanEndItsOutputWhileTheOtherGoesOn(TransportChoice io) throws Exception {
        Recorder recorder = new Recorder();
        try (Rig rig = rig(io, wire -> recorder);
                Socket socket = Rig.connect(rig.bind("127.0.0.1:0"))) {
            Wire wire = opened();
            send(socket, "q");
            assertEquals("read q", recorder.next());
            socket.shutdownOutput();
            assertEquals("ended", recorder.next());
            rig.run(0, () -> {
                wire.write(new byte[] {'r'}, 0, 1);
                wire.shutdownOutput();
            });
            assertEquals('r', socket.getInputStream().read());
            assertEquals(-1, socket.getInputStream().read());
            assertEquals("closed client_abort", recorder.next());
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"IO_URING", "EPOLL", "NIO"})
    void inputGoesOnAfterOurOutputHasEnded(TransportChoice io) throws Exception {
        Recorder recorder = new Recorder();
        try (Rig rig = rig(io, wire -> recorder);
                Socket socket = Rig.connect(rig.bind("127.0.0.1:0"))) {
            Wire wire = opened();
            rig.run(0, wire::shutdownOutput);
            assertEquals(-1, socket.getInputStream().read());
            send(socket, "late");
            assertEquals("read late", recorder.next());
            assertTrue(rig.on(0, wire::isOpen));
            socket.shutdownOutput();
            assertEquals("ended", recorder.next());
            assertEquals("closed client_abort", recorder.next());
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"IO_URING", "EPOLL", "NIO"})
    void theEndOfInputIsToldWhilePausedWhenNothingIsHeldBack(TransportChoice io) throws Exception {
        Recorder recorder = new Recorder();
        try (Rig rig = rig(io, wire -> recorder);
                Socket socket = Rig.connect(rig.bind("127.0.0.1:0"))) {
            rig.run(0, opened()::pause);
            socket.shutdownOutput();
            assertEquals("ended", recorder.next());
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"IO_URING", "EPOLL", "NIO"})
    void aResetIsNoticedWhilePausedWithBytesHeldBack(TransportChoice io) throws Exception {
        Recorder recorder = new Recorder();
        try (Rig rig = rig(io, wire -> recorder);
                Socket socket = Rig.connect(rig.bind("127.0.0.1:0"))) {
            rig.run(0, opened()::pause);
            send(socket, "abc");
            Rig.await("bytes held back", () -> rig.platform.heldBytes() == 3);
            socket.setSoLinger(true, 0);
            leave(socket);
            assertEquals("closed client_abort", recorder.next());
            assertEquals(0, rig.platform.heldBytes());
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"IO_URING", "EPOLL", "NIO"})
    void closeTellsTheHandlerOnceAndAfterTheCall(TransportChoice io) throws Exception {
        Recorder recorder = new Recorder();
        try (Rig rig = rig(io, wire -> recorder);
                Socket socket = Rig.connect(rig.bind("127.0.0.1:0"))) {
            Wire wire = opened();
            rig.run(0, () -> {
                wire.write(bytes(100), 0, 100);
                wire.close();
                wire.close();
                recorder.events.add("called, open " + wire.isOpen());
                wire.write(bytes(100), 0, 100);
                wire.flush();
            });
            assertEquals("called, open false", recorder.next());
            assertEquals("closed client_abort", recorder.next());
            assertEquals(-1, socket.getInputStream().read());
            assertTrue(recorder.events.isEmpty());
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"IO_URING", "EPOLL", "NIO"})
    void aKeptChunkOutlivesItsCallAndCountsUntilItsRelease(TransportChoice io) throws Exception {
        BlockingQueue<Chunk> kept = new LinkedBlockingQueue<>();
        try (Rig rig = rig(io, wire -> new Recorder() {
                    @Override
                    public void read(Input input) {
                        kept.add(input.take(input.remaining()).slice(1, 2).keep());
                    }
                });
                Socket socket = Rig.connect(rig.bind("127.0.0.1:0"))) {
            send(socket, "abcd");
            Chunk first = kept.poll(5, TimeUnit.SECONDS);
            send(socket, "efgh");
            Chunk second = kept.poll(5, TimeUnit.SECONDS);
            assertEquals(4, rig.platform.heldBytes());
            rig.run(0, () -> {
                byte[] copy = new byte[4];
                first.copyTo(0, copy, 0, 2);
                second.copyTo(0, copy, 2, 2);
                assertEquals("bcfg", new String(copy, StandardCharsets.ISO_8859_1));
                first.release();
                second.release();
            });
            assertEquals(0, rig.platform.heldBytes());
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"IO_URING", "EPOLL", "NIO"})
    void everythingThatAClientSentBeforeItLeftIsDeliveredAfterALongPause(TransportChoice io) throws Exception {
        AtomicInteger count = new AtomicInteger();
        Recorder recorder = new Recorder();
        try (Rig rig = rig(io, wire -> new Recorder() {
                    @Override
                    public void read(Input input) {
                        count.addAndGet(input.remaining());
                        input.skip(input.remaining());
                    }

                    @Override
                    public void inputEnded() {
                        recorder.inputEnded();
                    }
                });
                Socket socket = Rig.connect(rig.bind("127.0.0.1:0"))) {
            Wire wire = opened();
            rig.run(0, wire::pause);
            socket.getOutputStream().write(bytes(200_000));
            leave(socket);
            Rig.await("bytes held back", () -> rig.platform.heldBytes() > 0);
            rig.run(0, wire::resume);
            assertEquals("ended", recorder.next());
            assertEquals(200_000, count.get());
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"IO_URING", "EPOLL", "NIO"})
    void sentBytesAreThoseThatTheSystemHasTakenAndNoOthers(TransportChoice io) throws Exception {
        try (Rig rig = rig(io, wire -> new Recorder());
                Socket socket = Rig.connect(rig.bind("127.0.0.1:0"))) {
            Wire wire = opened();
            assertEquals(0L, rig.on(0, wire::sentBytes));
            byte[] block = bytes(50_000);
            long[] written = new long[1];
            boolean early = rig.on(0, () -> {
                wire.write(block, 0, 300);
                return wire.sentBytes() != 0;
            });
            assertFalse(early, "nothing is sent before the end of the turn");
            Rig.await("the first bytes sent", () -> rig.on(0, wire::sentBytes) == 300);
            Rig.await(
                    "a system that takes no more",
                    () -> rig.on(0, () -> {
                        wire.write(block, 0, block.length);
                        wire.flush();
                        written[0] += block.length;
                        return wire.pendingBytes() > 200_000;
                    }));
            long sent = rig.on(0, wire::sentBytes);
            assertTrue(sent > 300 && sent < 300 + written[0], "sent " + sent + " of " + written[0]);
            socket.getInputStream().readNBytes((int) (300 + written[0]));
            Rig.await("all of it sent", () -> rig.on(0, wire::sentBytes) == 300 + written[0]);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"IO_URING", "EPOLL", "NIO"})
    void aWriteToAConnectionThatIsLostCountsNothing(TransportChoice io) throws Exception {
        Recorder recorder = new Recorder();
        try (Rig rig = rig(io, wire -> recorder)) {
            Socket socket = Rig.connect(rig.bind("127.0.0.1:0"));
            Wire wire = opened();
            rig.run(0, () -> wire.write(bytes(100), 0, 100));
            socket.getInputStream().readNBytes(100);
            rig.run(0, () -> {
                // The loop is busy while the reset arrives, so that the write is what finds it.
                reset(socket);
                wire.write(bytes(5000), 0, 5000);
                wire.flush();
                recorder.events.add("sent " + wire.sentBytes());
            });
            assertEquals("sent 100", recorder.next());
            assertEquals("closed client_abort", recorder.next());
            assertEquals(100L, rig.on(0, wire::sentBytes));
        }
    }

    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
