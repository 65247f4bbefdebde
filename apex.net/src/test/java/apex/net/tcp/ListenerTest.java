package apex.net.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import apex.net.Wire;
import apex.net.WireHandler;
import apex.net.loop.NetLoop;
import apex.net.loop.TransportChoice;
import apex.spi.transport.Binding;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Binding, accepting and draining, on every kind of sockets. */
class ListenerTest {
    private static final int CONNECTIONS = 40;

    private final Set<Integer> loops = ConcurrentHashMap.newKeySet();

    @TempDir
    private Path folder;

    private WireHandler greet(Wire wire) {
        loops.add(wire.loop().index());
        wire.write(new byte[] {'!'}, 0, 1);
        return new Recorder();
    }

    private Rig rig(TransportChoice io) {
        return new Rig(io, 2, new TestProtocol(this::greet));
    }

    @ParameterizedTest
    @EnumSource(names = {"IO_URING", "EPOLL", "NIO"})
    void allLoopsTakeConnectionsOfOnePortThatTheSystemChose(TransportChoice io) throws Exception {
        try (Rig rig = rig(io)) {
            Binding binding = rig.bind("127.0.0.1:0");
            assertEquals(1, binding.addresses().size());
            assertTrue(Rig.port(binding) > 0);
            List<Socket> sockets = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS; i++) {
                Socket socket = Rig.connect(binding);
                sockets.add(socket);
                assertEquals('!', socket.getInputStream().read());
            }
            assertEquals(Set.of(0, 1), loops);
            Rig.await("all counted", () -> binding.openConnections() == CONNECTIONS);
            for (Socket socket : sockets) {
                socket.shutdownOutput();
                socket.close();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"IO_URING", "EPOLL", "NIO"})
    void aPortInUseIsRefusedWithItsAddressTheReasonAndTheWayOut(TransportChoice io) throws Exception {
        try (Rig rig = rig(io);
                ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String address = "127.0.0.1:" + other.getLocalPort();
            IOException refused = assertThrows(IOException.class, () -> rig.bind(address));
            assertEquals(
                    "listen: " + address
                            + ": already in use (expected: a free port; another process listens there, stop it"
                            + " or choose another port)",
                    refused.getMessage());
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"IO_URING", "EPOLL", "NIO"})
    void aSecondListenerOnTheSamePortIsRefusedAlthoughPortsAreSharedByLoops(TransportChoice io) throws Exception {
        try (Rig rig = rig(io)) {
            int port = Rig.port(rig.bind("127.0.0.1:0"));
            assertThrows(IOException.class, () -> rig.bind("127.0.0.1:" + port));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"IO_URING", "EPOLL", "NIO"})
    void aPortAloneListensOnBothFamiliesAndAnIpv4AddressOnItsOwnOnly(TransportChoice io) throws Exception {
        try (Rig rig = rig(io)) {
            int both = Rig.port(rig.bind(":0"));
            assertEquals('!', firstByte(InetAddress.ofLiteral("127.0.0.1"), both));
            assertEquals('!', firstByte(InetAddress.ofLiteral("::1"), both));
            int four = Rig.port(rig.bind("0.0.0.0:0"));
            assertEquals('!', firstByte(InetAddress.ofLiteral("127.0.0.1"), four));
            assertThrows(ConnectException.class, () -> firstByte(InetAddress.ofLiteral("::1"), four));
            int six = Rig.port(rig.bind("[::1]:0"));
            assertEquals('!', firstByte(InetAddress.ofLiteral("::1"), six));
        }
    }

    private static int firstByte(InetAddress address, int port) throws IOException {
        try (Socket socket = new Socket(address, port)) {
            socket.setSoTimeout(5000);
            return socket.getInputStream().read();
        }
    }

