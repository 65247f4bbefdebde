package apex.kernel.config;

import apex.spi.settings.Place;
import java.util.List;

/**
 * One route.
 *
 * @param name unique
 * @param host an exact host in any case without port, or {@code *}
 * @param pathPrefix begins with a slash; matches by whole segments
 * @param balancer the balancer of the backends
 * @param backends at least one
 * @param filters the route's filters, in order
 * @param policy on which terms
 */
public record RouteConfig(
        String name,
        Place place,
        String host,
        String pathPrefix,
        StepConfig balancer,
        List<BackendConfig> backends,
        List<StepConfig> filters,
        RoutePolicy policy) {
    /** Copies the lists. */
    public RouteConfig {
        backends = List.copyOf(backends);
        filters = List.copyOf(filters);
    }
}
