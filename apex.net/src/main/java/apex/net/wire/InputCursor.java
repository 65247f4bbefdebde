package apex.net.wire;

import apex.net.Input;
import apex.spi.exchange.Chunk;
import io.netty.buffer.ByteBuf;
import java.util.Objects;

/** The cursor of a loop, turned to the bytes of one read after the other. */
final class InputCursor implements Input {
    private final BufferChunk chunk;
    private ByteBuf buffer;
    private int at;
    private int end;

    InputCursor(LoopWires wires) {
        chunk = new BufferChunk(wires);
    }

    void open(ByteBuf bytes) {
        buffer = bytes;
        at = bytes.readerIndex();
        end = bytes.writerIndex();
    }

    /** Tells the buffer how far the reader came; nothing can be read from here on. */
    void close() {
        if (buffer != null) {
            buffer.readerIndex(at);
        }
        buffer = null;
        at = 0;
        end = 0;
        chunk.turn(null, 0, 0);
    }

    @Override
    public int remaining() {
        return end - at;
    }

    @Override
    public byte peek(int offset) {
        return buffer.getByte(at + Objects.checkIndex(offset, end - at));
    }

    @Override
    public void copyTo(byte[] target, int to, int count) {
        Objects.checkFromIndexSize(0, count, end - at);
        BufferChunk.copy(buffer, at, target, to, count);
    }

    @Override
    public void skip(int count) {
        Objects.checkFromIndexSize(0, count, end - at);
        at += count;
    }

    @Override
    public Chunk take(int count) {
        Objects.checkFromIndexSize(0, count, end - at);
        chunk.turn(buffer, at, count);
        at += count;
        return chunk;
    }
}
