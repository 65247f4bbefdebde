package apex.net.direct;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import apex.net.link.Arrival;
import apex.net.link.Arrivals;
import apex.net.link.Link;
import apex.net.link.LinkOwner;
import apex.net.link.LinkUser;
import apex.net.link.ListeningSocket;
import apex.net.loop.NetLoop;
import apex.net.loop.NetPlatform;
import apex.net.loop.StartedPlatform;
import apex.net.loop.TransportChoice;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A connection past Netty, without the wire above it. */
@ParameterizedClass
@EnumSource(names = {"IO_URING", "EPOLL"})
class DirectLinkTest {
    private static final int LARGE = 16 * 1024 * 1024;

    private static final int MANY = 200;

    private static final String FAULTY = "makes its user fail";

    @Parameter
    private TransportChoice io;

    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
    private final CompletableFuture<Link> opened = new CompletableFuture<>();
    private NetPlatform platform;
    private NetLoop loop;
    private ListeningSocket listening;
    private Socket client;
    private Link link;

    /** On the loop. */
    private final List<Link> links = new ArrayList<>();

    private volatile boolean closesWhenItGoesOn;

    @BeforeEach
    void connect() throws Exception {
        platform = StartedPlatform.of(1, io);
        loop = platform.netLoops().getFirst();
        InetSocketAddress anywhere = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0);
        listening = DirectSockets.LINUX.listen(loop, anywhere, false, 16, new Arrivals() {
            @Override
            public void arrived(Arrival arrival) {
                arrival.open(new Owner(), () -> opened.completeExceptionally(new IOException("not opened")));
            }

            @Override
            public void refused(ListeningSocket socket, Throwable cause) {
                opened.completeExceptionally(cause);
            }
        });
        client = new Socket(InetAddress.ofLiteral("127.0.0.1"), port());
        link = opened.get(5, TimeUnit.SECONDS);
        assertEquals("opened", next());
    }

    private int port() {
        return ((InetSocketAddress) listening.localAddress()).getPort();
    }

    @AfterEach
    void end() throws IOException {
        if (client != null) {
            client.close();
            listening.close();
        }
        if (platform != null) {
            platform.close();
        }
    }

    private String next() throws InterruptedException {
        String event = events.poll(5, TimeUnit.SECONDS);
        return event == null ? "nothing within 5 s" : event;
    }

    private void run(Runnable task) {
        CompletableFuture.runAsync(task, loop).join();
    }

    /** Lets the ring be entered and left some times. */
    private void letRoundsPass() {
        long end = round() + 4;
        while (round() < end) {
            Thread.onSpinWait();
        }
    }

    private long round() {
        return CompletableFuture.supplyAsync(() -> loop.proactor().round(), loop)
                .join();
    }

    @Test
    void aWatchThatWasCancelledIsNoEndOfThePeer() throws Exception {
        run(() -> link.listen(false));
        letRoundsPass();
        run(() -> {
            link.listen(true);
            link.listen(false);
        });
        letRoundsPass();
        assertEquals(List.of(), List.copyOf(events));
        client.shutdownOutput();
        assertEquals("ending", next());
    }

    @Test
    void whatArrivesWhileNobodyListensComesWhenSomebodyDoes() throws Exception {
        run(() -> link.listen(false));
        letRoundsPass();
        client.getOutputStream().write("later".getBytes(StandardCharsets.US_ASCII));
        letRoundsPass();
        assertEquals(List.of(), List.copyOf(events));
        run(() -> link.listen(true));
        assertEquals("received later", next());
    }

    @Test
    void aResetIsToldAlsoWhileNobodyListens() throws Exception {
        run(() -> link.listen(false));
        letRoundsPass();
        reset();
        assertEquals("lost", next());
    }

    @Test
    void endingTheOutputOfAConnectionThatWasResetMeanwhileDoesNotEndTheLoop() throws Exception {
        run(() -> {
            reset();
            link.endOutput();
        });
        assertEquals("sent", next());
        assertEquals("lost", next());
        letRoundsPass();
    }

    @Test
    void aUserThatThrowsLosesItsConnectionAndTheLoopGoesOn() throws Exception {
        client.getOutputStream().write(FAULTY.getBytes(StandardCharsets.US_ASCII));
        assertEquals("lost", next());
        AtomicBoolean laterTask = new AtomicBoolean();
        run(() -> laterTask.set(true));
        assertTrue(laterTask.get());
        run(link::close);
        assertEquals("gone", next());
    }

    private void reset() {
        try {
            client.setSoLinger(true, 0);
            client.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void whatWaitsForThePeerWhenTheLoopEndsIsNotLeaked() {
        ByteBuf large = loop.buffers().directBuffer(LARGE).writeZero(LARGE);
        run(() -> {
            link.write(large);
            link.flush();
        });
        letRoundsPass();
        run(() -> {
            link.close();
            Object _ = loop.events().shutdownGracefully(0, 5, TimeUnit.SECONDS);
        });
        platform.close();
        assertEquals(0, large.refCnt());
    }

    /** The kernel takes a part at once: the rest waits all the same, and has to be counted. */
    @Test
    void whatIsTakenInPartOnlyWaits() throws Exception {
        ByteBuf large = loop.buffers().directBuffer(LARGE).writeZero(LARGE);
        run(() -> {
            link.write(large);
            link.flush();
        });
        assertEquals("waits", next());
        assertEquals(LARGE, (int)
                CompletableFuture.supplyAsync(link::waitingMemory, loop).join());
        run(link::close);
        assertEquals("gone", next());
        assertEquals(0, large.refCnt());
    }

    @Test
    void aUserMayCloseWhenABufferIsTaken() throws Exception {
        closesWhenItGoesOn = true;
        ByteBuf one = loop.buffers().directBuffer(10).writeZero(10);
        ByteBuf two = loop.buffers().directBuffer(10).writeZero(10);
        run(() -> {
            link.write(one);
            link.write(two);
            link.flush();
        });
        assertEquals("gone", next());
        assertEquals(0, one.refCnt());
        assertEquals(0, two.refCnt());
    }

    /** Its number may be another's by then. */
    @Test
    void afterTheEndNothingIsAskedOfTheDescriptor() throws Exception {
        run(link::close);
        assertEquals("gone", next());
        letRoundsPass();
        try (Socket other = new Socket(InetAddress.ofLiteral("127.0.0.1"), port())) {
            assertEquals("opened", next());
            assertNull(CompletableFuture.supplyAsync(link::localAddress, loop).join());
            run(() -> {
                link.endOutput();
                link.flushForLast();
            });
            other.setSoTimeout(100);
            assertThrows(
                    SocketTimeoutException.class, () -> other.getInputStream().read());
        }
    }

    /** A round later it would never be closed. */
    @Test
    void aLoopThatEndsClosesWhatItHasJustClosed() throws Exception {
        run(() -> {
            link.close();
            Object _ = loop.events().shutdownGracefully(0, 5, TimeUnit.SECONDS);
        });
        platform.close();
        client.setSoTimeout(5000);
        assertEquals(-1, client.getInputStream().read());
        assertEquals("gone", next());
    }

    /** The kernel completes no more than some 20 of them at a time. */
    @Test
    void aLoopThatEndsTellsAllWhoseConnectionsHaveJustBeenClosed() throws Exception {
        List<Socket> others = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            others.add(new Socket(InetAddress.ofLiteral("127.0.0.1"), port()));
            assertEquals("opened", next());
        }
        run(() -> {
            links.forEach(Link::close);
            Object _ = loop.events().shutdownGracefully(0, 5, TimeUnit.SECONDS);
        });
        platform.close();
        assertEquals(Collections.nCopies(MANY + 1, "gone"), List.copyOf(events));
        for (Socket other : others) {
            other.setSoTimeout(5000);
            assertEquals(-1, other.getInputStream().read());
            other.close();
        }
    }

    @Test
    void theEndComesOnceWhoeverCloses() throws Exception {
        run(() -> {
            link.close();
            link.close();
        });
        assertEquals("gone", next());
        letRoundsPass();
        assertTrue(events.isEmpty(), events::toString);
        assertEquals(-1, client.getInputStream().read());
    }

    private final class Owner implements LinkOwner {
        @Override
        public NetLoop loop() {
            return loop;
        }

        @Override
        public LinkUser user(Link made) {
            return new User(made);
        }
    }

    private final class User implements LinkUser {
        private final Link mine;

        User(Link mine) {
            this.mine = mine;
        }

        @Override
        public void opened() {
            opened.complete(mine);
            links.add(mine);
            events.add("opened");
        }

        @Override
        public ByteBuf readBuffer() {
            throw new AssertionError("a ring has buffers of its own");
        }

        @Override
        public int readBytes() {
            return 64 * 1024;
        }

        @Override
        public void received(ByteBuf bytes) {
            String text = bytes.toString(StandardCharsets.US_ASCII);
            bytes.release();
            if (text.equals(FAULTY)) {
                throw new IllegalStateException("as planned");
            }
            events.add("received " + text);
        }

        @Override
        public void ending() {
            events.add("ending");
        }

        @Override
        public void inputOver() {
            events.add("over");
        }

        @Override
        public void outputOver() {
            events.add("output over");
        }

        @Override
        public void waits() {
            events.add("waits");
        }

        @Override
        public void wentOn() {
            if (closesWhenItGoesOn) {
                mine.close();
            }
        }

        @Override
        public void giveBack(ByteBuf bytes) {
            bytes.release();
        }

        @Override
        public void outputSent() {
            events.add("sent");
        }

        @Override
        public void lost(Throwable cause) {
            events.add("lost");
        }

        @Override
        public void gone() {
            events.add("gone");
        }
    }
}
