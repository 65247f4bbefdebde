package apex.net;

import apex.spi.exchange.Peer;
import apex.spi.exchange.Reason;

/** Speaks with the clients of one listener. Shared by all loops. */
public interface ServerProtocol {
    /** Takes over a new connection and returns its session. On the connection's loop. */
    ServerSession attach(Wire wire, Peer peer);

    /**
     * Tells a new connection why it is not wanted, and the kernel of the refusal; closes it within a second or two whatever the client
     * does, and returns who handles it until then. On the connection's loop.
     */
    WireHandler refuse(Wire wire, Peer peer, Reason reason);
}
