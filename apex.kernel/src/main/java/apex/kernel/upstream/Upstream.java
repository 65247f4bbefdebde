package apex.kernel.upstream;

import apex.kernel.count.UpstreamCounters;
import apex.spi.lb.Balancer;
import apex.spi.lb.BalancerContext;
import apex.spi.lb.Endpoint;
import apex.spi.thread.Cold;
import apex.spi.thread.Frozen;
import apex.spi.thread.Loop;
import apex.spi.transport.Connector;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** A named set of endpoints with their connectors, and its half on each loop. */
@Frozen
public final class Upstream {
    private final String name;
    private final List<Endpoint> endpoints;
    private final List<Connector> connectors;
    private final UpstreamOnLoop[] onLoops;
    private final HealthBoard health;

    /** What each loop has under way at one endpoint, while it is published. */
    private final int[] published;

    /**
     * @param connectors one for each endpoint, in the same order
     * @param balancers makes the balancer of one loop
     * @param counters what is counted for it; they outlive it
     */
    @Cold
    public Upstream(
            String name,
            List<Endpoint> endpoints,
            List<Connector> connectors,
            List<Loop> loops,
            Function<BalancerContext, Balancer> balancers,
            UpstreamCounters counters) {
        this.name = name;
        this.endpoints = List.copyOf(endpoints);
        this.connectors = List.copyOf(connectors);
        this.health = new HealthBoard(endpoints.size());
        List<UpstreamOnLoop> halves = new ArrayList<>();
        for (Loop loop : loops) {
            BalancerContext context = new BalancerContext(endpoints, loop.index(), loops.size());
            halves.add(new UpstreamOnLoop(this, balancers.apply(context), loop.index(), counters));
        }
        onLoops = halves.toArray(UpstreamOnLoop[]::new);
        published = new int[onLoops.length];
    }

    /** The name. */
    public String name() {
        return name;
    }

    /** The half of the loop with this index. */
    public UpstreamOnLoop on(int loop) {
        return onLoops[loop];
    }

    /** The endpoints. */
    public List<Endpoint> endpoints() {
        return endpoints;
    }

    /** Whether the endpoint at {@code index} may be picked. Any thread. */
    public boolean isHealthy(int index) {
        return health.isHealthy(index);
    }

    /** Publishes what a check has found. One writer at a time. */
    @Cold
    public void publishHealth(int index, boolean healthy) {
        health.publish(index, healthy);
    }

    /** What all loops have under way at the endpoint at {@code index}. Any thread. */
    @Cold
    public int inFlight(int index) {
        int sum = 0;
        for (UpstreamOnLoop half : onLoops) {
            sum += half.inFlight(index);
        }
        return sum;
    }

    /** Connections to the endpoint at {@code index} that are open or being made. Any thread. */
    @Cold
    public int openConnections(int index) {
        return connectors.get(index).openConnections();
    }

    Connector connector(int index) {
        return connectors.get(index);
    }

    /** Tells each loop what the others had under way just now, without allocation. By one thread at a time. */
    @Cold
    public void publishLoads() {
        for (int index = 0; index < endpoints.size(); index++) {
            int sum = 0;
            for (int loop = 0; loop < onLoops.length; loop++) {
                published[loop] = onLoops[loop].inFlight(index);
                sum += published[loop];
            }
            for (int loop = 0; loop < onLoops.length; loop++) {
                onLoops[loop].others(index, sum - published[loop]);
            }
        }
    }

    /** Closes the connectors. */
    @Cold
    public void close() {
        connectors.forEach(Connector::close);
    }
}
