package apex.kernel.assembly;

import apex.kernel.chain.Chain;
import apex.kernel.chain.Generation;
import apex.kernel.chain.RouteNode;
import apex.kernel.chain.SlotSlabs;
import apex.kernel.chain.Tunnels;
import apex.kernel.config.BackendConfig;
import apex.kernel.config.GatewayConfig;
import apex.kernel.config.RouteConfig;
import apex.kernel.config.RoutePolicy;
import apex.kernel.config.ServerConfig;
import apex.kernel.config.StepConfig;
import apex.kernel.count.CounterRegistry;
import apex.kernel.forwarded.ForwardedPolicy;
import apex.kernel.plugin.PluginCatalog;
import apex.kernel.route.RouteTable;
import apex.kernel.upstream.HealthCheck;
import apex.kernel.upstream.Upstream;
import apex.spi.Platform;
import apex.spi.exchange.Text;
import apex.spi.lb.Balancer;
import apex.spi.lb.BalancerContext;
import apex.spi.lb.BalancerProvider;
import apex.spi.lb.Endpoint;
import apex.spi.lb.HealthRule;
import apex.spi.lb.HealthRuleProvider;
import apex.spi.settings.Place;
import apex.spi.settings.Problem;
import apex.spi.settings.SettingsException;
import apex.spi.settings.SettingsTable;
import apex.spi.transport.Connector;
import apex.spi.transport.EndpointSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Assembles one generation. Collects every problem before it gives up. */
public final class Assembler {
    private static final String HEALTH_RULE = "rise_fall";

    /** Exchanges that wait for a connection to one backend: each holds a head of about 1 KiB, none waits for long. */
    private static final int QUEUE_LIMIT = 10_000;

    private final GatewayConfig config;
    private final PluginCatalog catalog;
    private final Platform platform;
    private final CounterRegistry counters;
    private final Function<EndpointSpec, Connector> connectors;
    private final List<Problem> problems = new ArrayList<>();
    private final Map<String, Connector> byUrl = new HashMap<>();
    private final List<HealthCheck> healthChecks = new ArrayList<>();

    /**
     * @param counters what is counted, for this generation and others
     * @param connectors makes the connector of an endpoint; asked once for each URL
     */
    public Assembler(
            GatewayConfig config,
            PluginCatalog catalog,
            Platform platform,
            CounterRegistry counters,
            Function<EndpointSpec, Connector> connectors) {
        this.config = config;
        this.catalog = catalog;
        this.platform = platform;
        this.counters = counters;
        this.connectors = connectors;
    }

    /**
     * Assembles the configuration. Once.
     *
     * @throws SettingsException with all problems
     */
    public Assembly assemble() {
        ServerConfig server = config.server();
        ChainAssembler chains = new ChainAssembler(catalog, platform, problems);
        ChainAssembler.Part listener = chains.part(server.filters(), true);
        chains.checkOrder(server.filters());
        List<RouteNode> nodes = new ArrayList<>();
        List<Upstream> upstreams = new ArrayList<>();
        for (RouteConfig route : config.routes()) {
            ChainAssembler.Part part = chains.part(route.filters(), false);
            if (!route.filters().isEmpty()) {
                chains.checkOrder(ChainAssembler.joined(server.filters(), route.filters()));
            }
            Upstream upstream = upstream(route);
            upstreams.add(upstream);
            nodes.add(new RouteNode(
                    route.name(),
                    chain(route, listener, part),
                    upstream,
                    route.policy(),
                    hosts(route),
                    new Tunnels(route.policy().tunnels()),
                    counters.route(route.name())));
        }
        RouteTable<RouteNode> table = table(nodes);
        if (!problems.isEmpty()) {
            throw new SettingsException(problems.stream().distinct().toList());
        }
        SlotSlabs none = new SlotSlabs(platform.loops().size());
        Chain unrouted = new Chain(listener.steps(), listener.slots(), List.of(), none);
        ForwardedPolicy forwarded = new ForwardedPolicy(server.trustedProxies(), server.http());
        Generation generation =
                new Generation(unrouted, table, nodes, forwarded, server.http().errorBodies());
        return new Assembly(generation, upstreams, healthChecks);
    }

    /** The Host for each endpoint, or none when the client's goes on. */
    private static List<Text> hosts(RouteConfig route) {
        String host = route.policy().hostHeader();
        if (host.equals(RoutePolicy.HOST_OF_CLIENT)) {
            return List.of();
        }
        boolean own = host.equals(RoutePolicy.HOST_OF_BACKEND);
        return route.backends().stream()
                .map(backend -> Text.of(own ? authority(backend.url()) : host))
                .toList();
    }

    /** Host and port of a URL; a Unix domain socket has none of its own. */
    private static String authority(String url) {
        return url.startsWith("http://") ? url.substring("http://".length()).replaceFirst("/.*", "") : "localhost";
    }

    private Chain chain(RouteConfig route, ChainAssembler.Part listener, ChainAssembler.Part part) {
        try {
            return new Chain(listener.steps(), listener.slots(), part.steps(), part.slots());
        } catch (IllegalArgumentException e) {
            problems.add(new Problem(route.place(), "route " + route.name() + ": " + e.getMessage()));
            return new Chain(List.of(), listener.slots(), List.of(), part.slots());
        }
    }

