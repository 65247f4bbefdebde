package apex.net.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import apex.net.ServerSession;
import apex.net.Wire;
import apex.net.WireHandler;
import apex.net.loop.TransportChoice;
import apex.spi.exchange.Peer;
import apex.spi.exchange.Reason;
import apex.spi.listen.ConnectionLimits;
import apex.spi.listen.ProxyPolicy;
import apex.spi.transport.Binding;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How many connections a listener lets in, in total and of one client, on every kind of sockets. */
class ConnectionLimitsTest {
    private static final String TOTAL = Reason.CONNECTION_LIMIT.code();
    private static final String CLIENT = Reason.CLIENT_CONNECTION_LIMIT.code();
    private static final int TRIES = 30;

    /** Until when each new connection is idle, in the order of opening; those after that are busy. */
    private final Queue<Long> idle = new ConcurrentLinkedQueue<>();

    /** What is idle or not from now on, in the order of opening. */
    private final List<Session> sessions = new CopyOnWriteArrayList<>();

    private final TestProtocol protocol = new TestProtocol(this::greet);
    private final List<Socket> sockets = new ArrayList<>();

    @TempDir
    private Path folder;

    private static final class Session extends Recorder implements TestProtocol.Idle {
        private final Wire wire;
        private volatile long until;

        Session(Wire wire, Long until) {
            this.wire = wire;
            this.until = until == null ? ServerSession.BUSY : until;
        }

        @Override
        public long idleUntil() {
            return until;
        }

        @Override
        public void inputEnded() {
            wire.close();
        }
    }

    private WireHandler greet(Wire wire, Peer peer) {
        wire.write(new byte[] {'!'}, 0, 1);
        Session session = new Session(wire, idle.poll());
        sessions.add(session);
        return session;
    }

    private static ConnectionLimits limits(int total, int perClient) {
        return new ConnectionLimits(
                1000, total, perClient, 0, 0, address -> address.equals(InetAddress.ofLiteral("127.0.0.9")));
    }

    private static Binding bind(Rig rig, int total, int perClient) throws IOException {
        return rig.bind(Rig.listener("127.0.0.1:0", limits(total, perClient), ProxyPolicy.OFF));
    }

    private Socket connect(String from, Binding binding) throws IOException {
        Socket socket = Rig.connect(from, binding);
        sockets.add(socket);
        return socket;
    }

    /** What a new connection is told: {@code !} when it is let in, else the reason, or nothing. */
    private String answer(String from, Binding binding) throws IOException {
        Socket socket = connect(from, binding);
        int one = socket.getInputStream().read();
        return one < 0
                ? ""
                : one == '!'
                        ? "!"
                        : (char) one + new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }

    private String answer(Binding binding) throws IOException {
        return answer("127.0.0.1", binding);
    }

    private static long refused(Binding binding, Reason reason) {
        return binding.refusedConnections().get(reason);
    }

