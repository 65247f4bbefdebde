package apex.spi.exchange;

import java.nio.ByteBuffer;

/**
 * A piece of a body, as a view over whatever buffer the transport uses. It is valid during the call that hands it over; {@link
 * #keep} makes one that stays valid until it is released.
 */
public abstract class Chunk {
    /** For transports and {@link HeapChunk}. */
    protected Chunk() {}

    /** How many bytes it has. */
    public abstract int length();

    /** The byte at {@code index}. */
    public abstract byte get(int index);

    /** Copies {@code count} bytes from {@code from} on to {@code target} at {@code at}. */
    public abstract void copyTo(int from, byte[] target, int at, int count);

    /** The bytes as a read-only buffer, valid as long as this chunk. */
    public abstract ByteBuffer asByteBuffer();

    /** Part of this chunk, valid as long as this chunk. */
    public abstract Chunk slice(int from, int count);

    /** The same bytes as a chunk that stays valid until {@link #release}; call that exactly once, on the same loop. */
    public abstract Chunk keep();

    /** Gives up a chunk that {@link #keep} returned; nothing for any other. */
    public abstract void release();
}
