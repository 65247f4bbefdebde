package apex.kernel.config;

import apex.spi.settings.Place;
import java.util.List;

/**
 * What holds for all routes.
 *
 * @param listen the address of the listener, see {@link apex.spi.transport.ListenerSpec#address}
 * @param place where {@code listen} was said
 * @param timeoutMillis from the request being sent to the response's head; afterwards the longest pause of either body
 * @param connectTimeoutMillis for a new connection to a backend
 * @param queueTimeoutMillis for waiting while all connections to a backend are busy
 * @param headTimeoutMillis for a client's request head, in total
 * @param idleTimeoutMillis how long a client's connection may be idle
 * @param poolIdleTimeoutMillis how long an idle connection to a backend is kept
 * @param maxConnectionsPerBackend of the whole process
 * @param trustedProxies addresses and CIDR blocks whose {@code X-Forwarded-*} are believed
 * @param filters the listener's filters, in order; they see every request, routed or not
 */
public record ServerConfig(
        String listen,
        Place place,
        long timeoutMillis,
        long connectTimeoutMillis,
        long queueTimeoutMillis,
        long headTimeoutMillis,
        long idleTimeoutMillis,
        long poolIdleTimeoutMillis,
        int maxConnectionsPerBackend,
        List<Cidr> trustedProxies,
        List<StepConfig> filters) {
    /** Copies the lists. */
    public ServerConfig {
        trustedProxies = List.copyOf(trustedProxies);
        filters = List.copyOf(filters);
    }
}