    @AfterEach
    void closeAll() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"IO_URING", "EPOLL", "NIO"})
    void inTotalNoMoreThanTheBoundAreLetInByAllLoopsTogether(TransportChoice io) throws Exception {
        try (Rig rig = new Rig(io, 2, protocol)) {
            Binding binding = bind(rig, 5, 0);
            List<String> answers = new ArrayList<>();
            for (int i = 0; i < TRIES; i++) {
                answers.add(answer(binding));
            }
            assertEquals(5, answers.stream().filter("!"::equals).count(), answers::toString);
            assertEquals(TRIES - 5, answers.stream().filter(TOTAL::equals).count(), answers::toString);
            assertEquals(TRIES, binding.acceptedConnections());
            assertEquals(TRIES - 5, refused(binding, Reason.CONNECTION_LIMIT));
            assertEquals(0, refused(binding, Reason.CLIENT_CONNECTION_LIMIT));
            assertEquals(5, binding.openConnections());
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"IO_URING", "EPOLL", "NIO"})
    void aPlaceIsFreeAgainWhenItsConnectionIsGone(TransportChoice io) throws Exception {
        try (Rig rig = new Rig(io, 1, protocol)) {
            Binding binding = bind(rig, 2, 0);
            for (int i = 0; i < 3; i++) {
                assertEquals("!", answer(binding));
                assertEquals("!", answer(binding));
                assertEquals(TOTAL, answer(binding));
                closeAll();
                Rig.await("no open connection", () -> binding.openConnections() == 0);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"IO_URING", "EPOLL", "NIO"})
    void theConnectionThatHasBeenIdleLongestMakesRoomForANewOne(TransportChoice io) throws Exception {
        idle.addAll(List.of(30L, 10L, 20L, ServerSession.BUSY));
        try (Rig rig = new Rig(io, 1, protocol)) {
            Binding binding = bind(rig, 4, 0);
            for (int i = 0; i < 4; i++) {
                assertEquals("!", answer(binding));
            }
            for (int next : new int[] {1, 2, 0}) {
                assertEquals("!", answer(binding));
                assertEquals(-1, sockets.get(next).getInputStream().read());
            }
            assertEquals(TOTAL, answer(binding));
            assertEquals(1, refused(binding, Reason.CONNECTION_LIMIT));
            Rig.await("as many as may be", () -> binding.openConnections() == 4);
        }
    }

    /** What a new connection is told, see {@link #answer(Binding)}; those of a Unix domain socket go to the loops in turn. */
    private static String answer(Path path, List<SocketChannel> channels) throws IOException {
        SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(path));
        channels.add(channel);
        ByteBuffer bytes = ByteBuffer.allocate(100);
        do {
            if (channel.read(bytes) < 0) {
                break;
            }
        } while (bytes.get(0) != '!');
        return new String(bytes.array(), 0, bytes.position(), StandardCharsets.US_ASCII);
    }

    @ParameterizedTest
    @EnumSource(names = {"IO_URING", "EPOLL", "NIO"})
    void anIdleConnectionOfAnotherLoopMakesRoomForWhoComesAfterOneThatWasRefused(TransportChoice io) throws Exception {
        Path path = folder.resolve("a.sock");
        idle.add(10L);
        List<SocketChannel> channels = new ArrayList<>();
        try (Rig rig = new Rig(io, 4, protocol)) {
            Binding binding = rig.bind(Rig.listener("unix:" + path, limits(1, 0), ProxyPolicy.OFF));
            assertEquals("!", answer(path, channels));
            assertEquals(TOTAL, answer(path, channels));
            assertEquals(-1, channels.getFirst().read(ByteBuffer.allocate(1)));
            assertEquals("!", answer(path, channels));
            assertEquals(TOTAL, answer(path, channels));
            assertEquals(2, refused(binding, Reason.CONNECTION_LIMIT));
            Rig.await("as many as may be", () -> binding.openConnections() == 1);
            for (SocketChannel channel : channels) {
                channel.close();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"IO_URING", "EPOLL", "NIO"})
    void whereNobodyIsIdleNobodyMakesRoomAndTheNextRefusalAsksAgain(TransportChoice io) throws Exception {
        Path path = folder.resolve("a.sock");
        List<SocketChannel> channels = new ArrayList<>();
        try (Rig rig = new Rig(io, 3, protocol)) {
            Binding binding = rig.bind(Rig.listener("unix:" + path, limits(2, 0), ProxyPolicy.OFF));
            assertEquals("!", answer(path, channels));
            assertEquals("!", answer(path, channels));
            assertEquals(TOTAL, answer(path, channels));
            rig.run(0, () -> {});
            rig.run(1, () -> {});
            assertEquals(2, binding.openConnections());
            sessions.getLast().until = 10;
            assertEquals(TOTAL, answer(path, channels));
            assertEquals(-1, channels.get(1).read(ByteBuffer.allocate(1)));
            assertEquals("!", answer(path, channels));
            Rig.await("as many as may be", () -> binding.openConnections() == 2);
            for (SocketChannel channel : channels) {
                channel.close();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"IO_URING", "EPOLL", "NIO"})
    void ofOneClientNoMoreThanTheBoundAreLetInByAllLoopsTogether(TransportChoice io) throws Exception {
        try (Rig rig = new Rig(io, 2, protocol)) {
            Binding binding = bind(rig, 0, 4);
            List<String> answers = new ArrayList<>();
            for (int i = 0; i < TRIES; i++) {
                answers.add(answer(binding));
            }
            assertEquals(4, answers.stream().filter("!"::equals).count(), answers::toString);
            assertEquals(TRIES - 4, answers.stream().filter(CLIENT::equals).count(), answers::toString);
            assertEquals(TRIES - 4, refused(binding, Reason.CLIENT_CONNECTION_LIMIT));
            assertEquals("!", answer("127.0.0.2", binding));
            closeAll();
            Rig.await("no open connection", () -> binding.openConnections() == 0);
            assertEquals("!", answer(binding));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"IO_URING", "EPOLL", "NIO"})
    void aClientOverItsBoundTakesNobodysPlace(TransportChoice io) throws Exception {
        idle.addAll(List.of(10L, 20L));
        try (Rig rig = new Rig(io, 1, protocol)) {
            Binding binding = bind(rig, 2, 2);
            assertEquals("!", answer(binding));
            assertEquals("!", answer(binding));
            assertEquals(CLIENT, answer(binding));
            assertEquals(2, binding.openConnections());
            assertEquals("!", answer("127.0.0.2", binding));
            assertEquals(-1, sockets.getFirst().getInputStream().read());
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"IO_URING", "EPOLL", "NIO"})
    void anExemptAddressIsNotBoundAsAClient(TransportChoice io) throws Exception {
        try (Rig rig = new Rig(io, 1, protocol)) {
            Binding binding = bind(rig, 4, 1);
            for (int i = 0; i < 4; i++) {
                assertEquals("!", answer("127.0.0.9", binding));
            }
            assertEquals(TOTAL, answer("127.0.0.9", binding));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"IO_URING", "EPOLL", "NIO"})
    void connectionsOfAUnixSocketHaveNoClientToCount(TransportChoice io) throws Exception {
        Path path = folder.resolve("a.sock");
        try (Rig rig = new Rig(io, 1, protocol)) {
            rig.bind(Rig.listener("unix:" + path, limits(3, 1), ProxyPolicy.OFF));
            List<SocketChannel> channels = new ArrayList<>();
            String answers = "";
            for (int i = 0; i < 4; i++) {
                SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(path));
                channels.add(channel);
                ByteBuffer one = ByteBuffer.allocate(1);
                channel.read(one);
                answers += (char) one.get(0);
            }
            assertEquals("!!!" + TOTAL.charAt(0), answers);
            for (SocketChannel channel : channels) {
                channel.close();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"IO_URING", "EPOLL", "NIO"})
    void whenManyAreBeingToldWhyFurtherOnesAreClosedAtOnce(TransportChoice io) throws Exception {
        protocol.keepsRefused = true;
        try (Rig rig = new Rig(io, 1, protocol)) {
            Binding binding = bind(rig, 1, 0);
            assertEquals("!", answer(binding));
            int told = 256;
            for (int i = 0; i < told; i++) {
                assertEquals(
                        TOTAL.charAt(0),
                        connect("127.0.0.1", binding).getInputStream().read());
            }
            assertEquals("", answer(binding));
            assertEquals(told + 1, refused(binding, Reason.CONNECTION_LIMIT));
            assertEquals(1, binding.openConnections());
            closeAll();
            Rig.await("no open connection", () -> binding.openConnections() == 0);
            assertEquals("!", answer(binding));
        }
    }
}
