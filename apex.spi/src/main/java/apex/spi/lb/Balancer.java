package apex.spi.lb;

import apex.spi.exchange.Exchange;

/** Picks endpoints for the exchanges of one loop; it may keep state without any synchronisation. */
@FunctionalInterface
public interface Balancer {
    /** No endpoint is available. */
    int NONE = -1;

    /** The index of an available endpoint, or {@link #NONE}. Must not block; is called once for each attempt. */
    int pick(Exchange exchange, UpstreamView upstream);
}
