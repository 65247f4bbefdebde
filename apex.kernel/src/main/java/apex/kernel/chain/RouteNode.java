package apex.kernel.chain;

import apex.kernel.config.RoutePolicy;
import apex.kernel.upstream.Upstream;
import apex.spi.exchange.Text;
import apex.spi.thread.Frozen;
import java.util.List;

/**
 * A route of a generation: all that an exchange needs once it has been routed.
 *
 * @param name as the configuration calls it
 * @param chain the listener's filters and its own
 * @param upstream where it leads
 * @param policy on which terms
 * @param hosts the Host for each endpoint; empty when that is the client's affair
 * @param tunnels what clients may switch to
 */
@Frozen
public record RouteNode(
        String name, Chain chain, Upstream upstream, RoutePolicy policy, List<Text> hosts, Tunnels tunnels) {
    /** Copies the list. */
    public RouteNode {
        hosts = List.copyOf(hosts);
    }
}
