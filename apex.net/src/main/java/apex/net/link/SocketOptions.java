package apex.net.link;

import apex.spi.thread.Frozen;

/** What Linux calls the options that Java has no name for. */
@Frozen
public final class SocketOptions {
    /** The level {@code IPPROTO_TCP}. */
    public static final int TCP_LEVEL = 6;

    /**
     * {@code TCP_NOTSENT_LOWAT}, which connections inherit from the socket that accepts them: what may wait in the system beyond
     * what the peer has room for. With megabytes there, a client that reads at a good pace looks as if it took nothing for half a
     * minute, and then a megabyte at once.
     */
    public static final int MOST_UNSENT = 25;

    /** Its value. */
    public static final int MOST_UNSENT_BYTES = 128 * 1024;

    private SocketOptions() {}
}
