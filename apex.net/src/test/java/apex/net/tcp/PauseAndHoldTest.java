package apex.net.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import apex.net.Input;
import apex.net.Wire;
import apex.net.loop.TransportChoice;
import apex.spi.exchange.Chunk;
import apex.spi.transport.Binding;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Handlers that pause and go on at every byte, and handlers that hold what they get. */
class PauseAndHoldTest {
    private static final int BYTES = 3000;
    private static final int HOLDERS = 150;
    private static final int HELD_BYTES = 200 * 1024;
    private static final int MUCH_BYTES = 4 * 1024 * 1024;
    private static final int LARGE_READ = 32 * 1024;
    private static final int LARGE_BUFFERS = 64;

    /** Every byte is a pause and a resume, each of which may change what the system is asked for. */
    @ParameterizedTest
    @EnumSource(names = {"IO_URING", "EPOLL", "NIO"})
    void whoPausesAtEveryByteHearsOfNoEndBeforeThereIsOne(TransportChoice io) throws Exception {
        AtomicInteger count = new AtomicInteger();
        AtomicBoolean early = new AtomicBoolean();
        AtomicBoolean sent = new AtomicBoolean();
        Recorder recorder = new Recorder();
        TestProtocol protocol = new TestProtocol((Wire wire) -> new Recorder(recorder.events) {
            @Override
            public void read(Input input) {
                input.skip(1);
                count.incrementAndGet();
                wire.pause();
                wire.loop().execute(wire::resume);
            }

            @Override
            public void inputEnding() {
                early.compareAndSet(false, !sent.get());
            }
        });
        try (Rig rig = new Rig(io, 1, protocol);
                Socket socket = Rig.connect(rig.bind("127.0.0.1:0"))) {
            byte[] three = {1, 2, 3};
            for (int i = 0; i < BYTES / three.length; i++) {
                socket.getOutputStream().write(three);
            }
            Rig.await("all bytes one by one", () -> count.get() == BYTES);
            assertFalse(early.get(), "the peer has not ended");
            sent.set(true);
            socket.shutdownOutput();
            assertEquals("ended", recorder.next());
        }
    }

    /** With io_uring the system fills buffers of the loop's: whoever holds on to what came in them must not take them from others. */
    @ParameterizedTest
    @EnumSource(names = {"IO_URING", "EPOLL", "NIO"})
    void whoHoldsWhatItGetsTakesNoBuffersFromOthers(TransportChoice io) throws Exception {
        AtomicInteger held = new AtomicInteger();
        List<Chunk> chunks = new ArrayList<>();
        TestProtocol protocol = new TestProtocol((Wire wire) -> new Recorder() {
            @Override
            public void read(Input input) {
                if (input.peek(0) == 'p') {
                    input.skip(input.remaining());
                    wire.write("pong".getBytes(StandardCharsets.US_ASCII), 0, 4);
                } else {
                    int length = input.remaining();
                    chunks.add(input.take(length).keep());
                    held.addAndGet(length);
                }
            }
        });
        List<Socket> sockets = new ArrayList<>();
        try (Rig rig = new Rig(io, 1, protocol)) {
            Binding binding = rig.bind("127.0.0.1:0");
            byte[] much = new byte[HELD_BYTES];
            for (int i = 0; i < HOLDERS; i++) {
                Socket socket = Rig.connect(binding);
                sockets.add(socket);
                socket.getOutputStream().write(much);
            }
            Rig.await("all of it held", () -> held.get() == HOLDERS * HELD_BYTES);
            try (Socket other = Rig.connect(binding)) {
                other.getOutputStream().write('p');
                assertEquals("pong", new String(other.getInputStream().readNBytes(4), StandardCharsets.US_ASCII));
            }
            rig.run(0, () -> chunks.forEach(Chunk::release));
        } finally {
            close(sockets);
        }
    }

    /** What a paused connection leaves is kept in the buffer that it came in: with io_uring there are 64 large ones for all. */
    @ParameterizedTest
    @EnumSource(names = {"IO_URING", "EPOLL", "NIO"})
    void whoPausesInTheMidstOfLargeReadsTakesNoBuffersFromOthers(TransportChoice io) throws Exception {
        AtomicInteger paused = new AtomicInteger();
        AtomicInteger others = new AtomicInteger();
        TestProtocol protocol = new TestProtocol((Wire wire) -> new Recorder() {
            @Override
            public void read(Input input) {
                if (input.peek(0) == 'o') {
                    others.addAndGet(input.remaining());
                    input.skip(input.remaining());
                } else if (input.remaining() > LARGE_READ) {
                    input.skip(1);
                    wire.pause();
                    paused.incrementAndGet();
                } else {
                    input.skip(input.remaining());
                }
            }
        });
        List<Socket> sockets = new ArrayList<>();
        try (Rig rig = new Rig(io, 1, protocol)) {
            Binding binding = rig.bind("127.0.0.1:0");
            for (int i = 0; i < LARGE_BUFFERS; i++) {
                sockets.add(flooding(binding, 'h'));
            }
            Rig.await("all of them paused", () -> paused.get() == LARGE_BUFFERS);
            sockets.add(flooding(binding, 'o'));
            Rig.await("the other's bytes", () -> others.get() > MUCH_BYTES);
        } finally {
            close(sockets);
        }
    }

    /** A connection that sends until it is closed. */
    private static Socket flooding(Binding binding, char what) throws IOException {
        Socket socket = Rig.connect(binding);
        byte[] much = new byte[HELD_BYTES];
        Arrays.fill(much, (byte) what);
        Thread.startVirtualThread(() -> {
            try {
                while (true) {
                    socket.getOutputStream().write(much);
                }
            } catch (IOException _) {
                // It was closed.
            }
        });
        return socket;
    }

    private static void close(List<Socket> sockets) throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
