package apex.kernel.config;

import apex.spi.listen.ListenerSpec;
import java.util.List;

/**
 * What holds for all routes.
 *
 * @param listener the listener with its limits
 * @param connectTimeoutMillis for a new connection to a backend
 * @param queueTimeoutMillis for waiting while all connections to a backend are busy
 * @param poolIdleTimeoutMillis how long an idle connection to a backend is kept
 * @param maxConnectionsPerBackend of the whole process
 * @param trustedProxies addresses and CIDR blocks whose word about the client is believed
 * @param http how the gateway shows itself
 * @param filters the listener's filters, in order; they see every request, routed or not
 */
public record ServerConfig(
        ListenerSpec listener,
        long connectTimeoutMillis,
        long queueTimeoutMillis,
        long poolIdleTimeoutMillis,
        int maxConnectionsPerBackend,
        List<Cidr> trustedProxies,
        HttpConfig http,
        List<StepConfig> filters) {
    /** Copies the lists. */
    public ServerConfig {
        trustedProxies = List.copyOf(trustedProxies);
        filters = List.copyOf(filters);
    }
}
