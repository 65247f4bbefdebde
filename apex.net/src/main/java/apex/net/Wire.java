package apex.net;

import apex.spi.exchange.Chunk;
import apex.spi.thread.Loop;
import java.net.SocketAddress;

/**
 * One connection: bytes in order, both ways. All methods belong to its loop; none of them calls the handler back before it
 * returns.
 */
public interface Wire {
    /** The loop that this connection belongs to for all its life. */
    Loop loop();

    /** The other end; for a Unix domain socket an address without a host. */
    SocketAddress remoteAddress();

    /** This end. */
    SocketAddress localAddress();

    /** Copies bytes to the output. Nothing is sent before {@link #flush} or the end of the loop's turn. */
    void write(byte[] source, int from, int count);

    /** Puts a chunk into the output: small ones are copied, large ones of a wire's own kind go by reference. */
    void write(Chunk chunk);

    /** Sends the output now; otherwise it is sent when the reads of this turn of the loop have been handled. */
    void flush();

    /** Output bytes that the kernel has not taken yet. Above the high mark {@link WireHandler#drained} will come. */
    int pendingBytes();

    /** Output bytes that the system has taken in all the life of this connection; also right after it was lost. */
    long sentBytes();

    /** Whether {@link #pendingBytes} is over the high mark, so that no more should be written. */
    boolean isOverMark();

    /**
     * Stops the calls of {@link WireHandler#read}, also in the midst of one: what the handler leaves in its chunk then is kept for
     * later. That the peer has closed is still noticed.
     */
    void pause();

    /** Lets reads go on, beginning with what was kept; they come after the present call has ended. */
    void resume();

    /** Whether reads are paused. */
    boolean isPaused();

    /** Closes after the output has been sent; the handler hears {@link WireHandler#closed}. */
    void closeAfterFlush();

    /** Ends the output after it has been sent, and leaves the input open. */
    void shutdownOutput();

    /** Closes at once; output that was not sent is lost. */
    void close();

    /** Whether it has not been closed yet. */
    boolean isOpen();

    /** Puts another handler in place, when one protocol hands the connection to the next. */
    void handler(WireHandler handler);
}
