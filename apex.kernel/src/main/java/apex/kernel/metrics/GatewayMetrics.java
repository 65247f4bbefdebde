package apex.kernel.metrics;

import java.util.List;

/** The metrics of a gateway. Names and labels are a promise to dashboards and alerts. */
public final class GatewayMetrics {
    /** Completed exchanges. */
    public static final Metric REQUESTS = Metric.counter(
            "apex_requests_total",
            "Requests completed, by class of the response's status; aborted when the client went away or was too slow.",
            "route",
            "status");

    /** Bodies of requests. */
    public static final Metric REQUEST_BYTES =
            Metric.counter("apex_request_body_bytes_total", "Bytes of request bodies taken from clients.", "route");

    /** Bodies of responses. */
    public static final Metric RESPONSE_BYTES =
            Metric.counter("apex_response_body_bytes_total", "Bytes of response bodies given to clients.", "route");

    /** Durations of exchanges. */
    public static final Metric REQUEST_DURATION = Metric.histogram(
            "apex_request_duration_seconds",
            "Time from the head of a request having arrived to its response having been handed to the connection.",
            "route");

    /** Reasons of Apex. */
    public static final Metric REASONS = Metric.counter(
            "apex_reasons_total",
            "Requests that Apex answered or ended by itself and connections that it refused, by reason; plugin for reasons of plugins.",
            "reason",
            "side");

    /** Open exchanges. */
    public static final Metric REQUESTS_ACTIVE =
            Metric.gauge("apex_requests_active", "Requests that have begun and not completed.");

    /** Late resumptions. */
    public static final Metric STALE_RESUMPTIONS = Metric.counter(
            "apex_stale_resumptions_total",
            "Suspended filters that resumed after their request was over, without effect.");

    /** Open connections of clients. */
    public static final Metric CONNECTIONS_OPEN =
            Metric.gauge("apex_connections_open", "Connections of clients that are open.", "listener");

    /** Connections of clients. */
    public static final Metric CONNECTIONS =
            Metric.counter("apex_connections_accepted_total", "Connections of clients that were accepted.", "listener");

    /** Connections that were not served. */
    public static final Metric CONNECTIONS_REFUSED = Metric.counter(
            "apex_connections_refused_total",
            "Connections of clients that were refused before their first request.",
            "listener",
            "reason");

    /** Tunnels. */
    public static final Metric TUNNELS =
            Metric.counter("apex_tunnels_total", "Connections that were switched to another protocol.", "route");

    /** Open tunnels. */
    public static final Metric TUNNELS_OPEN = Metric.gauge("apex_tunnels_open", "Tunnels that are open.", "route");

    /** Bytes through tunnels. */
    public static final Metric TUNNEL_BYTES = Metric.counter(
            "apex_tunnel_bytes_total", "Bytes that came through tunnels, counted when they close.", "route", "from");

    /** Attempts at endpoints. */
    public static final Metric UPSTREAM_REQUESTS = Metric.counter(
            "apex_upstream_requests_total",
            "Attempts to have a request answered by an endpoint.",
            "upstream",
            "endpoint");

    /** Failed attempts at endpoints. */
    public static final Metric UPSTREAM_FAILURES = Metric.counter(
            "apex_upstream_failures_total",
            "Attempts that failed: no connection, none in time, no whole response.",
            "upstream",
            "endpoint");

    /** Requests at endpoints. */
    public static final Metric UPSTREAM_ACTIVE = Metric.gauge(
            "apex_upstream_requests_active",
            "Requests that are with an endpoint or wait for a connection to it.",
            "upstream",
            "endpoint");

    /** Health of endpoints. */
    public static final Metric UPSTREAM_HEALTHY = Metric.gauge(
            "apex_upstream_healthy",
            "1 while an endpoint gets requests, 0 while its check fails.",
            "upstream",
            "endpoint");

    /** Further attempts. */
    public static final Metric UPSTREAM_RETRIES =
            Metric.counter("apex_upstream_retries_total", "Attempts beyond the first of a request.", "upstream");

    /** Durations up to the head of a backend's response. */
    public static final Metric UPSTREAM_HEAD_DURATION = Metric.histogram(
            "apex_upstream_head_duration_seconds",
            "Time from a request being sent to the head of its response, of completed requests.",
            "upstream");

    /** Connections to endpoints. */
    public static final Metric ENDPOINT_CONNECTIONS = Metric.gauge(
            "apex_endpoint_connections_open", "Connections to an endpoint that are open or being made.", "endpoint");

    /** All of them, in the order in which they are read. */
    public static final List<Metric> ALL = List.of(
            REQUESTS,
            REQUEST_BYTES,
            RESPONSE_BYTES,
            REQUEST_DURATION,
            REASONS,
            REQUESTS_ACTIVE,
            STALE_RESUMPTIONS,
            CONNECTIONS_OPEN,
            CONNECTIONS,
            CONNECTIONS_REFUSED,
            TUNNELS,
            TUNNELS_OPEN,
            TUNNEL_BYTES,
            UPSTREAM_REQUESTS,
            UPSTREAM_FAILURES,
            UPSTREAM_ACTIVE,
            UPSTREAM_HEALTHY,
            UPSTREAM_RETRIES,
            UPSTREAM_HEAD_DURATION,
            ENDPOINT_CONNECTIONS);

    private GatewayMetrics() {}
}
