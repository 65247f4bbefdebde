package apex.spi.transport;

import apex.spi.exchange.Peer;
import apex.spi.exchange.Reason;
import apex.spi.exchange.RequestHead;
import apex.spi.exchange.ResponseHead;
import apex.spi.thread.Loop;

/** The kernel's door for listeners. */
@FunctionalInterface
public interface ExchangeFactory {
    /** A handler for the exchanges, one after the other, of a client's connection or stream slot. On {@code loop}. */
    ExchangeHandler<RequestHead> open(Loop loop, Leg<ResponseHead> client, Peer peer);

    /** A client hears why it may not have its connection, before any exchange: takes note of that. On {@code loop}. */
    default void refused(Loop loop, Peer peer, Reason reason) {}
}
