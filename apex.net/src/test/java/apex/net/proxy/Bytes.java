package apex.net.proxy;

import apex.net.Input;
import apex.spi.exchange.Chunk;
import java.util.Arrays;

/** Input from an array. */
final class Bytes implements Input {
    private final byte[] bytes;
    private int at;

    Bytes(byte[] all, int from, int to) {
        bytes = Arrays.copyOfRange(all, from, to);
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
        throw new UnsupportedOperationException("a header is no chunk");
    }
}
