package apex.kernel;

import apex.kernel.chain.Dispatcher;
import apex.kernel.count.CounterRegistry;
import apex.kernel.count.EndpointCounters;
import apex.kernel.count.Histogram;
import apex.kernel.count.ReasonCounters;
import apex.kernel.count.RouteCounters;
import apex.kernel.count.StatusClass;
import apex.kernel.count.UpstreamCounters;
import apex.kernel.metrics.GatewayMetrics;
import apex.kernel.metrics.Metric;
import apex.kernel.metrics.MetricFamily;
import apex.kernel.metrics.Samples;
import apex.kernel.upstream.Upstream;
import apex.spi.exchange.Reason;
import apex.spi.lb.Endpoint;
import apex.spi.transport.Binding;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Reads all counters of a gateway once. Stops nobody: what loops write meanwhile is seen or not. */
final class GatewayReading {
    private final Map<Metric, Samples> samples = GatewayMetrics.ALL.stream()
            .collect(Collectors.toMap(metric -> metric, Samples::new, (first, _) -> first, LinkedHashMap::new));

    private final CounterRegistry counters;

    private GatewayReading(CounterRegistry counters) {
        this.counters = counters;
    }

    static List<MetricFamily> of(
            CounterRegistry counters,
            Dispatcher dispatcher,
            List<Upstream> upstreams,
            String listener,
            Binding binding) {
        GatewayReading reading = new GatewayReading(counters);
        counters.routes().forEach(reading::route);
        Map<Reason, Long> refused = binding.refusedConnections();
        reading.reasons(refused);
        reading.at(GatewayMetrics.REQUESTS_ACTIVE).add(dispatcher.openExchanges());
        reading.at(GatewayMetrics.STALE_RESUMPTIONS).add(dispatcher.staleResumptions());
        reading.at(GatewayMetrics.CONNECTIONS_OPEN).add(binding.openConnections(), listener);
        reading.at(GatewayMetrics.CONNECTIONS).add(binding.acceptedConnections(), listener);
        refused.forEach((reason, count) ->
                reading.at(GatewayMetrics.CONNECTIONS_REFUSED).add(count, listener, reason.code()));
        upstreams.forEach(reading::upstream);
        reading.connections(upstreams);
        return reading.samples.values().stream().map(Samples::family).toList();
    }

    private Samples at(Metric metric) {
        return samples.get(metric);
    }

    private void route(RouteCounters route) {
        String name = route.name();
        for (StatusClass status : StatusClass.values()) {
            at(GatewayMetrics.REQUESTS).add(route.completed(status), name, status.label());
        }
        at(GatewayMetrics.REQUEST_BYTES).add(route.requestBytes(), name);
        at(GatewayMetrics.RESPONSE_BYTES).add(route.responseBytes(), name);
        add(GatewayMetrics.REQUEST_DURATION, route.durations(), name);
        if (route == counters.unrouted()) {
            return;
        }
        at(GatewayMetrics.TUNNELS).add(route.tunnelsOpened(), name);
        at(GatewayMetrics.TUNNELS_OPEN).add(route.tunnelsOpen(), name);
        at(GatewayMetrics.TUNNEL_BYTES).add(route.tunnelBytesFromClients(), name, "client");
        at(GatewayMetrics.TUNNEL_BYTES).add(route.tunnelBytesFromBackends(), name, "backend");
    }

    private void add(Metric metric, Histogram histogram, String label) {
        at(metric).add(histogram.bounds(), histogram.counts(), histogram.sum(), label);
    }

    /** A connection that was refused has had no exchange, so that nothing is counted twice. */
    private void reasons(Map<Reason, Long> refused) {
        ReasonCounters reasons = counters.reasons();
        for (Reason reason : Reason.all()) {
            long count = reasons.of(reason) + refused.getOrDefault(reason, 0L);
            String side = reason.side().name().toLowerCase(Locale.ROOT);
            at(GatewayMetrics.REASONS).add(count, reason.code(), side);
        }
        at(GatewayMetrics.REASONS).add(reasons.ofPlugins(), "plugin", "apex");
    }

    /** A backend may stand several times in an upstream, and is one endpoint to readers. */
    private void upstream(Upstream upstream) {
        String name = upstream.name();
        UpstreamCounters counted = counters.upstream(name);
        Map<String, Integer> active = new LinkedHashMap<>();
        Map<String, Boolean> healthy = new HashMap<>();
        for (int i = 0; i < upstream.endpoints().size(); i++) {
            String url = upstream.endpoints().get(i).url();
            active.merge(url, upstream.inFlight(i), Integer::sum);
            healthy.merge(url, upstream.isHealthy(i), Boolean::logicalOr);
        }
        active.forEach((url, count) -> {
            EndpointCounters endpoint = counted.endpoint(url);
            at(GatewayMetrics.UPSTREAM_REQUESTS).add(endpoint.requests(), name, url);
            at(GatewayMetrics.UPSTREAM_FAILURES).add(endpoint.failures(), name, url);
            at(GatewayMetrics.UPSTREAM_ACTIVE).add(count, name, url);
            at(GatewayMetrics.UPSTREAM_HEALTHY).add(healthy.get(url) ? 1 : 0, name, url);
        });
        at(GatewayMetrics.UPSTREAM_RETRIES).add(counted.retries(), name);
        add(GatewayMetrics.UPSTREAM_HEAD_DURATION, counted.headDurations(), name);
    }

    /** Upstreams that lead to the same URL share its connections. */
    private void connections(List<Upstream> upstreams) {
        Map<String, Integer> byUrl = new LinkedHashMap<>();
        for (Upstream upstream : upstreams) {
            List<Endpoint> endpoints = upstream.endpoints();
            for (int i = 0; i < endpoints.size(); i++) {
                byUrl.put(endpoints.get(i).url(), upstream.openConnections(i));
            }
        }
        byUrl.forEach((url, open) -> at(GatewayMetrics.ENDPOINT_CONNECTIONS).add(open, url));
    }
}
