package apex.spi.filter;

import apex.spi.exchange.Exchange;

/**
 * A step of a chain. One instance serves all exchanges of all loops, so it is frozen: what it remembers of an exchange goes into
 * a {@link apex.spi.exchange.Slot}. Phases run on the exchange's loop and never block. A phase that a class does not override
 * costs nothing: the chain leaves it out at assembly.
 *
 * <p>Request phases run in the order of the chain, response phases in reverse. A phase that throws ends the exchange with
 * {@code filter_error} and the filter's name.
 */
public interface Filter {
    /** The request's head has arrived. Runs before any of the body is read. */
    default Verdict onRequest(Exchange exchange) {
        return Verdict.CONTINUE;
    }

    /** The response's final head is there, from the backend or made by Apex, and has not been sent. */
    default Verdict onResponse(Exchange exchange) {
        return Verdict.CONTINUE;
    }

    /** The exchange is over, well or badly. Runs exactly once for each filter whose request phase was reached, in reverse order. */
    default void onComplete(Exchange exchange) {}
}
