package apex.bench.still;

import apex.net.Wire;
import apex.net.WireHandler;
import apex.spi.exchange.Chunk;
import apex.spi.thread.Loop;
import java.net.SocketAddress;

/** A connection whose output is copied to a buffer and forgotten. */
public final class SinkWire implements Wire {
    private final Loop loop;
    private final byte[] output = new byte[64 * 1024];
    private int used;
    private WireHandler handler;

    /** A connection of {@code loop}. */
    public SinkWire(Loop loop) {
        this.loop = loop;
    }

    /** How many bytes have been written since the last call. */
    public int taken() {
        int count = used;
        used = 0;
        return count;
    }

    @Override
    public Loop loop() {
        return loop;
    }

    @Override
    public SocketAddress remoteAddress() {
        throw new UnsupportedOperationException("address: nobody is there");
    }

    @Override
    public SocketAddress localAddress() {
        throw new UnsupportedOperationException("address: nobody is there");
    }

    @Override
    public void write(byte[] source, int from, int count) {
        System.arraycopy(source, from, output, used, count);
        used += count;
    }

    @Override
    public void write(Chunk chunk) {
        chunk.copyTo(0, output, used, chunk.length());
        used += chunk.length();
    }

    @Override
    public void flush() {}

    @Override
    public int pendingBytes() {
        return 0;
    }

    @Override
    public long sentBytes() {
        return 0;
    }

    @Override
    public boolean isOverMark() {
        return false;
    }

    @Override
    public void pause() {}

    @Override
    public void resume() {}

    @Override
    public boolean isPaused() {
        return false;
    }

    @Override
    public void closeAfterFlush() {}

    @Override
    public void shutdownOutput() {}

    @Override
    public void close() {}

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public void handler(WireHandler next) {
        handler = next;
    }

    public WireHandler handler() {
        return handler;
    }
}
