package apex.kernel.chain;

import apex.kernel.config.RoutePolicy;
import apex.kernel.upstream.Upstream;
import apex.spi.thread.Frozen;

/**
 * A route of a generation: all that an exchange needs once it has been routed.
 *
 * @param name as the configuration calls it
 * @param chain the listener's filters and its own
 * @param upstream where it leads
 * @param policy on which terms
 */
@Frozen
public record RouteNode(String name, Chain chain, Upstream upstream, RoutePolicy policy) {}
