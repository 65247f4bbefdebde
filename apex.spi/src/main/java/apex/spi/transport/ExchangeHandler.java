package apex.spi.transport;

import apex.spi.exchange.Head;
import apex.spi.exchange.Reason;

/**
 * Protocol to kernel: what happens on one half of an exchange.
 *
 * <p>On the client's side one handler serves a connection or a stream slot for all its life: each {@link #head} begins an
 * exchange, once the one before is over on both sides. Chunks come only after {@link Leg#resume}: a leg starts paused after each
 * request head, so that nothing of a body is read before the chain wants it. On the backend's side a leg starts unpaused.
 *
 * @param <H> the message that is received: requests on the client's side, responses on the backend's
 */
public interface ExchangeHandler<H extends Head> extends MessageSink<H> {
    /** After {@link #data}-like calls of the leg returned false: it has room again. */
    void drained();

    /**
     * This half has ended badly; the leg is gone. The head that it gave stays valid until this call has returned.
     *
     * <p>On the client's side, before a head: a request that could not be read. The kernel answers with the reason's status
     * through the leg unless {@code replayable} is false.
     *
     * @param reason why
     * @param replayable backend: whether it is certain that no byte of a response had arrived, so that an idempotent request may
     *     be sent elsewhere. Client: whether the leg can still send a response, after which it closes.
     */
    void failed(Reason reason, boolean replayable);

    /**
     * On the client's side: the exchange is over on both sides, whoever had a part in it has returned, and no byte of another has
     * arrived; or the connection is gone. What only an exchange needs may serve another connection from here on.
     */
    default void rested() {}

    /** The pace that the present exchange demands of its client; null while none is under way, or nothing is demanded. */
    default Pace pace() {
        return null;
    }
}
