package apex.http1.fake;

import apex.net.Input;
import apex.spi.exchange.Chunk;
import apex.spi.exchange.HeapChunk;
import java.nio.charset.StandardCharsets;

/** Input over an array. */
public final class FakeInput implements Input {
    private final byte[] bytes;
    private int at;
    private final int end;

    /** All bytes of a text. */
    public FakeInput(String text) {
        this(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** All bytes of an array. */
    public FakeInput(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    /** Part of an array. */
    public FakeInput(byte[] bytes, int from, int end) {
        this.bytes = bytes;
        this.at = from;
        this.end = end;
    }

    /** What has not been taken. */
    public byte[] rest() {
        return java.util.Arrays.copyOfRange(bytes, at, end);
    }

    @Override
    public int remaining() {
        return end - at;
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
        if (count > remaining()) {
            throw new IllegalArgumentException("count: " + count + " (expected: at most " + remaining() + ")");
        }
        at += count;
    }

    @Override
    public Chunk take(int count) {
        Chunk chunk = new HeapChunk(bytes, at, count);
        skip(count);
        return chunk;
    }
}