    /** The look-up table; a route that can never get a request because of an earlier one is a problem. */
    private RouteTable<RouteNode> table(List<RouteNode> nodes) {
        List<RouteTable.Entry<RouteNode>> entries = new ArrayList<>();
        Map<String, RouteConfig> seen = new HashMap<>();
        for (int i = 0; i < nodes.size(); i++) {
            RouteConfig route = config.routes().get(i);
            RouteTable.Entry<RouteNode> entry = new RouteTable.Entry<>(route.host(), route.pathPrefix(), nodes.get(i));
            entries.add(entry);
            RouteConfig earlier = seen.putIfAbsent(entry.key(), route);
            if (earlier != null) {
                problems.add(new Problem(
                        route.place(),
                        "route " + route.name() + ": never gets a request, because route " + earlier.name() + " at "
                                + earlier.place() + " has the same host and path_prefix",
                        "give it another host or path_prefix, or remove it"));
            }
        }
        return new RouteTable<>(entries);
    }

    private Upstream upstream(RouteConfig route) {
        List<Endpoint> endpoints = new ArrayList<>();
        List<Connector> routeConnectors = new ArrayList<>();
        for (BackendConfig backend : route.backends()) {
            Endpoint endpoint = new Endpoint(route.name(), backend.url(), backend.weight());
            endpoints.add(endpoint);
            routeConnectors.add(byUrl.computeIfAbsent(backend.url(), _ -> connectors.apply(spec(endpoint, backend))));
        }
        Upstream upstream = new Upstream(
                route.name(),
                endpoints,
                routeConnectors,
                platform.loops(),
                balancers(route.balancer(), endpoints),
                counters.upstream(route.name()));
        for (int i = 0; i < endpoints.size(); i++) {
            healthCheck(upstream, i, route.backends().get(i));
        }
        return upstream;
    }

    private EndpointSpec spec(Endpoint endpoint, BackendConfig backend) {
        ServerConfig server = config.server();
        return new EndpointSpec(
                endpoint,
                backend.place(),
                server.maxConnectionsPerBackend(),
                QUEUE_LIMIT,
                server.connectTimeoutMillis(),
                server.queueTimeoutMillis(),
                server.poolIdleTimeoutMillis(),
                backend.proxyHeader());
    }

    private Function<BalancerContext, Balancer> balancers(StepConfig step, List<Endpoint> endpoints) {
        Function<BalancerContext, Balancer> nothing = _ -> (_, _) -> Balancer.NONE;
        Optional<BalancerProvider<?>> provider = catalog.balancer(step.name());
        if (provider.isEmpty()) {
            problems.add(ChainAssembler.unknown("load_balancing", step, catalog.balancerNames()));
            return nothing;
        }
        try {
            Function<BalancerContext, Balancer> balancers = bound(provider.get(), step.settings());
            BalancerContext trial =
                    new BalancerContext(endpoints, 0, platform.loops().size());
            Objects.requireNonNull(balancers.apply(trial), "create returned null");
            return balancers;
        } catch (SettingsException e) {
            problems.addAll(e.problems());
        } catch (RuntimeException | LinkageError | ServiceConfigurationError e) {
            problems.add(ChainAssembler.failed("load_balancing", step, e));
        }
        return nothing;
    }

    private static <S extends Record> Function<BalancerContext, Balancer> bound(
            BalancerProvider<S> provider, SettingsTable settings) {
        S bound = provider.settings().bind(settings);
        return context -> provider.create(bound, context);
    }

    private void healthCheck(Upstream upstream, int index, BackendConfig backend) {
        if (backend.healthCheck() == null) {
            return;
        }
        Optional<HealthRuleProvider<?>> provider = catalog.healthRule(HEALTH_RULE);
        if (provider.isEmpty()) {
            problems.add(new Problem(
                    backend.place(),
                    "health_check: nothing provides the health rule " + HEALTH_RULE,
                    "put the module apex.lb on the module path"));
            return;
        }
        HealthRule rule = rule(provider.get());
        healthChecks.add(new HealthCheck(
                upstream, index, backend.healthCheck(), rule, platform.loops().getFirst()));
    }

    private static <S extends Record> HealthRule rule(HealthRuleProvider<S> provider) {
        return provider.create(provider.settings().bind(SettingsTable.empty(Place.DEFAULT)));
    }

    /** The tree that is assembled of {@code config}, for people: a line for each route. */
    public static List<String> describe(GatewayConfig config) {
        return config.routes().stream().map(route -> describe(config, route)).toList();
    }

    private static String describe(GatewayConfig config, RouteConfig route) {
        String chain = ChainAssembler.joined(config.server().filters(), route.filters()).stream()
                .map(StepConfig::name)
                .collect(Collectors.joining(" → "));
        String backends = route.backends().stream().map(BackendConfig::url).collect(Collectors.joining(", "));
        return route.name() + ": " + route.host() + route.pathPrefix() + " → " + (chain.isEmpty() ? "" : chain + " → ")
                + route.balancer().name() + " → " + backends;
    }
}
