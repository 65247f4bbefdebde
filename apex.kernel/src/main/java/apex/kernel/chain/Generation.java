package apex.kernel.chain;

import apex.kernel.route.RouteTable;
import apex.spi.thread.Frozen;
import java.util.List;

/**
 * One complete, immutable, running configuration. A loop reads it once, when an exchange begins.
 *
 * @param unrouted the chain of requests that have no route yet: the listener's filters alone
 * @param routes which route takes a request
 * @param nodes all routes, in the order of the configuration
 * @param trusted whose word about the client is believed
 * @param timeoutMillis from the request being sent to the response's head, and for each pause afterwards
 */
@Frozen
public record Generation(
        Chain unrouted,
        RouteTable<RouteNode> routes,
        List<RouteNode> nodes,
        TrustedProxies trusted,
        long timeoutMillis) {
    /** Copies the list. */
    public Generation {
        nodes = List.copyOf(nodes);
    }
}
