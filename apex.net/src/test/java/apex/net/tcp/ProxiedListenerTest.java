package apex.net.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import apex.net.Wire;
import apex.net.WireHandler;
import apex.net.loop.TransportChoice;
import apex.spi.exchange.Peer;
import apex.spi.exchange.Reason;
import apex.spi.listen.ConnectionLimits;
import apex.spi.listen.ProxyPolicy;
import apex.spi.listen.ProxyPolicy.Mode;
import apex.spi.transport.Binding;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Listeners behind proxies that tell their clients, on every kind of sockets. */
class ProxiedListenerTest {
    private static final String LINE = "PROXY TCP4 192.0.2.1 198.51.100.7 4711 80\r\n";
    private static final String CLIENT = "192.0.2.1:4711 198.51.100.7:80";
    private static final byte[] LOCAL = HexFormat.of().parseHex("0d0a0d0a000d0a515549540a20000000");
    private static final byte[] BINARY =
            HexFormat.of().parseHex("0d0a0d0a000d0a515549540a2111000cc0000201c633640712670050");

    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();

    @TempDir
    private Path folder;

    private WireHandler serve(Wire wire, Peer peer) {
        events.add(text(peer.remote()) + " " + text(peer.local()));
        wire.write(new byte[] {'!'}, 0, 1);
        return new Recorder(events) {
            @Override
            public void inputEnded() {
                wire.close();
            }
        };
    }

    private static String text(SocketAddress address) {
        return address instanceof InetSocketAddress inet
                ? inet.getAddress().getHostAddress() + ":" + inet.getPort()
                : "unix";
    }

    private Rig rig(TransportChoice io) {
        return new Rig(io, 1, new TestProtocol(this::serve));
    }

    private static Binding bind(Rig rig, Mode mode, int perClient) throws IOException {
        InetAddress proxy = InetAddress.ofLiteral("127.0.0.1");
        return rig.bind(Rig.listener(
                "127.0.0.1:0", new ConnectionLimits(1000, 0, perClient, 0, 0), new ProxyPolicy(mode, proxy::equals)));
    }

