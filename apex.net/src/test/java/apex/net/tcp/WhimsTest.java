package apex.net.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import apex.net.Input;
import apex.net.Wire;
import apex.net.WireHandler;
import apex.net.loop.TransportChoice;
import apex.spi.exchange.Chunk;
import apex.spi.exchange.Reason;
import apex.spi.thread.Deadline;
import apex.spi.transport.Binding;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Handlers and peers that do at every moment whatever they may: each byte arrives as it was sent, and each wire ends once. */
class WhimsTest {
    private static final int PEERS = 40;
    private static final int CONNECTIONS = 20;
    private static final int MOST_BYTES = 400_000;
    private static final int MOST_AT_ONCE = 70_000;

    private final AtomicInteger opened = new AtomicInteger();
    private final AtomicInteger closed = new AtomicInteger();
    private final AtomicReference<String> wrong = new AtomicReference<>();

    @ParameterizedTest
    @CsvSource({"IO_URING,0", "IO_URING,2000000", "EPOLL,0", "EPOLL,2000000", "NIO,0"})
    void whateverHappensNoByteIsWrongAndEachWireEndsOnce(TransportChoice io, long memoryBytes) throws Exception {
        long seed = System.nanoTime();
        AtomicInteger number = new AtomicInteger();
        TestProtocol protocol =
                new TestProtocol((Wire wire) -> new Whimsical(wire, new Random(seed + number.incrementAndGet())));
        try (Rig rig = new Rig(io, 1, protocol, memoryBytes)) {
            Binding binding = rig.bind("127.0.0.1:0");
            List<Thread> peers = new ArrayList<>();
            for (int i = 0; i < PEERS; i++) {
                Random random = new Random(seed - i);
                peers.add(Thread.startVirtualThread(() -> play(binding, random)));
            }
            for (Thread peer : peers) {
                peer.join();
            }
            assertNull(wrong.get(), () -> wrong.get() + ", seed " + seed);
            // Not of all: who is reset before it is accepted may never be opened.
            assertTrue(opened.get() > PEERS, "opened");
            Rig.await("the end of each", () -> closed.get() == opened.get());
        }
        assertEquals(opened.get(), closed.get(), "ends, seed " + seed);
    }

    private static byte at(long position) {
        return (byte) (position * 31 + (position >> 8));
    }

    private void play(Binding binding, Random random) {
        try {
            for (int i = 0; i < CONNECTIONS; i++) {
                playOnce(binding, random);
            }
        } catch (Exception failed) {
            wrong.compareAndSet(null, failed.toString());
        }
    }

    private void playOnce(Binding binding, Random random) throws Exception {
        Socket socket = Rig.connect(binding);
        long reads = random.nextInt(4) == 0 ? random.nextInt(MOST_BYTES) : Long.MAX_VALUE;
        Thread reader = Thread.startVirtualThread(() -> read(socket, reads));
        int left = random.nextInt(MOST_BYTES);
        long sent = 0;
        try {
            while (left > 0) {
                byte[] bytes = new byte[1 + random.nextInt(Math.min(left, 1 + random.nextInt(MOST_AT_ONCE)))];
                for (int i = 0; i < bytes.length; i++) {
                    bytes[i] = at(sent + i);
                }
                socket.getOutputStream().write(bytes);
                sent += bytes.length;
                left -= bytes.length;
                if (random.nextInt(8) == 0) {
                    LockSupport.parkNanos(random.nextInt(1_000_000));
                }
            }
            switch (random.nextInt(3)) {
                case 0 -> socket.setSoLinger(true, 0);
                case 1 -> {
                    socket.shutdownOutput();
                    reader.join(random.nextInt(2) == 0 ? 1 : 5000);
                }
                default -> {}
            }
        } catch (IOException _) {
            // The handler has closed it.
        }
        socket.close();
        reader.join();
    }

    private void read(Socket socket, long most) {
        byte[] bytes = new byte[20_000];
        long position = 0;
        try {
            InputStream input = socket.getInputStream();
            while (position < most) {
                int count = input.read(bytes);
                if (count < 0) {
                    return;
                }
                for (int i = 0; i < count; i++) {
                    if (bytes[i] != at(position++)) {
                        wrong.compareAndSet(null, "a wrong byte came back");
                        return;
                    }
                }
            }
        } catch (IOException _) {
            // It was closed by one or the other.
        }
    }

    /** Sends back what it gets, most of the time. */
    private final class Whimsical implements WireHandler {
        private final Wire wire;
        private final Random random;
        private final GoOn goOn = new GoOn();
        private long position;
        private boolean over;
        private boolean silent;

        Whimsical(Wire wire, Random random) {
            this.wire = wire;
            this.random = random;
            opened.incrementAndGet();
        }

        @Override
        public void read(Input input) {
            boolean pauses = random.nextInt(3) == 0;
            while (input.remaining() > 0 && wire.isOpen()) {
                echo(input, pauses ? 1 + random.nextInt(input.remaining()) : input.remaining());
                if (pauses || wire.isOverMark()) {
                    wire.pause();
                    rest();
                    break;
                }
            }
            switch (random.nextInt(60)) {
                case 0 -> wire.close();
                case 1 -> wire.closeAfterFlush();
                case 2 -> {
                    wire.shutdownOutput();
                    silent = true;
                }
                case 3 -> wire.flush();
                default -> {}
            }
        }

        private void echo(Input input, int count) {
            byte[] bytes = new byte[count];
            input.copyTo(bytes, 0, count);
            for (byte each : bytes) {
                if (each != at(position++)) {
                    wrong.compareAndSet(null, "a wrong byte has come");
                }
            }
            Chunk chunk = input.take(count);
            if (silent) {
                return;
            }
            if (random.nextBoolean()) {
                wire.write(chunk);
            } else {
                Chunk kept = chunk.keep();
                wire.write(kept);
                kept.release();
            }
        }

        private void rest() {
            if (random.nextBoolean()) {
                wire.loop().arm(goOn, 1 + random.nextInt(20));
            } else {
                wire.loop().execute(goOn::expired);
            }
        }

        @Override
        public void drained() {}

        @Override
        public void inputEnded() {
            wire.closeAfterFlush();
        }

        @Override
        public void closed(Reason reason) {
            if (over) {
                wrong.compareAndSet(null, "a wire ended twice");
            }
            over = true;
            wire.loop().forget(goOn);
            closed.incrementAndGet();
        }

        private final class GoOn extends Deadline {
            @Override
            protected void expired() {
                if (!wire.isOpen()) {
                    return;
                }
                if (wire.isOverMark()) {
                    wire.loop().arm(this, 10);
                } else {
                    wire.resume();
                }
            }
        }
    }
}
