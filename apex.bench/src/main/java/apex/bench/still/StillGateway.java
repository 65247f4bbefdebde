package apex.bench.still;

import apex.kernel.chain.Chain;
import apex.kernel.chain.Dispatcher;
import apex.kernel.chain.Generation;
import apex.kernel.chain.RouteNode;
import apex.kernel.chain.SlotSlabs;
import apex.kernel.chain.Tunnels;
import apex.kernel.config.HttpConfig;
import apex.kernel.config.RoutePolicy;
import apex.kernel.config.TunnelConfig;
import apex.kernel.count.CounterRegistry;
import apex.kernel.forwarded.ForwardedPolicy;
import apex.kernel.route.RouteTable;
import apex.kernel.upstream.Upstream;
import apex.spi.exchange.Text;
import apex.spi.filter.Filter;
import apex.spi.lb.Balancer;
import apex.spi.lb.BalancerContext;
import apex.spi.lb.Endpoint;
import apex.spi.thread.Loop;
import apex.spi.transport.Connector;
import apex.spi.transport.Pace;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The kernel with one route to one upstream, a slot for filters, and no transport. */
public final class StillGateway {
    private static final long MILLIS = 30_000;
    private static final RoutePolicy POLICY = new RoutePolicy(
            MILLIS,
            new Pace(MILLIS, 240, 240, 5_000),
            0,
            false,
            false,
            false,
            RoutePolicy.HOST_OF_CLIENT,
            new TunnelConfig(List.of(), 0, MILLIS));

    private final Upstream upstream;
    private final Dispatcher dispatcher;

    /** A gateway on these loops with these filters and an endpoint for each connector. */
    public StillGateway(
            List<? extends Loop> loops,
            List<Filter> filters,
            List<? extends Connector> connectors,
            Function<BalancerContext, Balancer> balancers) {
        List<Loop> all = List.copyOf(loops);
        CounterRegistry counters = new CounterRegistry(all.size());
        List<Endpoint> endpoints = new ArrayList<>();
        for (int i = 0; i < connectors.size(); i++) {
            endpoints.add(new Endpoint("app", "http://backend-" + i, 1));
        }
        upstream = new Upstream("app", endpoints, List.copyOf(connectors), all, balancers, counters.upstream("app"));
        SlotSlabs slots = new SlotSlabs(all.size());
        SlotSlabs none = new SlotSlabs(all.size());
        slots.add(Text.class, Text::new, _ -> {});
        List<Chain.Step> steps = new ArrayList<>();
        for (Filter filter : filters) {
            steps.add(new Chain.Step("pass-" + steps.size(), filter));
        }
        RouteNode node = new RouteNode(
                "app",
                new Chain(List.of(), none, steps, slots),
                upstream,
                POLICY,
                List.of(),
                new Tunnels(POLICY.tunnels()),
                counters.route("app"));
        Generation generation = new Generation(
                new Chain(List.of(), none, List.of(), none),
                new RouteTable<>(List.of(new RouteTable.Entry<>(RouteTable.ANY_HOST, "/", node))),
                List.of(node),
                new ForwardedPolicy(List.of(), HttpConfig.DEFAULT),
                true);
        dispatcher = new Dispatcher(all, counters, generation);
    }

    /** The kernel's door. */
    public Dispatcher dispatcher() {
        return dispatcher;
    }

    /** Where the route leads. */
    public Upstream upstream() {
        return upstream;
    }
}
