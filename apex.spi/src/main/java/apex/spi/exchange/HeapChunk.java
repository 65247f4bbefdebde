package apex.spi.exchange;

import java.nio.ByteBuffer;
import java.util.Objects;

/** A chunk over an array that nobody changes any more: bodies made at assembly and output of filters. */
public final class HeapChunk extends Chunk {
    private final byte[] array;
    private final int offset;
    private final int length;

    /** A chunk of the {@code length} bytes of {@code array} from {@code offset} on; the array is not copied. */
    public HeapChunk(byte[] array, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, array.length);
        this.array = array;
        this.offset = offset;
        this.length = length;
    }

    /** A chunk of all bytes of {@code array}. */
    public HeapChunk(byte[] array) {
        this(array, 0, array.length);
    }

    @Override
    public int length() {
        return length;
    }

    @Override
    public byte get(int index) {
        return array[offset + Objects.checkIndex(index, length)];
    }

    @Override
    public void copyTo(int from, byte[] target, int at, int count) {
        Objects.checkFromIndexSize(from, count, length);
        System.arraycopy(array, offset + from, target, at, count);
    }

    @Override
    public ByteBuffer asByteBuffer() {
        return ByteBuffer.wrap(array, offset, length).slice().asReadOnlyBuffer();
    }

    @Override
    public Chunk slice(int from, int count) {
        Objects.checkFromIndexSize(from, count, length);
        return new HeapChunk(array, offset + from, count);
    }

    @Override
    public Chunk keep() {
        return this;
    }

    @Override
    public void release() {}
}
