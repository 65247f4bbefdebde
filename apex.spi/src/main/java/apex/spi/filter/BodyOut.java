package apex.spi.filter;

import apex.spi.exchange.Chunk;

/** Where a body filter writes to: the next filter, or the protocol behind the last. */
@FunctionalInterface
public interface BodyOut {
    /**
     * Hands {@code chunk} on during this call.
     *
     * @return false when the other side has enough for now: what arrives will wait, but a filter that makes much out of little
     *     should stop, and go on when its next chunk arrives
     */
    boolean write(Chunk chunk);
}
