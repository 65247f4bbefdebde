package apex.bench.compare;

import apex.bench.figures.RunOptions;
import apex.bench.pauses.PauseLog;
import apex.bench.startup.RampUp;
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
    IDLE("memory of 10,000 idle connections", List.of(), Set.of(), 0),
    /** How long a process needs to be as fast as it gets. */
    START("small GET from the first request on: how soon a cold start is at full speed", List.of(), Set.of(), 0),
    /** Whether a collection or anything else stops the JVM. */
    PAUSES("small GET from a cold start: what stops all threads of Apex", List.of(), Set.of(), 0),
    /** Reading and assembling a large configuration. */
    ROUTES_LOAD("start with 10,000 routes, beside one with one route", List.of(), Set.of(), 10_000),
    /** A part of Apex by itself. */
    ROUTES_LOOKUP("what Apex takes to find one of 10,000 routes, by itself", List.of(), Set.of(), 0);

    /** Connections of {@link #IDLE}. */
    static final int IDLE_CONNECTIONS = 10_000;

    private static final int MANY_CONNECTIONS = 1_000;
    private static final int FEW_ROUNDS = 5;
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
        return switch (this) {
            case NEW_CONNECTIONS, BODY_1M, UPLOAD_1M, IDLE -> false;
            default -> hasRounds();
        };
    }

    /** Whether proxies that are warm take turns under load; else each turn has a process of its own. */
    boolean hasRounds() {
        return switch (this) {
            case IDLE, START, PAUSES, ROUTES_LOAD, ROUTES_LOOKUP -> false;
            default -> true;
        };
    }

    /** Whether nobody but Apex can take part. */
    boolean isOfApexAlone() {
        return this == PAUSES || this == ROUTES_LOOKUP;
    }

    /** How many rounds there are where the command line says nothing; {@code usual} are those of most workloads. */
    int rounds(int usual) {
        return switch (this) {
            case START, ROUTES_LOAD, ROUTES_LOOKUP -> FEW_ROUNDS;
            case PAUSES -> 1;
            default -> usual;
        };
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
        if (this == ROUTES_LOAD && kind.isRelay()) {
            return Optional.of("it knows no routes");
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
            case START ->
                List.of(
                        "each round is a process of its own, which nobody asks for anything before the load does, as soon as it"
                                + " listens; some others listen before they know their routes, which gives errors",
                        "full speed is the median of the slices of %d ms in the last %d s of the round; it is at %.0f %% of it when the"
                                        .formatted(StartRounds.SLICE_MILLIS, RampUp.FULL_SECONDS, 100 * RampUp.SHARE)
                                + " median of %d slices in a row is, and the end of these counts; only saturated rounds do"
                                        .formatted(RampUp.WINDOW));
            case PAUSES ->
                List.of(
                        "every time in which the JVM stopped all threads, by its own log (%s): from the request for that to the end"
                                .formatted(PauseLog.option("FILE")),
                        "a busy machine makes pauses longer, never shorter: a dirty run within the bound holds it, one beyond it"
                                + " leaves it open; none is measured again");
            case ROUTES_LOAD ->
                List.of(
                        "from the start of the process to its first answer with 200, on the proxies' core alone, compiling of the"
                                + " JVM included: with 10,000 routes, asked for the last one, less with one route",
                        "HAProxy has its routes in a map, the others have a rule for each");
            case ROUTES_LOOKUP ->
                List.of(
                        "Apex's table of routes and its reading of paths in a process of their own, by JMH, on the proxies' core: the"
                                + " mean of 2 s after 2 s of warm-up, 10,000 requests for 10,000 routes in an order by chance");
            default -> List.of();
        };
    }
}
