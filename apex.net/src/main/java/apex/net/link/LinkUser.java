package apex.net.link;

import io.netty.buffer.ByteBuf;

/** Whom a link tells what happens to it. On the loop, in turns of it that the link begins and ends. */
public interface LinkUser {
    /** The connection is up. */
    void opened();

    /**
     * The buffer for the next read, for kinds of sockets that are given one.
     *
     * @return null when nothing more is to be taken in
     */
    ByteBuf readBuffer();

    /** How many bytes the next read may bring, for kinds of sockets that have buffers of their own. */
    int readBytes();

    /** Bytes have arrived; the reference to them goes to the user. */
    void received(ByteBuf bytes);

    /** The peer has ended its output, or is about to, behind bytes that are not taken in. */
    void ending();

    /** The peer has ended its output; everything before was received. */
    void inputOver();

    /** The output has ended: it was asked to, or the peer does not take it any more. */
    void outputOver();

    /** What was flushed is not taken at once; {@link Link#waitingMemory} tells what waits. */
    void waits();

    /** The system has taken a whole buffer. */
    void wentOn();

    /** A buffer that was written is of no more use to the link, and its reference is the user's again. */
    void giveBack(ByteBuf bytes);

    /** What {@link Link#flushForLast} was asked for is done, or never will be. */
    void outputSent();

    /** The connection broke. */
    void lost(Throwable cause);

    /** The socket is closed, for whatever reason. Nothing comes after it. */
    void gone();
}
