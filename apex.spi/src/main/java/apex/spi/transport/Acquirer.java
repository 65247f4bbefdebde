package apex.spi.transport;

import apex.spi.exchange.Peer;
import apex.spi.exchange.Reason;
import apex.spi.exchange.RequestHead;
import apex.spi.exchange.ResponseHead;

/** The kernel's handler for the backend's half, which first waits for a leg. */
public interface Acquirer extends ExchangeHandler<ResponseHead> {
    /**
     * A leg is ready to take the request; it is this acquirer's until its message is over on both sides, or failed or aborted.
     *
     * @param reused whether the leg's connection has served a request before, so that the backend may be closing it just now
     */
    void acquired(Leg<RequestHead> leg, boolean reused);

    /**
     * In place of {@link #failed}: the connection was lost, and it is certain that not a byte of the request was sent, so that
     * any request may go elsewhere.
     */
    void unsent(Reason reason);

    /** The client for whom this is, for connections that tell it to the backend. */
    Peer peer();
}
