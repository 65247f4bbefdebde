package apex.bench.sharing.run;

import apex.bench.sharing.run.Structure.Scene;
import apex.bench.still.Lease;
import apex.bench.still.OneSession;
import apex.net.log.RingLog;
import apex.net.loop.MemoryBudget;
import apex.net.loop.NetLoop;
import apex.net.loop.NetPlatform;
import apex.net.loop.TransportChoice;
import apex.net.pool.PooledConnector;
import apex.net.wire.LoopWires;
import apex.spi.exchange.ArenaSlab;
import apex.spi.lb.Endpoint;
import apex.spi.log.RecordWriter;
import apex.spi.settings.Place;
import apex.spi.transport.EndpointSpec;
import apex.spi.transport.Need;
import apex.spi.transport.ProxyHeader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** What loops share, or have side by side, below the kernel. */
final class NetScenes {
    private static final Place PLACE = new Place("benchmark", 0, 0);
    private static final int RING_BYTES = 256 * 1024;
    private static final int MOST_CONNECTIONS = 1_000;
    private static final int HELD_BYTES = 4_096;

    private NetScenes() {}

    /** Lines of a log, one ring for each loop and one writer. */
    static Scene ring(int count) {
        RingLog log = RingLog.open("/dev/null", count, RING_BYTES);
        List<Work> works = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            RecordWriter writer = log.writer(i);
            works.add(times -> {
                for (int n = 0; n < times; n++) {
                    writer.begin().put(n).put("some twenty bytes more");
                    writer.commit();
                }
            });
        }
        return new Scene() {
            @Override
            public List<Work> works() {
                return works;
            }

            @Override
            public void close() {
                log.close();
            }
        };
    }

    /** Memory charged and given back, and an arena borrowed meanwhile. */
    static Scene memory(int count) {
        NetPlatform platform = NetPlatform.start(count, TransportChoice.NIO);
        List<Work> works = new ArrayList<>();
        for (NetLoop loop : platform.netLoops()) {
            MemoryBudget budget = loop.budget();
            ArenaSlab arenas = loop.arenas();
            works.add(times -> {
                for (int n = 0; n < times; n++) {
                    byte[] arena = arenas.lend(1);
                    budget.charge(HELD_BYTES);
                    budget.charge(-HELD_BYTES);
                    arenas.giveBack(arena);
                }
            });
        }
        return new Scene() {
            @Override
            public List<Work> works() {
                return works;
            }

            @Override
            public void close() {
                platform.close();
            }
        };
    }

    /** Pooled connections borrowed and given back, on real loops with a connection each. */
    static Scene pool(int count) {
        try {
            return new Pools(count);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static final class Pools implements Scene {
        private final ServerSocket backend = new ServerSocket(0, MOST_CONNECTIONS, InetAddress.ofLiteral("127.0.0.1"));
        private final NetPlatform platform;
        private final List<LoopWires> wires;
        private final PooledConnector connector;
        private final List<Work> works = new ArrayList<>();

        Pools(int count) throws IOException {
            platform = NetPlatform.start(count, TransportChoice.NIO);
            wires = platform.netLoops().stream().map(LoopWires::new).toList();
            EndpointSpec spec = new EndpointSpec(
                    new Endpoint("app", "http://127.0.0.1:" + backend.getLocalPort(), 1),
                    PLACE,
                    MOST_CONNECTIONS,
                    MOST_CONNECTIONS,
                    5_000,
                    5_000,
                    3_600_000,
                    ProxyHeader.NONE);
            connector = new PooledConnector(
                    spec, new OneSession(), platform.netLoops(), wires, InetAddress::getAllByName, Runnable::run);
            for (NetLoop loop : platform.netLoops()) {
                works.add(leases(loop));
            }
        }

        private Work leases(NetLoop loop) {
            Lease lease = new Lease();
            loop.execute(() -> connector.acquire(loop, lease, Need.ANY));
            while (!CompletableFuture.supplyAsync(() -> lease.session() != null, loop)
                    .join()) {
                Thread.onSpinWait();
            }
            CompletableFuture.runAsync(lease::end, loop).join();
            return times -> {
                for (int n = 0; n < times; n++) {
                    connector.acquire(loop, lease, Need.ANY);
                    lease.end();
                }
            };
        }

        @Override
        public List<Work> works() {
            return works;
        }

        @Override
        public void on(int loop, Runnable task) {
            CompletableFuture.runAsync(task, platform.netLoops().get(loop)).join();
        }

        @Override
        public void close() {
            connector.close();
            for (int i = 0; i < wires.size(); i++) {
                on(i, wires.get(i)::end);
            }
            platform.close();
            try {
                backend.close();
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }
}
