package apex.net;

import apex.spi.transport.Probe;

/** Speaks with one endpoint. Shared by all loops. */
public interface ClientProtocol {
    /** Takes over a new connection, which is ready for its first exchange. On the connection's loop. */
    ClientSession attach(Wire wire, ClientSession.Home home);

    /** Takes over a new connection for one health check, tells the result to {@code probe} and closes the connection. */
    WireHandler probe(Wire wire, Probe probe);
}
