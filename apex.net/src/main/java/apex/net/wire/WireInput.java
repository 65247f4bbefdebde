package apex.net.wire;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.util.ArrayDeque;

/** What a wire has received and not been able to deliver, in order, and whether it listens for more. */
final class WireInput {
    /** Above this a rest is kept by holding the whole read buffer instead of copying. */
    private static final int COPY_UP_TO = 32 * 1024;

    /** The first read while paused is small: its purpose is to hear of the end. */
    private static final int PROBE_BYTES = 2 * 1024;

    /**
     * When the peer ends its output while we are paused, everything that it sent is taken in at once. More than this cannot come
     * out of a socket's buffer by right.
     */
    private static final int MOST_BYTES = 16 * 1024 * 1024;

    private final LoopWires wires;
    private final Channel channel;

    /** Null while nothing is kept. */
    private ArrayDeque<ByteBuf> kept;

    private int keptBytes;
    private boolean stopped;

    WireInput(LoopWires wires, Channel channel) {
        this.wires = wires;
        this.channel = channel;
    }

    boolean isEmpty() {
        return kept == null;
    }

    int keptBytes() {
        return keptBytes;
    }

    /** A buffer for a read whose bytes will be kept. */
    ByteBuf keepingBuffer() {
        return wires.buffers().directBuffer(stopped || keptBytes > 0 ? LoopWires.READ_BYTES / 4 : PROBE_BYTES);
    }

    /**
     * Keeps the readable bytes of a buffer whose reference stays the caller's.
     *
     * @return false when that is more than may be kept
     */
    boolean keep(ByteBuf bytes, boolean first) {
        int count = bytes.readableBytes();
        ByteBuf own;
        if (count <= COPY_UP_TO && (wires.isShared(bytes) || count < bytes.capacity() / 2)) {
            own = wires.buffers().directBuffer(count).writeBytes(bytes);
        } else {
            own = bytes.retain();
        }
        if (kept == null) {
            kept = new ArrayDeque<>(2);
        }
        if (first) {
            kept.addFirst(own);
        } else {
            kept.addLast(own);
        }
        keptBytes += count;
        if (!stopped && keptBytes >= wires.loop().sockets().holdLimit()) {
            stopped = true;
            channel.config().setAutoRead(false);
        }
        return keptBytes <= MOST_BYTES;
    }

    /** The first of what is kept, now the caller's to release; null when there is none. */
    ByteBuf next() {
        if (kept == null) {
            return null;
        }
        ByteBuf bytes = kept.pollFirst();
        if (kept.isEmpty()) {
            kept = null;
        }
        keptBytes -= bytes.readableBytes();
        return bytes;
    }

    /** Listens again. */
    void go() {
        if (stopped) {
            stopped = false;
            channel.config().setAutoRead(true);
        }
    }

    void drop() {
        if (kept != null) {
            kept.forEach(ByteBuf::release);
            kept = null;
            keptBytes = 0;
        }
    }
}
