package apex.net.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import apex.net.Input;
import apex.net.Wire;
import apex.net.WireHandler;
import apex.net.loop.MemoryBudget;
import apex.net.loop.TransportChoice;
import apex.spi.exchange.Chunk;
import apex.spi.exchange.Reason;
import apex.spi.thread.Loop;
import apex.spi.transport.Binding;
import java.io.IOException;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What all connections of a loop together may hold, when their peers want it to be more. */
class MemoryBudgetTest {
    private static final long SHARE = 4 * 1024 * 1024;
    private static final int MANY = 200;
    private static final int CYCLE = 251;

    @TempDir
    private Path folder;

    private static MemoryBudget budget(Rig rig) {
        return rig.platform.netLoops().getFirst().budget();
    }

    /** Sends an endless cycle of bytes to everybody who connects, and reads nothing. */
    private static void sendEndlessly(ServerSocketChannel backend) {
        try {
            while (true) {
                SocketChannel socket = backend.accept();
                Thread.startVirtualThread(() -> pour(socket));
            }
        } catch (IOException closed) {
            // The end of the test.
        }
    }

    private static void pour(SocketChannel socket) {
        ByteBuffer block = ByteBuffer.allocate(CYCLE * 200);
        for (int i = 0; i < block.capacity(); i++) {
            block.put(i, (byte) (i % CYCLE));
        }
        try (socket) {
            while (true) {
                socket.write(block.hasRemaining() ? block : block.clear());
            }
        } catch (IOException closed) {
            // The reader has left.
        }
    }

    private static SocketChannel connect(Path path) throws IOException {
        return SocketChannel.open(UnixDomainSocketAddress.of(path));
    }

    /** Reads from a stream of cycles and checks each byte. */
    private static void readOn(SocketChannel socket, int count) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(50_000);
        int at = 0;
        while (at < count) {
            bytes.clear();
            assertTrue(socket.read(bytes) > 0, "ended after " + at);
            bytes.flip();
            while (bytes.hasRemaining()) {
                assertEquals(at++ % CYCLE, bytes.get() & 0xff);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"IO_URING", "EPOLL", "NIO"})
    void readersThatDoNotReadKeepTheLoopUnderItsShareAndOthersAreServed(TransportChoice io) throws Exception {
        Path front = folder.resolve("front");
        Path back = folder.resolve("back");
        Relay relay = new Relay();
        List<SocketChannel> stuck = new ArrayList<>();
        try (ServerSocketChannel backend = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
                Rig rig = new Rig(io, 1, relay, SHARE)) {
            backend.bind(UnixDomainSocketAddress.of(back), 2 * MANY);
            Thread.startVirtualThread(() -> sendEndlessly(backend));
            relay.connector = rig.connector(Rig.endpoint("unix:" + back, 2 * MANY, 0));
            rig.bind("unix:" + front);
            for (int i = 0; i < MANY; i++) {
                stuck.add(connect(front));
            }
            Rig.await("much held", () -> budget(rig).heldBytes() > SHARE / 2);
            try (SocketChannel reader = connect(front)) {
                readOn(reader, 3_000_000);
            }
            for (SocketChannel socket : stuck.subList(0, MANY / 10)) {
                readOn(socket, 300_000);
            }
            assertTrue(relay.mostHeld() <= SHARE, "held " + relay.mostHeld());
            assertFalse(rig.on(0, () -> rig.platform.loops().getFirst().isOverloaded()));
            for (SocketChannel socket : stuck) {
                socket.close();
            }
            Rig.await("all memory free", () -> budget(rig).heldBytes() == 0);
            try (SocketChannel reader = connect(front)) {
                readOn(reader, 3_000_000);
            }
        }
    }

    /** Answers each byte with two thousand; reads no more while the client takes no more. */
    private static WireHandler answerAtLength(Wire wire) {
        byte[] answer = new byte[2000];
        return new Recorder() {
            @Override
            public void read(Input input) {
                while (input.remaining() > 0 && !wire.isOverMark()) {
                    input.skip(1);
                    wire.write(answer, 0, answer.length);
                }
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
                wire.close();
            }
        };
    }

