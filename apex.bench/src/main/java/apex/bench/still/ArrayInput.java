package apex.bench.still;

import apex.net.Input;
import apex.spi.exchange.Chunk;

/** The bytes of an array, again and again. */
public final class ArrayInput implements Input {
    private final byte[] bytes;
    private int at;

    /** Input that begins at the first byte. */
    public ArrayInput(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Goes back to the beginning. */
    public ArrayInput again() {
        at = 0;
        return this;
    }

    @Override
    public int remaining() {
        return bytes.length - at;
    }

    @Override
    public byte peek(int offset) {
        return bytes[at + offset];
    }

    @Override
    public void copyTo(byte[] target, int to, int count) {
        System.arraycopy(bytes, at, target, to, count);
    }

    @Override
    public void skip(int count) {
        at += count;
    }

    @Override
    public Chunk take(int count) {
        throw new UnsupportedOperationException("chunks: heads have none");
    }
}
