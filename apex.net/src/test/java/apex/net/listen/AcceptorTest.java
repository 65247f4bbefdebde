package apex.net.listen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import apex.net.link.ListeningSocket;
import apex.net.loop.NetLoop;
import apex.net.loop.NetPlatform;
import apex.net.loop.TransportChoice;
import apex.spi.thread.Deadline;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** What an acceptor does when the system has no descriptor left for it. */
class AcceptorTest {
    @Test
    void afterARefusalOfTheSystemItRestsAndThenAcceptsAgain() {
        try (NetPlatform platform = NetPlatform.start(1, TransportChoice.NIO)) {
            NetLoop loop = platform.netLoops().getFirst();
            Acceptor acceptor = new Acceptor(loop, new LoopListener[0]);
            Socket socket = new Socket();
            long begin = System.nanoTime();
            boolean accepts = CompletableFuture.supplyAsync(
                            () -> {
                                acceptor.refused(socket, new IOException("Too many open files"));
                                return socket.accepts;
                            },
                            loop)
                    .join();
            assertFalse(accepts);
            while (!socket.accepts && System.nanoTime() - begin < 5_000_000_000L) {
                LockSupport.parkNanos(1_000_000);
            }
            assertTrue(socket.accepts);
            assertTrue(System.nanoTime() - begin >= 100_000_000L, "it has not rested");
        }
    }

    @Test
    void asksAClosedSocketForNothing() {
        try (NetPlatform platform = NetPlatform.start(1, TransportChoice.NIO)) {
            NetLoop loop = platform.netLoops().getFirst();
            Acceptor acceptor = new Acceptor(loop, new LoopListener[0]);
            Socket socket = new Socket();
            CompletableFuture.runAsync(() -> acceptor.refused(socket, new IOException("Too many open files")), loop)
                    .join();
            socket.close();
            CompletableFuture<Void> later = new CompletableFuture<>();
            loop.execute(() -> loop.arm(completing(later), 200));
            later.join();
            assertFalse(socket.accepts);
            assertEquals(1, socket.calls.get());
        }
    }

    private static Deadline completing(CompletableFuture<Void> later) {
        return new Deadline() {
            @Override
            protected void expired() {
                later.complete(null);
            }
        };
    }

    private static final class Socket implements ListeningSocket {
        volatile boolean accepts = true;
        volatile boolean closed;
        final AtomicInteger calls = new AtomicInteger();

        @Override
        public SocketAddress localAddress() {
            return new InetSocketAddress(0);
        }

        @Override
        public void accept(boolean on) {
            accepts = on;
            calls.incrementAndGet();
        }

        @Override
        public boolean isOpen() {
            return !closed;
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
