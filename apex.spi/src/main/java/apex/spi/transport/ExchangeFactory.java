package apex.spi.transport;

import apex.spi.exchange.Peer;
import apex.spi.exchange.RequestHead;
import apex.spi.exchange.ResponseHead;
import apex.spi.thread.Loop;

/** The kernel's door for listeners. */
@FunctionalInterface
public interface ExchangeFactory {
    /** A handler for the exchanges, one after the other, of a client's connection or stream slot. On {@code loop}. */
    ExchangeHandler<RequestHead> open(Loop loop, Leg<ResponseHead> client, Peer peer);
}
