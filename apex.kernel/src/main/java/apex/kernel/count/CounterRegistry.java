package apex.kernel.count;

import apex.spi.thread.Cold;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** All counters of a gateway by their names. It outlives generations: who asks for a name again gets what has been counted so far. */
@Cold
public final class CounterRegistry {
    /** The route's name of requests without one. */
    private static final String UNROUTED = "";

    private final int loops;
    private final RouteCounters unrouted;
    private final ReasonCounters reasons;
    private final Map<String, RouteCounters> routes = new ConcurrentSkipListMap<>();
    private final Map<String, UpstreamCounters> upstreams = new ConcurrentSkipListMap<>();

    /** Counters for this many loops, all 0. */
    public CounterRegistry(int loops) {
        this.loops = loops;
        unrouted = route(UNROUTED);
        reasons = new ReasonCounters(loops);
    }

    /** Those of the route with that name. */
    public RouteCounters route(String name) {
        return routes.computeIfAbsent(name, _ -> new RouteCounters(name, loops));
    }

    /** Those of requests without a route. */
    public RouteCounters unrouted() {
        return unrouted;
    }

    /** Those of the upstream with that name. */
    public UpstreamCounters upstream(String name) {
        return upstreams.computeIfAbsent(name, _ -> new UpstreamCounters(name, loops));
    }

    /** Those of the reasons. */
    public ReasonCounters reasons() {
        return reasons;
    }

    /** Those of all routes by name, the ones without a route first. */
    public Collection<RouteCounters> routes() {
        return List.copyOf(routes.values());
    }
}
