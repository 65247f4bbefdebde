package apex.kernel.mux;

import apex.kernel.chain.Chain;
import apex.kernel.chain.Dispatcher;
import apex.kernel.chain.Generation;
import apex.kernel.chain.RouteNode;
import apex.kernel.chain.SlotSlabs;
import apex.kernel.chain.Tunnels;
import apex.kernel.config.Cidr;
import apex.kernel.config.ForwardedStyle;
import apex.kernel.config.HttpConfig;
import apex.kernel.config.RoutePolicy;
import apex.kernel.config.TunnelConfig;
import apex.kernel.count.CounterRegistry;
import apex.kernel.forwarded.ForwardedPolicy;
import apex.kernel.route.RouteTable;
import apex.kernel.upstream.Upstream;
import apex.spi.filter.Filter;
import apex.spi.lb.Balancer;
import apex.spi.lb.Endpoint;
import apex.spi.lb.UpstreamView;
import apex.spi.transport.Connector;
import apex.spi.transport.Pace;
import java.util.ArrayList;
import java.util.List;

/** A kernel between a {@link MuxClient} and {@link MuxBackend}s: one listener, one route for {@code /app}. */
public final class MuxGateway {
    /** The time limit of exchanges with the backend. */
    public static final long TIMEOUT_MILLIS = 1_000;

    /** The most tunnels of the route. */
    public static final int MOST_TUNNELS = 3;

    /** The terms of the route. */
    public static final RoutePolicy POLICY = new RoutePolicy(
            TIMEOUT_MILLIS,
            new Pace(TIMEOUT_MILLIS, 0, 0, TIMEOUT_MILLIS),
            0,
            false,
            false,
            false,
            RoutePolicy.HOST_OF_CLIENT,
            new TunnelConfig(List.of("websocket"), MOST_TUNNELS, TIMEOUT_MILLIS));

    /** How it shows itself: by the name {@code apex}. */
    public static final HttpConfig HTTP = new HttpConfig(true, ForwardedStyle.X_FORWARDED, true, "apex");

    private final TestLoop loop = new TestLoop();
    private final Tunnels tunnels = new Tunnels(POLICY.tunnels());
    private final CounterRegistry counters = new CounterRegistry(1);
    private final Upstream upstream;
    private final Dispatcher dispatcher;

    /** A gateway with these filters, named {@code listener-0}, {@code route-0} and so on. */
    public MuxGateway(
            List<Filter> listener,
            List<Filter> route,
            SlotSlabs routeSlots,
            List<MuxBackend> backends,
            String... trusted) {
        List<Endpoint> endpoints = new ArrayList<>();
        for (int i = 0; i < backends.size(); i++) {
            endpoints.add(new Endpoint("app", "http://backend-" + i, 1));
        }
        List<Connector> connectors = List.copyOf(backends);
        upstream = new Upstream(
                "app",
                endpoints,
                connectors,
                List.of(loop),
                _ -> (_, view) -> firstAvailable(view),
                counters.upstream("app"));
        dispatcher = new Dispatcher(List.of(loop), counters, generation(listener, route, routeSlots, trusted));
    }

    private Generation generation(List<Filter> listener, List<Filter> route, SlotSlabs routeSlots, String... trusted) {
        return generation(listener, route, routeSlots, POLICY, HTTP, trusted);
    }

    private Generation generation(
            List<Filter> listener,
            List<Filter> route,
            SlotSlabs routeSlots,
            RoutePolicy policy,
            HttpConfig http,
            String... trusted) {
        SlotSlabs none = new SlotSlabs(1);
        List<Chain.Step> listenerSteps = steps("listener", listener);
        Chain chain = new Chain(listenerSteps, none, steps("route", route), routeSlots);
        RouteNode node = new RouteNode("app", chain, upstream, policy, List.of(), tunnels, counters.route("app"));
        RouteTable<RouteNode> routes =
                new RouteTable<>(List.of(new RouteTable.Entry<>(RouteTable.ANY_HOST, "/app", node)));
        ForwardedPolicy forwarded =
                new ForwardedPolicy(List.of(trusted).stream().map(Cidr::parse).toList(), http);
        Chain unrouted = new Chain(listenerSteps, none, List.of(), none);
        return new Generation(unrouted, routes, List.of(node), forwarded, http.errorBodies());
    }

    /** The tunnels of the route. */
    public Tunnels tunnels() {
        return tunnels;
    }

    /** Puts a generation with the same upstream and other filters in place. */
    public void publish(List<Filter> listener, List<Filter> route, String... trusted) {
        dispatcher.publish(generation(listener, route, new SlotSlabs(1), trusted));
    }

    /** Puts a generation with the same upstream and other terms in place. */
    public void publish(RoutePolicy policy, HttpConfig http, List<Filter> route, String... trusted) {
        dispatcher.publish(generation(List.of(), route, new SlotSlabs(1), policy, http, trusted));
    }

    /** A gateway with route filters only and one backend. */
    public static MuxGateway of(MuxBackend backend, Filter... route) {
        return new MuxGateway(List.of(), List.of(route), new SlotSlabs(1), List.of(backend));
    }

    private static int firstAvailable(UpstreamView view) {
        for (int i = 0; i < view.size(); i++) {
            if (view.isAvailable(i)) {
                return i;
            }
        }
        return Balancer.NONE;
    }

    private static List<Chain.Step> steps(String prefix, List<Filter> filters) {
        List<Chain.Step> steps = new ArrayList<>();
        for (int i = 0; i < filters.size(); i++) {
            steps.add(new Chain.Step(prefix + "-" + i, filters.get(i)));
        }
        return steps;
    }

    /** The only loop. */
    public TestLoop loop() {
        return loop;
    }

    /** What has been counted. */
    public CounterRegistry counters() {
        return counters;
    }

    /** The kernel's door. */
    public Dispatcher dispatcher() {
        return dispatcher;
    }

    /** The upstream of the route. */
    public Upstream upstream() {
        return upstream;
    }

    /** A new client connection from 192.0.2.7. */
    public MuxClient connect() {
        return new MuxClient(loop, dispatcher, "192.0.2.7");
    }
}