    @ParameterizedTest
    @EnumSource(names = {"IO_URING", "EPOLL", "NIO"})
    void clientsThatAskOnAndOnAndReadNothingKeepTheLoopUnderItsShare(TransportChoice io) throws Exception {
        Path front = folder.resolve("front");
        List<SocketChannel> stuck = new ArrayList<>();
        try (Rig rig = new Rig(io, 1, new TestProtocol(MemoryBudgetTest::answerAtLength), SHARE)) {
            rig.bind("unix:" + front);
            ByteBuffer requests = ByteBuffer.allocate(60_000);
            for (int i = 0; i < MANY; i++) {
                SocketChannel socket = connect(front);
                socket.configureBlocking(false);
                stuck.add(socket);
            }
            long most = 0;
            for (int round = 0; round < 5; round++) {
                for (SocketChannel socket : stuck) {
                    socket.write(requests.clear());
                    most = Math.max(most, budget(rig).heldBytes());
                }
                rig.run(0, () -> {});
            }
            Rig.await("much held", () -> budget(rig).heldBytes() > SHARE / 2);
            most = Math.max(most, budget(rig).heldBytes());
            assertTrue(most <= SHARE, "held " + most);
            try (SocketChannel other = connect(front)) {
                other.write(ByteBuffer.allocate(100));
                ByteBuffer answers = ByteBuffer.allocate(200_000);
                while (answers.hasRemaining()) {
                    assertTrue(other.read(answers) > 0);
                }
            }
            for (SocketChannel socket : stuck) {
                socket.close();
            }
            Rig.await("all memory free", () -> budget(rig).heldBytes() == 0);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"IO_URING", "EPOLL", "NIO"})
    void manySmallWritesToAReaderThatDoesNotReadShareABufferAndArriveInOrder(TransportChoice io) throws Exception {
        Path front = folder.resolve("front");
        BlockingQueue<Wire> opened = new LinkedBlockingQueue<>();
        try (Rig rig = new Rig(io, 1, new TestProtocol(wire -> {
            opened.add(wire);
            return new Recorder();
        }))) {
            rig.bind("unix:" + front);
            try (SocketChannel socket = connect(front)) {
                Wire wire = opened.take();
                byte[] cycle = new byte[CYCLE];
                for (int i = 0; i < CYCLE; i++) {
                    cycle[i] = (byte) i;
                }
                int[] cycles = new int[1];
                Rig.await(
                        "a system that takes no more",
                        () -> rig.on(0, () -> {
                            wire.write(cycle, 0, CYCLE);
                            wire.flush();
                            cycles[0]++;
                            return wire.pendingBytes() > CYCLE;
                        }));
                long before = budget(rig).heldBytes();
                for (int i = 0; i < 30; i++) {
                    rig.run(0, () -> wire.write(cycle, 0, CYCLE));
                    cycles[0]++;
                }
                long grown = budget(rig).heldBytes() - before;
                assertTrue(grown <= 3 * 4096, "grown by " + grown);
                readOn(socket, cycles[0] * CYCLE);
                Rig.await("all sent", () -> budget(rig).heldBytes() == 0);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"IO_URING", "EPOLL", "NIO"})
    void aLoopIsOverloadedWhileMoreThanItsShareIsKeptAndTakesNoConnectionsFarBeyond(TransportChoice io)
            throws Exception {
        List<Chunk> kept = new ArrayList<>();
        long share = 256 * 1024;
        TestProtocol keeping = new TestProtocol(_ -> new Recorder() {
            @Override
            public void read(Input input) {
                kept.add(input.take(input.remaining()).keep());
            }
        });
        try (Rig rig = new Rig(io, 1, keeping, share)) {
            Loop loop = rig.platform.loops().getFirst();
            Binding binding = rig.bind("127.0.0.1:0");
            Socket socket = Rig.connect(binding);
            assertFalse(rig.on(0, loop::isOverloaded));
            socket.getOutputStream().write(new byte[260 * 1024]);
            Rig.await("overloaded", () -> rig.on(0, loop::isOverloaded));
            assertFalse(rig.on(0, budget(rig)::isFarOver));
            socket.getOutputStream().write(new byte[64 * 1024]);
            Rig.await("far over", () -> rig.on(0, budget(rig)::isFarOver));
            Socket unwanted = Rig.connect(binding);
            Rig.await("closed at once", () -> refusedForMemory(binding) == 1);
            assertEquals(1, binding.openConnections());
            rig.run(
                    0,
                    () -> kept.removeIf(chunk -> {
                        chunk.release();
                        return true;
                    }));
            assertFalse(rig.on(0, loop::isOverloaded));
            assertEquals(0, budget(rig).heldBytes());
            Socket wanted = Rig.connect(binding);
            Rig.await("accepted again", () -> binding.openConnections() == 2);
            assertEquals(1, refusedForMemory(binding));
            unwanted.close();
            wanted.close();
            socket.close();
        }
    }

    private static long refusedForMemory(Binding binding) {
        return binding.refusedConnections().get(Reason.OVERLOADED);
    }

    @Test
    void eachLoopHasAnEqualShareAndHalfOfTheDirectMemoryIsSharedByDefault() {
        try (Rig given = new Rig(TransportChoice.NIO, 2, new TestProtocol(_ -> new Recorder()), 3_000_000);
                Rig derived = new Rig(TransportChoice.NIO, 2, new TestProtocol(_ -> new Recorder()))) {
            given.platform
                    .netLoops()
                    .forEach(loop -> assertEquals(1_500_000, loop.budget().shareBytes()));
            assertTrue(budget(derived).shareBytes() > 1024 * 1024);
        }
    }
}
