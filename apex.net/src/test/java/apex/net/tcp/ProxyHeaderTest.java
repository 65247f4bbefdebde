package apex.net.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import apex.net.Wire;
import apex.net.WireHandler;
import apex.net.loop.TransportChoice;
import apex.spi.exchange.Peer;
import apex.spi.transport.Connector;
import apex.spi.transport.EndpointSpec;
import apex.spi.transport.Need;
import apex.spi.transport.Probe;
import apex.spi.transport.ProxyHeader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Connections that begin with a header of the PROXY protocol, and whom they serve. */
class ProxyHeaderTest {
    private static final String V1 = "PROXY TCP4 10.1.2.3 192.0.2.1 1234 80\r\n";
    private static final String V2 =
            "\r\n\r\n\0\r\nQUIT\n!\u0011\0\u000c\n\u0001\u0002\u0003\u00c0\0\u0002\u0001\u0004\u00d2\0P";

    private static Rig rig(TransportChoice io) {
        return new Rig(io, 2, new TestProtocol(_ -> new Recorder(), ProxyHeaderTest::ping));
    }

    private static WireHandler ping(Wire wire, Probe probe) {
        wire.write(new byte[] {'P'}, 0, 1);
        probe.done(200, "");
        return new Recorder();
    }

    private static Peer client(int port) {
        return new Peer(
                new InetSocketAddress(InetAddress.ofLiteral("10.1.2.3"), port),
                new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 80),
                false);
    }

    private static EndpointSpec endpoint(RawBackend backend, int most, ProxyHeader header) {
        EndpointSpec spec = Rig.endpoint(backend.url(), most, 5);
        return new EndpointSpec(spec.endpoint(), spec.place(), most, 5, 2000, 2000, 5000, header);
    }

    private static Asker ask(Rig rig, Connector connector, Peer peer) {
        Asker asker = new Asker(peer, true);
        rig.run(0, () -> connector.acquire(rig.platform.loops().getFirst(), asker, Need.ANY));
        return asker;
    }

    /** What one read gives: what was sent at once. */
    private static String read(Socket socket) throws Exception {
        byte[] bytes = new byte[1000];
        int count = socket.getInputStream().read(bytes);
        return count < 0 ? "ended" : new String(bytes, 0, count, StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest
    @CsvSource({"EPOLL, V1", "EPOLL, V2", "NIO, V1", "NIO, V2"})
    void theClientIsToldFirstAndOnceTogetherWithTheRequest(TransportChoice io, ProxyHeader header) throws Exception {
        try (RawBackend backend = new RawBackend();
                Rig rig = rig(io)) {
            Connector connector = rig.connector(endpoint(backend, 10, header));
            Peer client = client(1234);
            Asker first = ask(rig, connector, client);
            assertEquals("new", first.answer());
            try (Socket socket = backend.accept()) {
                assertEquals((header == ProxyHeader.V1 ? V1 : V2) + "Q", read(socket));
                rig.run(0, first.call::over);
                Asker second = ask(rig, connector, client);
                assertEquals("reused", second.answer());
                assertEquals("Q", read(socket));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"IO_URING", "EPOLL", "NIO"})
    void aConnectionServesOnlyTheClientThatItHasTold(TransportChoice io) throws Exception {
        try (RawBackend backend = new RawBackend();
                Rig rig = rig(io)) {
            Connector connector = rig.connector(endpoint(backend, 10, ProxyHeader.V1));
            Peer one = client(1);
            Peer sameAddress = client(1);
            Asker first = ask(rig, connector, one);
            Asker again = ask(rig, connector, one);
            assertEquals("new", first.answer());
            assertEquals("new", again.answer());
            rig.run(0, first.call::over);
            rig.run(0, again.call::over);
            Asker other = ask(rig, connector, sameAddress);
            assertEquals("new", other.answer(), "another connection of the same client's address");
            Asker third = ask(rig, connector, one);
            Asker fourth = ask(rig, connector, one);
            assertEquals("reused", third.answer());
            assertEquals("reused", fourth.answer());
            assertSame(again.call, third.call);
            assertSame(first.call, fourth.call);
            rig.run(0, first.call::over);
            rig.run(0, other.call::over);
            rig.run(0, first.call.wire()::close);
            Asker fifth = ask(rig, connector, one);
            assertEquals("new", fifth.answer());
            assertNotSame(other.call, fifth.call);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"IO_URING", "EPOLL", "NIO"})
    void theIdleConnectionOfAnotherClientGivesWayToOneWhoWaits(TransportChoice io) throws Exception {
        try (RawBackend backend = new RawBackend();
                Rig rig = rig(io)) {
            Connector connector = rig.connector(endpoint(backend, 1, ProxyHeader.V1));
            Asker first = ask(rig, connector, client(1));
            assertEquals("new", first.answer());
            Asker waits = ask(rig, connector, client(1234));
            rig.run(0, first.call::over);
            assertEquals("new", waits.answer());
            assertFalse(rig.on(0, first.call.wire()::isOpen));
            read(backend.accept());
            assertEquals(V1 + "Q", read(backend.accept()));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"IO_URING", "EPOLL", "NIO"})
    void aConnectionWhoseOnlyAcquirerWentAwayServesNobodyElse(TransportChoice io) throws Exception {
        try (RawBackend backend = new RawBackend();
                Rig rig = rig(io)) {
            Connector connector = rig.connector(endpoint(backend, 1, ProxyHeader.V2));
            Asker gone = new Asker(client(1), true);
            rig.run(0, () -> {
                connector.acquire(rig.platform.loops().getFirst(), gone, Need.ANY);
                connector.cancel(rig.platform.loops().getFirst(), gone);
            });
            assertEquals("ended", read(backend.accept()));
            Asker next = ask(rig, connector, client(1234));
            assertEquals("new", next.answer());
            assertEquals(V2 + "Q", read(backend.accept()));
        }
    }

    @ParameterizedTest
    @CsvSource({"EPOLL, V1", "EPOLL, V2", "NIO, V1", "NIO, V2"})
    void aHealthCheckTellsThatTheProxySpeaksForItself(TransportChoice io, ProxyHeader header) throws Exception {
        try (RawBackend backend = new RawBackend();
                Rig rig = rig(io)) {
            Connector connector = rig.connector(endpoint(backend, 1, header));
            connector.probe(rig.platform.loops().getFirst(), new NoWaiting());
            try (Socket socket = backend.accept()) {
                String own = "PROXY TCP4 127.0.0.1 127.0.0.1 " + socket.getPort() + " " + backend.port() + "\r\n";
                String local = V2.substring(0, 12) + " \0\0\0";
                assertEquals((header == ProxyHeader.V1 ? own : local) + "P", read(socket));
            }
        }
    }

    private static final class NoWaiting implements Probe {
        @Override
        public String path() {
            return "/";
        }

        @Override
        public long timeoutMillis() {
            return 5000;
        }

        @Override
        public void done(int status, String detail) {}
    }
}
