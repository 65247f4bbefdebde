package apex.net.tcp;

import apex.net.Protocol;
import apex.net.loop.NetPlatform;
import apex.net.loop.StartedPlatform;
import apex.net.loop.TransportChoice;
import apex.spi.lb.Endpoint;
import apex.spi.listen.ConnectionLimits;
import apex.spi.listen.HeadLimits;
import apex.spi.listen.HttpPolicy;
import apex.spi.listen.ListenerSpec;
import apex.spi.listen.ProxyPolicy;
import apex.spi.settings.Place;
import apex.spi.transport.Binding;
import apex.spi.transport.Connector;
import apex.spi.transport.EndpointSpec;
import apex.spi.transport.ProxyHeader;
import apex.spi.transport.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** A platform with the transport on it, and ways to wait. Closing it checks that no connection holds a byte. */
public final class Rig implements AutoCloseable {
    public static final Place PLACE = new Place("test.toml", 1, 1);
    private static final long PATIENCE_NANOS = 5_000_000_000L;

    public final NetPlatform platform;
    public final Transport transport;

    public Rig(TransportChoice io, int workers, Protocol protocol) {
        this(io, workers, protocol, 0);
    }

    public Rig(TransportChoice io, int workers, Protocol protocol, long memoryBytes) {
        platform = StartedPlatform.of(workers, io, memoryBytes);
        transport = new TcpTransportProvider().open(platform, List.of(protocol));
    }

    public Binding bind(String address) throws IOException {
        return bind(listener(address));
    }

    public Binding bind(ListenerSpec spec) throws IOException {
        return transport.bind(spec, (loop, client, peer) -> null);
    }

    public static ListenerSpec listener(String address) {
        return listener(address, new ConnectionLimits(1000, 0, 0, 0, 0), ProxyPolicy.OFF);
    }

    public static ListenerSpec listener(String address, ConnectionLimits connections, ProxyPolicy proxies) {
        HeadLimits heads = new HeadLimits(1000, 8192, 100, 8192, 4096);
        return new ListenerSpec(address, PLACE, heads, connections, HttpPolicy.STRICT, proxies);
    }

    public static EndpointSpec endpoint(String url, int most, int queue) {
        return new EndpointSpec(new Endpoint("u", url, 1), PLACE, most, queue, 2000, 2000, 5000, ProxyHeader.NONE);
    }

    public Connector connector(EndpointSpec spec) {
        return transport.connector(spec);
    }

    public static int port(Binding binding) {
        return ((InetSocketAddress) binding.addresses().getFirst()).getPort();
    }

    public static Socket connect(Binding binding) throws IOException {
        return connect("127.0.0.1", binding);
    }

    /** Connects from an address of the loopback network. */
    public static Socket connect(String from, Binding binding) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port(binding), InetAddress.ofLiteral(from), 0);
        socket.setSoTimeout(5000);
        socket.setTcpNoDelay(true);
        return socket;
    }

    public static String url(SocketAddress address) {
        return "http://127.0.0.1:" + ((InetSocketAddress) address).getPort();
    }

    /** What {@code question} answers on a loop. */
    public <T> T on(int loop, Supplier<T> question) {
        return CompletableFuture.supplyAsync(question, platform.loops().get(loop))
                .join();
    }

    public void run(int loop, Runnable task) {
        CompletableFuture.runAsync(task, platform.loops().get(loop)).join();
    }

    public static void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not within 5 s: " + what);
            }
            LockSupport.parkNanos(2_000_000);
        }
    }

    @Override
    public void close() {
        transport.close();
        await("an empty ledger", () -> platform.heldBytes() == 0);
        await(
                "an empty account",
                () -> platform.netLoops().stream()
                        .allMatch(loop -> loop.budget().heldBytes() == 0));
        platform.close();
    }
}
