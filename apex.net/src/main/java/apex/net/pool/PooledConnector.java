package apex.net.pool;

import apex.net.Protocol;
import apex.net.loop.NetLoop;
import apex.net.resolve.EndpointAddress;
import apex.net.resolve.HostResolver;
import apex.net.wire.LoopWires;
import apex.spi.thread.Cold;
import apex.spi.thread.Loop;
import apex.spi.transport.Acquirer;
import apex.spi.transport.Connector;
import apex.spi.transport.EndpointSpec;
import apex.spi.transport.Need;
import apex.spi.transport.Probe;
import java.util.List;
import java.util.concurrent.Executor;

/** The pools of all loops for one endpoint. */
public final class PooledConnector implements Connector {
    private final LoopPool[] pools;
    private final HostResolver resolver;
    private final Permits permits;

    /**
     * Pools that hold nothing yet.
     *
     * @param wires for each of the loops
     * @param blocking runs look-ups of names
     * @throws IllegalArgumentException when the endpoint's URL cannot be read
     */
    public PooledConnector(
            EndpointSpec spec,
            Protocol protocol,
            List<NetLoop> loops,
            List<LoopWires> wires,
            HostResolver.Lookup lookup,
            Executor blocking) {
        permits = new Permits(spec.maxConnections(), spec.queueLimit());
        NetLoop home = loops.get(Math.floorMod(spec.endpoint().url().hashCode(), loops.size()));
        resolver = EndpointAddress.resolver(spec.endpoint().url(), home, lookup, blocking);
        pools = new LoopPool[loops.size()];
        for (int i = 0; i < pools.length; i++) {
            pools[i] = new LoopPool(loops.get(i), wires.get(i), spec, protocol.client(spec), resolver, permits, pools);
        }
    }

    @Override
    public void acquire(Loop loop, Acquirer acquirer, Need need) {
        pools[loop.index()].acquire(acquirer, need);
    }

    @Override
    public void cancel(Loop loop, Acquirer acquirer) {
        pools[loop.index()].cancel(acquirer);
    }

    @Override
    public boolean isScarce() {
        int inUse = permits.open();
        if (!permits.isHalfOrMore(inUse)) {
            return false;
        }
        for (LoopPool pool : pools) {
            inUse -= pool.idleConnections();
        }
        return permits.isHalfOrMore(inUse);
    }

    @Override
    public void probe(Loop loop, Probe probe) {
        LoopPool pool = pools[loop.index()];
        pool.loop().execute(new ProbeRun(pool, probe)::begin);
    }

    @Override
    @Cold
    public void close() {
        resolver.close();
        for (LoopPool pool : pools) {
            pool.loop().execute(pool::close);
        }
    }

    @Override
    @Cold
    public int openConnections() {
        return permits.open();
    }
}
