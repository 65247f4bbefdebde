package apex.bench.micro;

import apex.bench.still.Lease;
import apex.bench.still.OneSession;
import apex.net.loop.NetLoop;
import apex.net.loop.NetPlatform;
import apex.net.loop.TransportChoice;
import apex.net.pool.PooledConnector;
import apex.net.wire.LoopWires;
import apex.spi.lb.Endpoint;
import apex.spi.settings.Place;
import apex.spi.transport.EndpointSpec;
import apex.spi.transport.Need;
import apex.spi.transport.ProxyHeader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** Borrowing a pooled connection and giving it back, on a real loop and a real connection that carries nothing. */
public class PoolBenchmark extends Microbenchmark {
    private static final int BATCH = 10_000;
    private static final Place PLACE = new Place("benchmark", 0, 0);

    private final Lease lease = new Lease();
    private ServerSocket backend;
    private NetPlatform platform;
    private NetLoop loop;
    private LoopWires wires;
    private PooledConnector connector;

    /** Nothing is there before {@link #setUp}. */
    public PoolBenchmark() {
        // Fields are all there is.
    }

    /** Starts a loop, and lets it make its connection. */
    @Setup
    public void setUp() throws IOException, InterruptedException {
        backend = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"));
        platform = NetPlatform.start(1, TransportChoice.NIO);
        loop = platform.netLoops().getFirst();
        wires = new LoopWires(loop);
        EndpointSpec spec = new EndpointSpec(
                new Endpoint("app", "http://127.0.0.1:" + backend.getLocalPort(), 1),
                PLACE,
                16,
                16,
                5_000,
                5_000,
                3_600_000,
                ProxyHeader.NONE);
        connector = new PooledConnector(
                spec, new OneSession(), List.of(loop), List.of(wires), InetAddress::getAllByName, Runnable::run);
        loop.execute(() -> connector.acquire(loop, lease, Need.ANY));
        while (!CompletableFuture.supplyAsync(() -> lease.session() != null, loop)
                .join()) {
            Thread.sleep(1);
        }
        CompletableFuture.runAsync(lease::end, loop).join();
    }

    /** Ends the loop. */
    @TearDown
    public void tearDown() throws IOException {
        connector.close();
        CompletableFuture.runAsync(wires::end, loop).join();
        platform.close();
        backend.close();
    }

    /** Many times in one task of the loop, so that handing that over is no part of it. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public void leaseAndReturn() {
        CompletableFuture.runAsync(this::batch, loop).join();
    }

    private void batch() {
        for (int i = 0; i < BATCH; i++) {
            connector.acquire(loop, lease, Need.ANY);
            lease.end();
        }
    }
}
