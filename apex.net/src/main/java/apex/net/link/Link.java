package apex.net.link;

import io.netty.buffer.ByteBuf;
import java.net.SocketAddress;

/**
 * The socket of one connection. All methods belong to its loop; none of them calls its user back before it returns, unless it says
 * so.
 */
public interface Link {
    /** The other end; for a Unix domain socket an address without a host. */
    SocketAddress remoteAddress();

    /** This end. */
    SocketAddress localAddress();

    /** Puts bytes, and the reference to them, behind what was written before. Nothing is sent before {@link #flush}. */
    void write(ByteBuf bytes);

    /** Sends what was written. */
    void flush();

    /** The bytes that the system has taken in all; also after the end. */
    long taken();

    /** The size of the buffers that wait for the system although it was asked to take them; 0 as long as it takes all. */
    int waitingMemory();

    /** Ends the output behind what was written; {@link LinkUser#outputOver} comes then. */
    void endOutput();

    /** Sends what was written; {@link LinkUser#outputSent} comes then, or when it cannot be sent. */
    void flushForLast();

    /** Whether to take in what the peer sends. While it is not, its end is noticed all the same. */
    void listen(boolean on);

    /** Closes at once; {@link LinkUser#gone} comes later. */
    void close();

    /** Whether there is nothing to read: neither bytes nor the end. Kinds of sockets that cannot ask say yes. */
    boolean isQuiet();
}
