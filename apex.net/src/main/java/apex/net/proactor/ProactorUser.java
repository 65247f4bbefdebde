package apex.net.proactor;

import io.netty.buffer.ByteBuf;

/** Who asks a proactor for things and hears when they are done. On its loop. */
public interface ProactorUser {
    /**
     * Something that was asked for has happened. A receive that ends for want of buffers is repeated at {@link #fed}.
     *
     * @param operation which
     * @param result what the system call would have returned, or a negated error
     * @param more whether there will be further completions of the same request
     */
    void completed(Operation operation, int result, boolean more);

    /**
     * Bytes have arrived.
     *
     * @param bytes with a reference for the user
     * @param more whether there will be further completions of the same request
     */
    void received(ByteBuf bytes, boolean more);

    /** What was sent in the round {@code round} and before could be done at once, or it is not done: a peer takes it slowly. */
    void stuck(long round);

    /** There are buffers again, for which a receive has ended. */
    void fed();

    /** One of the calls above threw that: the user is to end, and the others are to notice nothing. Throws nothing itself. */
    void broke(Throwable bug);

    /** The proactor has ended: nothing is completed any more, and descriptors and buffers are to be given back. */
    void ended();
}
