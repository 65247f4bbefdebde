package apex.spi.transport;

import apex.spi.exchange.Chunk;
import apex.spi.exchange.Fields;
import apex.spi.exchange.Head;

/**
 * Takes one message as it streams by: a head, chunks, an end. Both sides of a leg are sinks of the opposite message.
 *
 * <p>A request that asks to switch protocols ({@link apex.spi.exchange.RequestHead#upgrade}) has its head as the last thing. If a
 * response with status 101 answers it, both messages go on from there: chunks are bytes of the other protocol, either way, until
 * the end of each direction.
 *
 * @param <H> what kind of message
 */
public interface MessageSink<H extends Head> {
    /**
     * The head, which stays valid and unchanged by the giver until the message is over on both sides. A response may have any
     * number of informational heads before its final one; they are valid during the call only.
     *
     * @param last whether nothing follows: no body, no trailers, and no call of {@link #end}
     */
    void head(H head, boolean last);

    /**
     * A piece of the body, valid during the call and always consumed by it.
     *
     * @return whether more is welcome at once; after false the giver waits for {@code drained} or {@code resume}, but what it
     *     already has under way still comes through
     */
    boolean data(Chunk chunk);

    /** The end of a message whose head was not the last; {@code trailers} is null without trailers and valid during the call. */
    void end(Fields trailers);
}
