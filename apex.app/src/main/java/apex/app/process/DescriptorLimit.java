package apex.app.process;

import apex.kernel.config.BackendConfig;
import apex.kernel.config.GatewayConfig;
import apex.spi.settings.Place;
import apex.spi.settings.Problem;
import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Whether the limit of open files lets a configuration do what it says. Every connection takes one descriptor, to clients as to
 * backends.
 *
 * @param limit the soft limit of this process, which the JVM has already raised as far as the hard one allows
 * @param connections the connections to backends that the configuration permits
 */
public record DescriptorLimit(long limit, long connections) {
    /** What the process needs beside connections: jars, logs, the loops' own descriptors, listeners. */
    private static final long OWN = 128;

    /** The limit of this process against the needs of {@code config}; nothing where there is no such limit. */
    public static Optional<DescriptorLimit> of(GatewayConfig config) {
        OptionalLong limit = current();
        if (limit.isEmpty()) {
            return Optional.empty();
        }
        long endpoints = config.routes().stream()
                .flatMap(route -> route.backends().stream())
                .map(BackendConfig::url)
                .distinct()
                .count();
        long connections = endpoints * config.server().maxConnectionsPerBackend();
        return Optional.of(new DescriptorLimit(limit.getAsLong(), connections));
    }

    private static OptionalLong current() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? OptionalLong.of(unix.getMaxFileDescriptorCount())
                : OptionalLong.empty();
    }

    /** What lets every permitted connection to a backend serve one client. */
    long wanted() {
        return OWN + 2 * connections;
    }

    /** A limit with which not even one connection on each side is certain. */
    public Optional<Problem> problem() {
        return limit > OWN ? Optional.empty() : Optional.of(new Problem(place(), found("more than " + OWN), wayOut()));
    }

    /** A limit that will be reached before the configuration's own limits are. */
    public Optional<String> warning() {
        return limit <= OWN || limit >= wanted()
                ? Optional.empty()
                : Optional.of(new Problem(place(), found("at least " + wanted()), wayOut()).toString());
    }

    private static Place place() {
        return new Place("this process", 0, 0);
    }

    private String found(String expected) {
        return "open files: %d (expected: %s, for up to %d connections to backends and as many from clients)"
                .formatted(limit, expected, connections);
    }

    private String wayOut() {
        return "raise it with ulimit -n %d or LimitNOFILE=%d, or lower max_connections_per_backend"
                .formatted(wanted(), wanted());
    }
}
