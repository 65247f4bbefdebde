package apex.net;

import apex.spi.exchange.Chunk;

/** A cursor over bytes that a connection has received; valid during the call that hands it over. */
public interface Input {
    /** How many bytes are left. */
    int remaining();

    /** The byte at {@code offset} from the cursor. */
    byte peek(int offset);

    /** Copies {@code count} bytes from the cursor on, without moving it. */
    void copyTo(byte[] target, int at, int count);

    /** Moves the cursor. */
    void skip(int count);

    /**
     * The next {@code count} bytes as a chunk, and moves the cursor behind them. The chunk is reused by the next call; {@link
     * Chunk#keep} makes one that lasts.
     */
    Chunk take(int count);
}
