package apex.net;

import apex.spi.exchange.Reason;

/** What a connection tells its protocol, on the connection's loop. */
public interface WireHandler {
    /**
     * Bytes have arrived.
     *
     * @param input a cursor over them; the handler takes what it can use. It has to take all, into its own memory if need be,
     *     unless it has called {@link Wire#pause}.
     */
    void read(Input input);

    /** After {@link Wire#isOverMark}: the output is under the low mark again. */
    void drained();

    /** The peer has ended its output; everything it sent has been read. The connection is still open for writing. */
    void inputEnded();

    /**
     * The peer has ended its output, and bytes that came before wait because reads are paused: {@link #inputEnded} will follow
     * them. For handlers that give up a peer that leaves.
     */
    default void inputEnding() {}

    /** The connection is gone, once, whoever closed it. */
    void closed(Reason reason);
}
