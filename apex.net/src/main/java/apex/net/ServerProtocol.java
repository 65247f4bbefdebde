package apex.net;

import apex.spi.exchange.Peer;

/** Speaks with the clients of one listener. Shared by all loops. */
public interface ServerProtocol {
    /** Takes over a new connection and returns its session. On the connection's loop. */
    ServerSession attach(Wire wire, Peer peer);
}
