package apex.kernel.config;

import java.util.List;

/** Everything that one generation is assembled from. */
public record GatewayConfig(ServerConfig server, List<RouteConfig> routes) {
    /** Copies the list. */
    public GatewayConfig {
        routes = List.copyOf(routes);
    }
}