    private static void send(Socket socket, byte[]... pieces) throws IOException {
        OutputStream output = socket.getOutputStream();
        for (byte[] piece : pieces) {
            output.write(piece);
            output.flush();
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static String own(Socket socket) {
        return text(socket.getLocalSocketAddress()) + " " + text(socket.getRemoteSocketAddress());
    }

    private static long bad(Binding binding) {
        return binding.refusedConnections().get(Reason.BAD_PROXY_HEADER);
    }

    private String next() throws InterruptedException {
        return new Recorder(events).next();
    }

    private String read(int bytes) throws InterruptedException {
        StringBuilder text = new StringBuilder();
        while (text.length() < bytes) {
            String event = next();
            if (!event.startsWith("read ")) {
                return text + event;
            }
            text.append(event, "read ".length(), event.length());
        }
        return text.toString();
    }

    @ParameterizedTest
    @EnumSource(names = {"IO_URING", "EPOLL", "NIO"})
    void theProtocolMeetsTheClientThatTheHeaderTellsAndTheBytesBehindIt(TransportChoice io) throws Exception {
        try (Rig rig = rig(io)) {
            Binding binding = bind(rig, Mode.REQUIRE, 0);
            for (byte[] header : new byte[][] {ascii(LINE), BINARY}) {
                try (Socket socket = Rig.connect(binding)) {
                    byte[] all = (new String(header, StandardCharsets.ISO_8859_1) + "hello")
                            .getBytes(StandardCharsets.ISO_8859_1);
                    send(socket, all);
                    assertEquals(CLIENT, next());
                    assertEquals("hello", read(5));
                    assertEquals('!', socket.getInputStream().read());
                    send(socket, ascii("again"));
                    assertEquals("again", read(5));
                }
                assertEquals("closed client_abort", next());
            }
            assertEquals(0, bad(binding));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"IO_URING", "EPOLL", "NIO"})
    void aHeaderMayArriveInPieces(TransportChoice io) throws Exception {
        try (Rig rig = rig(io)) {
            Binding binding = bind(rig, Mode.REQUIRE, 0);
            try (Socket socket = Rig.connect(binding)) {
                for (byte each : ascii(LINE + "hello")) {
                    send(socket, new byte[] {each});
                }
                assertEquals(CLIENT, next());
                assertEquals("hello", read(5));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"IO_URING", "EPOLL", "NIO"})
    void theProxysOwnChecksHaveTheProxysAddress(TransportChoice io) throws Exception {
        try (Rig rig = rig(io)) {
            Binding binding = bind(rig, Mode.REQUIRE, 0);
            try (Socket socket = Rig.connect(binding)) {
                send(socket, LOCAL);
                assertEquals(own(socket), next());
                assertEquals('!', socket.getInputStream().read());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"IO_URING", "EPOLL", "NIO"})
    void aConnectionWithoutItsHeaderIsClosedWithoutAWordAndCounted(TransportChoice io) throws Exception {
        try (Rig rig = rig(io)) {
            for (Mode mode : new Mode[] {Mode.REQUIRE, Mode.MIXED}) {
                Binding binding = bind(rig, mode, 0);
                try (Socket socket = Rig.connect(binding)) {
                    send(socket, ascii("G"));
                    assertEquals(-1, socket.getInputStream().read());
                }
                try (Socket socket = Rig.connect(binding)) {
                    send(socket, ascii("PROXY"));
                    socket.shutdownOutput();
                    assertEquals(-1, socket.getInputStream().read());
                }
                assertEquals(2, bad(binding));
                Rig.await("no open connection", () -> binding.openConnections() == 0);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"IO_URING", "EPOLL", "NIO"})
    void aHeaderThatDoesNotComeInTimeIsNoHeader(TransportChoice io) throws Exception {
        try (Rig rig = rig(io)) {
            Binding binding = bind(rig, Mode.REQUIRE, 0);
            try (Socket silent = Rig.connect(binding);
                    Socket slow = Rig.connect(binding)) {
                send(slow, ascii("PROXY TCP4"));
                assertEquals(-1, silent.getInputStream().read());
                assertEquals(-1, slow.getInputStream().read());
            }
            assertEquals(2, bad(binding));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"IO_URING", "EPOLL", "NIO"})
    void aProxyThatOnlyLooksWhetherSomebodyListensDoesNoWrong(TransportChoice io) throws Exception {
        try (Rig rig = rig(io)) {
            Binding binding = bind(rig, Mode.REQUIRE, 0);
            Rig.connect(binding).close();
            Rig.await("accepted and gone", () -> binding.acceptedConnections() == 1 && binding.openConnections() == 0);
            try (Socket half = Rig.connect(binding)) {
                half.shutdownOutput();
                assertEquals(-1, half.getInputStream().read());
            }
            assertEquals(0, bad(binding));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"IO_URING", "EPOLL", "NIO"})
    void nobodyElseIsBelieved(TransportChoice io) throws Exception {
        try (Rig rig = rig(io)) {
            Binding required = bind(rig, Mode.REQUIRE, 0);
            try (Socket stranger = Rig.connect("127.0.0.2", required)) {
                assertEquals(-1, stranger.getInputStream().read());
            }
            assertEquals(1, bad(required));
            Binding mixed = bind(rig, Mode.MIXED, 0);
            try (Socket stranger = Rig.connect("127.0.0.2", mixed)) {
                send(stranger, ascii(LINE));
                assertEquals(own(stranger), next());
                assertEquals(LINE, read(LINE.length()));
            }
            assertEquals(0, bad(mixed));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"IO_URING", "EPOLL", "NIO"})
    void aProxyOfIpv4IsKnownOnAListenerOfBothFamiliesToo(TransportChoice io) throws Exception {
        InetAddress proxy = InetAddress.ofLiteral("127.0.0.1");
        try (Rig rig = rig(io)) {
            Binding binding = rig.bind(Rig.listener(
                    ":0", new ConnectionLimits(1000, 0, 0, 0, 0), new ProxyPolicy(Mode.MIXED, proxy::equals)));
            try (Socket socket = Rig.connect(binding)) {
                send(socket, BINARY);
                assertEquals(CLIENT, next());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"IO_URING", "EPOLL", "NIO"})
    void withoutThePolicyAHeaderIsWhateverTheProtocolMakesOfIt(TransportChoice io) throws Exception {
        try (Rig rig = rig(io)) {
            Binding binding = bind(rig, Mode.OFF, 0);
            try (Socket socket = Rig.connect(binding)) {
                send(socket, ascii(LINE));
                assertEquals(own(socket), next());
                assertEquals(LINE, read(LINE.length()));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"IO_URING", "EPOLL", "NIO"})
    void theClientThatTheHeaderTellsIsTheOneThatCounts(TransportChoice io) throws Exception {
        try (Rig rig = rig(io)) {
            Binding binding = bind(rig, Mode.REQUIRE, 1);
            try (Socket first = Rig.connect(binding);
                    Socket second = Rig.connect(binding);
                    Socket other = Rig.connect(binding)) {
                send(first, ascii(LINE));
                assertEquals('!', first.getInputStream().read());
                send(second, BINARY);
                assertEquals(
                        Reason.CLIENT_CONNECTION_LIMIT.code(),
                        new String(second.getInputStream().readAllBytes(), StandardCharsets.US_ASCII));
                send(other, ascii(LINE.replace("192.0.2.1", "192.0.2.2")));
                assertEquals('!', other.getInputStream().read());
            }
            assertEquals(1, binding.refusedConnections().get(Reason.CLIENT_CONNECTION_LIMIT));
            Rig.await("no open connection", () -> binding.openConnections() == 0);
            try (Socket again = Rig.connect(binding)) {
                send(again, ascii(LINE));
                assertEquals('!', again.getInputStream().read());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"IO_URING", "EPOLL", "NIO"})
    void drainClosesConnectionsWhoseHeaderIsStillToCome(TransportChoice io) throws Exception {
        try (Rig rig = rig(io)) {
            Binding binding = bind(rig, Mode.REQUIRE, 0);
            try (Socket socket = Rig.connect(binding)) {
                send(socket, ascii("PROXY"));
                Rig.await("open", () -> binding.openConnections() == 1);
                binding.drain();
                assertEquals(-1, socket.getInputStream().read());
            }
            assertEquals(0, bad(binding));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"IO_URING", "EPOLL", "NIO"})
    void whoeverMayUseAUnixSocketIsBelievedWhereTheHeaderIsRequired(TransportChoice io) throws Exception {
        Path path = folder.resolve("a.sock");
        try (Rig rig = rig(io)) {
            rig.bind(Rig.listener(
                    "unix:" + path, new ConnectionLimits(1000, 0, 0, 0, 0), new ProxyPolicy(Mode.REQUIRE, _ -> false)));
            try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
                channel.write(ByteBuffer.wrap(BINARY));
                assertEquals(CLIENT, next());
            }
        }
    }
}
