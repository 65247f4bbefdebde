package apex.bench.compare;

import apex.bench.figures.RunOptions;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What is asked of the proxies, and what their configurations have more for it. */
enum Workload {
    /** The one by which the machine is judged. */
    GET("small GET, 128 bytes of body", List.of(), Set.of(), 0),
    /** What a browser sends. */
    BROWSER_HEADERS("GET with 20 header fields, as a browser sends", List.of("--browser"), Set.of(), 0),
    /** Few routes. */
    ROUTES_10("10 routes, asked in turns", List.of("--paths", "10"), Set.of(), 10),
    /** As many as a large platform has. */
    ROUTES_10000("10,000 routes, asked in turns", List.of("--paths", "10000"), Set.of(), 10_000),
    /** Filters of Apex that let pass; peers as for {@link #GET}. */
    FILTERS("small GET through all standard filters that let pass", List.of(), Set.of("filters"), 0),
    /** A page. */
    BODY_16K("responses of 16 KiB", List.of("--path", "/bytes/16384"), Set.of(), 0),
    /** A download. */
    BODY_1M("responses of 1 MiB", List.of("--path", "/bytes/1048576"), Set.of("splice"), 0),
    /** An upload. */
    UPLOAD_1M("requests with 1 MiB of body", List.of("--upload", "1048576"), Set.of("splice"), 0),
    /** No keep-alive at the clients' side. */
    NEW_CONNECTIONS("a new connection for each small GET", List.of("--new-connections"), Set.of(), 0),
    /** Many clients. */
    CONNECTIONS_1000("small GET on 1,000 connections", List.of(), Set.of(), 0),
    /** Many requests at a time on one connection. */
    PIPELINED("small GETs, 16 at a time on each connection", List.of("--pipeline", "16"), Set.of(), 0),
    /** A line for each request. */
    ACCESS_LOG("small GET with an access log, buffered where the proxy can", List.of(), Set.of("log"), 0),
    /** Memory of connections on which nothing happens. */
    IDLE("memory of 10,000 idle connections", List.of(), Set.of(), 0);

    /** Connections of {@link #IDLE}. */
    static final int IDLE_CONNECTIONS = 10_000;

    private static final int MANY_CONNECTIONS = 1_000;
    private static final int USUAL_LIMIT = 4_096;
    /** With something in reserve: nginx closes idle connections when it has few left. */
    private static final int IDLE_LIMIT = 12_288;

    private final String description;
    private final List<String> loadArguments;
    private final Set<String> features;
    private final int routes;

    Workload(String description, List<String> loadArguments, Set<String> features, int routes) {
        this.description = description;
        this.loadArguments = loadArguments;
        this.features = features;
        this.routes = routes;
    }

    /** Its name on the command line and in reports. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What it is, for people. */
    String description() {
        return description;
    }

    /** What the load is told beside target, time and connections. */
    List<String> loadArguments() {
        return loadArguments;
    }

    /** Marked lines of the configurations that count for it. */
    Set<String> features() {
        return features;
    }

    /** Routes beside the one for everything else. */
    int routes() {
        return routes;
    }

    /** Clients' connections, where {@code asked} is what the command line says. */
    int connections(int asked) {
        return this == CONNECTIONS_1000 ? MANY_CONNECTIONS : asked;
    }

    /** Connections that a proxy may keep to the origin. */
    int pool(int asked) {
        return RunOptions.pool(connections(asked));
    }

    /** Connections that a proxy allows. */
    int limit() {
        return this == IDLE ? IDLE_LIMIT : USUAL_LIMIT;
    }

    /** Whether latencies at a constant rate are measured, too. */
    boolean hasRate() {
        return this == GET;
    }

    /** Whether what Apex allocates for a request says something. */
    boolean hasAllocation() {
        return this != IDLE && this != NEW_CONNECTIONS && this != BODY_1M && this != UPLOAD_1M;
    }

    /** The path for a load that knows no other options, if such a load can do this at all. */
    Optional<String> plainPath() {
        return switch (this) {
            case GET, FILTERS, CONNECTIONS_1000, ACCESS_LOG -> Optional.of("");
            case BODY_16K, BODY_1M -> Optional.of(loadArguments.getLast().substring(1));
            default -> Optional.empty();
        };
    }

    /** Why a kind of proxy does not take part, if so. */
    Optional<String> without(ProxyKind kind) {
        if (this == ROUTES_10000 && kind == ProxyKind.CADDY) {
            return Optional.of("each of its routes keeps connections of its own, so that it would do other work");
        }
        if (this == IDLE && kind.isRelay()) {
            return Optional.of("it has a connection to the origin for each client's, so that it would do other work");
        }
        return Optional.empty();
    }

    /** What could not be made equal, for those who read the figures. */
    List<String> remarks() {
        return switch (this) {
            case ROUTES_10, ROUTES_10000 ->
                List.of(
                        "HAProxy looks its routes up in a map, the others have a rule for each; the relay knows no routes");
            case FILTERS -> List.of("only Apex has filters here, the others are configured as for get");
            case BODY_1M, UPLOAD_1M -> List.of("HAProxy may splice (option splice-auto)");
            case ACCESS_LOG ->
                List.of(
                        "Apex, nginx, Envoy (64 KiB) and Traefik (500 lines) write buffered lines to a file; HAProxy keeps them"
                                + " in a ring in memory, which is less work; Caddy writes each line at once, which is more; the"
                                + " relay has no log");
            case IDLE ->
                List.of(
                        "each round is a process of its own; memory is taken 1 s after the last connection was answered, less"
                                + " what there was before the first");
            default -> List.of();
        };
    }
}
