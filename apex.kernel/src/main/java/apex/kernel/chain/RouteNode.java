package apex.kernel.chain;

import apex.kernel.config.RoutePolicy;
import apex.kernel.count.RouteCounters;
import apex.kernel.upstream.Upstream;
import apex.spi.exchange.Reason;
import apex.spi.exchange.RequestHead;
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
 * @param counters what is counted for it; they outlive the generation
 */
@Frozen
public record RouteNode(
        String name,
        Chain chain,
        Upstream upstream,
        RoutePolicy policy,
        List<Text> hosts,
        Tunnels tunnels,
        RouteCounters counters) {
    /** Copies the list. */
    public RouteNode {
        hosts = List.copyOf(hosts);
    }

    /**
     * Why a request does not go to {@code found}, or null. A path that servers read differently is refused before one that no
     * route takes, because which route that would be is what they differ about.
     *
     * @param found what the routes say, null for none
     */
    static Reason refusal(RouteNode found, RequestHead request, boolean ambiguous) {
        if (ambiguous && (found == null || !found.policy.forwardsAmbiguousPaths())) {
            return Reason.AMBIGUOUS_PATH;
        }
        if (found == null) {
            return Reason.NO_ROUTE;
        }
        return found.isOverLimit(request.contentLength()) ? Reason.BODY_TOO_LARGE : null;
    }

    /** Whether a body of so many bytes is more than a request may have. */
    boolean isOverLimit(long bytes) {
        return policy.maxBodyBytes() > 0 && bytes > policy.maxBodyBytes();
    }
}
