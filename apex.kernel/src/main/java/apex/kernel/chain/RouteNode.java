package apex.kernel.chain;

import apex.kernel.upstream.Upstream;
import apex.spi.thread.Frozen;

/**
 * A route of a generation: all that an exchange needs once it has been routed.
 *
 * @param name as the configuration calls it
 * @param chain the listener's filters and its own
 * @param upstream where it leads
 * @param timeoutMillis from the request being sent to the response's head, and for each pause afterwards
 */
@Frozen
public record RouteNode(String name, Chain chain, Upstream upstream, long timeoutMillis) {}
