package apex.kernel.chain;

import apex.kernel.forwarded.ForwardedPolicy;
import apex.kernel.route.RouteTable;
import apex.spi.thread.Frozen;
import java.util.List;

/**
 * One complete, immutable, running configuration. A loop reads it once, when an exchange begins, and lets
 * go of it when the exchange has its route.
 *
 * @param unrouted the chain of requests that have no route yet: the listener's filters alone
 * @param routes which route takes a request
 * @param nodes all routes, in the order of the configuration
 * @param forwarded whose word about the client is believed, and what backends are told of it
 * @param errorBodies whether an answer of Apex itself says why in its body
 */
@Frozen
public record Generation(
        Chain unrouted,
        RouteTable<RouteNode> routes,
        List<RouteNode> nodes,
        ForwardedPolicy forwarded,
        boolean errorBodies) {
    /** Copies the list. */
    public Generation {
        nodes = List.copyOf(nodes);
    }
}
