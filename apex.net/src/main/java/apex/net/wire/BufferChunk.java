package apex.net.wire;

import apex.spi.exchange.Chunk;
import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.util.Objects;

/** Part of a buffer: either a view during a call, or, once kept, the owner of a reference to the buffer. */
final class BufferChunk extends Chunk {
    /** Below this a kept chunk is a copy, so that a few bytes do not hold a whole read buffer. */
    private static final int COPY_BELOW = 16 * 1024;

    private final LoopWires wires;
    private ByteBuf buffer;
    private int start;
    private int length;
    private boolean owner;

    BufferChunk(LoopWires wires) {
        this.wires = wires;
    }

    /** Turns this view to other bytes; null makes every further use fail. */
    BufferChunk turn(ByteBuf to, int from, int count) {
        buffer = to;
        start = from;
        length = count;
        return this;
    }

    /** Whether a reference to the bytes would hold more than twice as much memory. */
    boolean isSparse() {
        return length < buffer.capacity() / 2;
    }

    /** A further reference to the bytes, for Netty to write and release. */
    ByteBuf forWriting() {
        return buffer.retainedSlice(start, length);
    }

    /** Like {@link ByteBuf#getBytes(int, byte[], int, int)}, which makes an object for each call. */
    static void copy(ByteBuf buffer, int from, byte[] target, int at, int count) {
        buffer.internalNioBuffer(from, count).get(target, at, count);
    }

    @Override
    public int length() {
        return length;
    }

    @Override
    public byte get(int index) {
        return buffer.getByte(start + Objects.checkIndex(index, length));
    }

    @Override
    public void copyTo(int from, byte[] target, int at, int count) {
        Objects.checkFromIndexSize(from, count, length);
        copy(buffer, start + from, target, at, count);
    }

    @Override
    public ByteBuffer asByteBuffer() {
        return buffer.nioBuffer(start, length).asReadOnlyBuffer();
    }

    @Override
    public Chunk slice(int from, int count) {
        Objects.checkFromIndexSize(from, count, length);
        return new BufferChunk(wires).turn(buffer, start + from, count);
    }

    @Override
    public Chunk keep() {
        BufferChunk kept = new BufferChunk(wires);
        if (length < COPY_BELOW || wires.isShortOfBuffers()) {
            ByteBuf copy = wires.buffers().directBuffer(length);
            copy.writeBytes(buffer, start, length);
            kept.turn(copy, 0, length);
        } else {
            kept.turn(buffer.retain(), start, length);
        }
        kept.owner = true;
        wires.keptByChunks(length, kept.buffer.capacity());
        return kept;
    }

    @Override
    public void release() {
        if (owner) {
            owner = false;
            wires.keptByChunks(-length, -buffer.capacity());
            buffer.release();
            turn(null, 0, 0);
        }
    }
}