    private static boolean isServed(InetSocketAddress address) {
        try {
            return firstByte(address.getAddress(), address.getPort()) == '!';
        } catch (IOException refused) {
            return false;
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"IO_URING", "EPOLL", "NIO"})
    void aUnixSocketIsServedAndItsFileRemovedAtTheEnd(TransportChoice io) throws Exception {
        Path path = folder.resolve("a.sock");
        try (Rig rig = rig(io)) {
            Binding binding = rig.bind("unix:" + path);
            assertEquals('!', firstByte(path));
            assertThrows(IOException.class, () -> rig.bind("unix:" + path));
            assertEquals('!', firstByte(path));
            binding.drain();
            assertFalse(Files.exists(path));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"IO_URING", "EPOLL", "NIO"})
    void aUnixSocketThatItsProcessLeftBehindIsReplaced(TransportChoice io) throws Exception {
        Path path = folder.resolve("b.sock");
        ServerSocketChannel gone = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        gone.bind(UnixDomainSocketAddress.of(path));
        gone.close();
        assertTrue(Files.exists(path));
        try (Rig rig = rig(io)) {
            rig.bind("unix:" + path);
            assertEquals('!', firstByte(path));
        }
    }

    @Test
    void aFileThatIsNoSocketIsNeverReplaced() throws Exception {
        Path path = Files.writeString(folder.resolve("c.txt"), "precious");
        try (Rig rig = rig(TransportChoice.AUTO)) {
            assertThrows(IOException.class, () -> rig.bind("unix:" + path));
            assertEquals("precious", Files.readString(path));
        }
    }

    private static int firstByte(Path path) throws IOException {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
            ByteBuffer one = ByteBuffer.allocate(1);
            channel.read(one);
            return one.get(0);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"IO_URING", "EPOLL", "NIO"})
    void drainStopsAcceptingAndTellsEverySession(TransportChoice io) throws Exception {
        try (Rig rig = rig(io)) {
            Binding binding = rig.bind("127.0.0.1:0");
            try (Socket one = Rig.connect(binding);
                    Socket two = Rig.connect(binding)) {
                one.getInputStream().read();
                two.getInputStream().read();
                InetSocketAddress address =
                        (InetSocketAddress) binding.addresses().getFirst();
                binding.drain();
                assertEquals(-1, one.getInputStream().read());
                assertEquals(-1, two.getInputStream().read());
                Rig.await("nobody new served", () -> !isServed(address));
                Rig.await("no open connection", () -> binding.openConnections() == 0);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"IO_URING", "EPOLL", "NIO"})
    void aLoopAcceptsAtMostSixteenConnectionsAndThenTurnsToItsOtherWork(TransportChoice io) throws Exception {
        int flood = 100;
        int[] round = new int[1];
        int[] accepted = new int[flood + 1];
        CountDownLatch all = new CountDownLatch(flood);
        TestProtocol counting = new TestProtocol(wire -> {
            if (accepted[round[0]]++ == 0) {
                ((NetLoop) wire.loop()).events().execute(() -> round[0]++);
            }
            all.countDown();
            return new Recorder();
        });
        List<Socket> sockets = new ArrayList<>();
        try (Rig rig = new Rig(io, 1, counting)) {
            Binding binding = rig.bind("127.0.0.1:0");
            CountDownLatch goOn = new CountDownLatch(1);
            rig.platform.netLoops().getFirst().execute(() -> hold(goOn));
            for (int i = 0; i < flood; i++) {
                sockets.add(Rig.connect(binding));
            }
            goOn.countDown();
            assertTrue(all.await(20, TimeUnit.SECONDS));
            int most = rig.on(0, () -> Arrays.stream(accepted).max().getAsInt());
            assertTrue(most <= 16, () -> most + " in one turn");
        }
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private static void hold(CountDownLatch goOn) {
        try {
            assertTrue(goOn.await(20, TimeUnit.SECONDS));
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "8080",
                "localhost",
                "localhost:",
                "localhost:65536",
                "localhost:-1",
                "::1:80",
                "[::1:80",
                "[x]:80",
                "[127.0.0.1]:80",
                "a b:80",
                "http://a:80",
                "unix:relative",
                "unix:"
            })
    void anAddressThatCannotBeReadIsNamedWithWhatIsExpected(String address) {
        try (Rig rig = rig(TransportChoice.NIO)) {
            List<String> problems = rig.transport.check(Rig.listener(address));
            assertEquals(1, problems.size());
            assertTrue(problems.getFirst().startsWith("listen: " + address + " (expected: "), problems.getFirst());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {":80", "localhost:80", "[::1]:0", "127.0.0.1:8080", "unix:/run/a.sock"})
    void anAddressThatCanBeReadHasNoProblem(String address) {
        try (Rig rig = rig(TransportChoice.NIO)) {
            assertEquals(List.of(), rig.transport.check(Rig.listener(address)));
        }
    }
}
