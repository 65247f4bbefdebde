package apex.kernel.upstream;

import apex.kernel.count.EndpointCounters;
import apex.kernel.count.LoopCells;
import apex.kernel.count.UpstreamCounters;
import apex.spi.exchange.Exchange;
import apex.spi.lb.Balancer;
import apex.spi.lb.Endpoint;
import apex.spi.lb.UpstreamView;
import apex.spi.thread.Apart;
import apex.spi.transport.Connector;

/** One loop's half of an upstream: its balancer, and how many exchanges the loop has under way at each endpoint. */
public final class UpstreamOnLoop extends Apart implements UpstreamView {
    private final Upstream upstream;
    private final Balancer balancer;
    private final Endpoint[] endpoints;
    private final int loop;
    private final UpstreamCounters counters;
    private final EndpointCounters[] endpointCounters;

    /** Written by the loop, read by whoever publishes loads. */
    private final LoopCells inFlight;

    /** Written by whoever publishes loads, read by the loop. */
    private final LoopCells others;

    private long tried;

    UpstreamOnLoop(Upstream upstream, Balancer balancer, int loop, UpstreamCounters counters) {
        this.upstream = upstream;
        this.balancer = balancer;
        this.loop = loop;
        this.counters = counters;
        endpoints = upstream.endpoints().toArray(Endpoint[]::new);
        inFlight = new LoopCells(endpoints.length);
        others = new LoopCells(endpoints.length);
        endpointCounters = new EndpointCounters[endpoints.length];
        for (int i = 0; i < endpoints.length; i++) {
            endpointCounters[i] = counters.endpoint(endpoints[i].url());
        }
    }

    /**
     * The index of the endpoint for an attempt, or {@link Balancer#NONE}.
     *
     * @param alreadyTried a bit for each endpoint of index 0 to 63 that this exchange has tried before
     */
    public int pick(Exchange exchange, long alreadyTried) {
        tried = alreadyTried;
        int index = balancer.pick(exchange, this);
        return index >= 0 && isAvailable(index) ? index : Balancer.NONE;
    }

    /** Counts an exchange in. */
    public void enter(int index) {
        inFlight.add(index, 1);
        endpointCounters[index].requested(loop);
    }

    /** Counts an exchange out. */
    public void leave(int index) {
        inFlight.add(index, -1);
    }

    /** Counts an attempt that failed. */
    public void countFailure(int index) {
        endpointCounters[index].failed(loop);
    }

    /** Counts an attempt of an exchange beyond its first. */
    public void countRetry() {
        counters.retried(loop);
    }

    /** Counts the time from a request being sent to the head of its final response. */
    public void headAfter(long nanos) {
        counters.headAfter(loop, nanos);
    }

    /** The connector of an endpoint. */
    public Connector connector(int index) {
        return upstream.connector(index);
    }

    @Override
    public int size() {
        return endpoints.length;
    }

    @Override
    public Endpoint endpoint(int index) {
        return endpoints[index];
    }

    @Override
    public boolean isAvailable(int index) {
        return upstream.isHealthy(index) && (index >= Long.SIZE || (tried >>> index & 1) == 0);
    }

    @Override
    public int load(int index) {
        return (int) (inFlight.get(index) + others.get(index));
    }

    /** What this loop has under way at an endpoint. Any thread. */
    int inFlight(int index) {
        return (int) inFlight.get(index);
    }

    /** Notes what the other loops have under way at an endpoint. By whoever publishes loads. */
    void others(int index, int load) {
        // What has not changed stays in the loop's cache: most upstreams are idle most of the time.
        if (others.get(index) != load) {
            others.set(index, load);
        }
    }
}
