package apex.net.link;

import java.net.SocketAddress;

/** A connection that was accepted and belongs to no loop yet. It has to be opened or closed. */
public interface Arrival {
    /** The other end; for a Unix domain socket an address without a host. */
    SocketAddress remoteAddress();

    /**
     * Puts it on a loop, on which this is called.
     *
     * @param onFailure when that failed and the connection is closed
     */
    void open(LinkOwner owner, Runnable onFailure);

    /** Closes it. Any thread. */
    void close();
}
