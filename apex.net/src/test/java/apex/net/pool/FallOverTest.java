package apex.net.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;

import apex.net.ClientProtocol;
import apex.net.loop.NetLoop;
import apex.net.loop.NetPlatform;
import apex.net.loop.StartedPlatform;
import apex.net.loop.TransportChoice;
import apex.net.resolve.HostResolver;
import apex.net.wire.LoopWires;
import apex.spi.lb.Endpoint;
import apex.spi.settings.Place;
import apex.spi.transport.EndpointSpec;
import apex.spi.transport.Probe;
import apex.spi.transport.ProxyHeader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of a name with several addresses, of which some do not answer. */
class FallOverTest {
    private static final InetAddress GOOD = InetAddress.ofLiteral("127.0.0.1");
    private static final InetAddress BAD = InetAddress.ofLiteral("127.0.0.2");

    private final BlockingQueue<String> results = new LinkedBlockingQueue<>();

    private final class Check implements Probe {
        private final long millis;

        Check(long millis) {
            this.millis = millis;
        }

        @Override
        public String path() {
            return "/";
        }

        @Override
        public long timeoutMillis() {
            return millis;
        }

        @Override
        public void done(int status, String detail) {
            results.add(status + " " + detail);
        }
    }

    private String probe(TransportChoice io, long millis, HostResolver.Lookup lookup, Executor blocking)
            throws Exception {
        try (ServerSocket good = new ServerSocket(0, 10, GOOD);
                NetPlatform platform = StartedPlatform.of(1, io)) {
            NetLoop loop = platform.netLoops().getFirst();
            LoopWires wires = new LoopWires(loop);
            ClientProtocol protocol = new ConnectedAtOnce();
            EndpointSpec spec = new EndpointSpec(
                    new Endpoint("u", "http://app:" + good.getLocalPort(), 1),
                    new Place("test.toml", 1, 1),
                    1,
                    1,
                    300,
                    300,
                    300,
                    ProxyHeader.NONE);
            PooledConnector connector =
                    new PooledConnector(spec, new OneClient(protocol), List.of(loop), List.of(wires), lookup, blocking);
            String first = once(connector, loop, millis);
            String second = once(connector, loop, millis);
            connector.close();
            CompletableFuture.runAsync(wires::end, loop).join();
            return first + ", " + second;
        }
    }

    private String once(PooledConnector connector, NetLoop loop, long millis) throws InterruptedException {
        connector.probe(loop, new Check(millis));
        String result = results.poll(5, TimeUnit.SECONDS);
        return result == null ? "nothing within 5 s" : result;
    }

    @ParameterizedTest
    @EnumSource(names = {"IO_URING", "EPOLL", "NIO"})
    void theNextAddressIsTriedWhenOneRefusesWhicheverComesFirst(TransportChoice io) throws Exception {
        String both = probe(io, 5000, name -> new InetAddress[] {BAD, GOOD}, Thread::startVirtualThread);
        assertEquals("200 127.0.0.1, 200 127.0.0.1", both);
    }

    @ParameterizedTest
    @EnumSource(names = {"IO_URING", "EPOLL", "NIO"})
    void whenAllRefuseItIsRefused(TransportChoice io) throws Exception {
        String both = probe(io, 5000, name -> new InetAddress[] {BAD, BAD}, Thread::startVirtualThread);
        assertEquals("0 The backend refused the connection., 0 The backend refused the connection.", both);
    }

    @ParameterizedTest
    @EnumSource(names = {"IO_URING", "EPOLL", "NIO"})
    void aNameThatDoesNotResolveIsSaidToBeSo(TransportChoice io) throws Exception {
        HostResolver.Lookup nowhere = name -> {
            throw new UnknownHostException(name);
        };
        String both = probe(io, 5000, nowhere, Thread::startVirtualThread);
        assertEquals("0 The backend's host name does not resolve., 0 The backend's host name does not resolve.", both);
    }

    @ParameterizedTest
    @EnumSource(names = {"IO_URING", "EPOLL", "NIO"})
    void aResolverThatNeverAnswersIsWaitedForNoLongerThanTheTimeout(TransportChoice io) throws Exception {
        String both = probe(io, 30, name -> new InetAddress[] {GOOD}, never -> {});
        assertEquals("0 no answer within 30 ms, 0 no answer within 30 ms", both);
    }
}
