package apex.net.wire;

import apex.spi.exchange.Chunk;
import apex.spi.thread.Deadline;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.socket.DuplexChannel;
import io.netty.util.concurrent.Future;

/** The output half of a wire: gathers what is small, hands on what is large, and ends in one of two ways. */
final class WireOutput {
    static final int BUFFER_BYTES = 4 * 1024;
    static final int LOW_MARK = 32 * 1024;
    static final int HIGH_MARK = 64 * 1024;

    /** A peer that does not take the last bytes has so much time. */
    private static final long LAST_BYTES_MILLIS = 30_000;

    private enum State {
        OPEN,
        ENDING,
        CLOSING,
        ENDED
    }

    private final NettyWire wire;
    private final Channel channel;
    private final OutputProgress progress;

    /** Small writes that Netty has not got yet; null while there are none. */
    private ByteBuf gathered;

    /** The last of them that Netty got; null once we know what became of it. */
    private ByteBuf handed;

    private State state = State.OPEN;
    private boolean overMark;
    private LastBytes lastBytes;

    WireOutput(NettyWire wire, Channel channel) {
        this.wire = wire;
        this.channel = channel;
        progress = new OutputProgress(channel);
    }

    void write(byte[] source, int from, int count) {
        if (state != State.OPEN) {
            return;
        }
        int at = from;
        int left = count;
        while (left > 0) {
            int part = Math.min(left, room());
            gathered.writeBytes(source, at, part);
            at += part;
            left -= part;
        }
        written();
    }

    void write(Chunk chunk) {
        if (state != State.OPEN || chunk.length() == 0) {
            return;
        }
        if (chunk instanceof BufferChunk own && own.length() >= BUFFER_BYTES) {
            handOver();
            channel.unsafe().write(own.forWriting(), progress);
        } else {
            copy(chunk);
        }
        written();
    }

    /** Through an array: from one direct buffer to another Netty would make two more on the way. */
    private void copy(Chunk chunk) {
        byte[] scratch = wire.wires().scratch();
        int at = 0;
        while (at < chunk.length()) {
            int part = Math.min(chunk.length() - at, room());
            chunk.copyTo(at, scratch, 0, part);
            gathered.writeBytes(scratch, 0, part);
            at += part;
        }
    }

    /** Sees to it that there is a buffer with room, and says how much. */
    private int room() {
        if (gathered != null && !gathered.isWritable()) {
            handOver();
        }
        if (gathered == null) {
            gathered = wire.wires().lendGathering();
        }
        return gathered.writableBytes();
    }

    private void written() {
        if (!overMark && pending() > HIGH_MARK) {
            overMark = true;
        }
        wire.actAtEndOfTurn();
    }

    /** Gives Netty what was gathered; the reference that we keep tells when it is written and the buffer free again. */
    private void handOver() {
        ByteBuf buffer = gathered;
        if (buffer != null) {
            gathered = null;
            giveBackHanded();
            handed = buffer;
            channel.unsafe().write(buffer.retain(), progress);
        }
    }

    private void giveBackHanded() {
        ByteBuf buffer = handed;
        if (buffer != null) {
            handed = null;
            wire.wires().giveBackGathering(buffer);
        }
    }

    void flush() {
        if (state == State.ENDED) {
            return;
        }
        handOver();
        ChannelOutboundBuffer queue = channel.unsafe().outboundBuffer();
        if (queue != null && queue.totalPendingWriteBytes() > 0) {
            channel.unsafe().flush();
        }
        giveBackHanded();
    }

    int pending() {
        ChannelOutboundBuffer queue = channel.unsafe().outboundBuffer();
        long sum = gathered == null ? 0 : gathered.readableBytes();
        if (queue != null) {
            sum += queue.totalPendingWriteBytes();
        }
        return (int) Math.min(sum, Integer.MAX_VALUE);
    }

    /** The bytes that the system has taken in all. */
    long sent() {
        return progress.taken();
    }

    boolean isOverMark() {
        return overMark;
    }

    /** Whether the output has come under the low mark since it was over the high one; says so once. */
    boolean hasDrained() {
        if (overMark && pending() < LOW_MARK) {
            overMark = false;
            return true;
        }
        return false;
    }

    boolean isEnded() {
        return state == State.ENDED;
    }

    /** Whether the peer is no longer listened to, because only the last output is awaited. */
    boolean isClosing() {
        return state == State.CLOSING;
    }

    void end() {
        if (state == State.OPEN) {
            state = State.ENDING;
            handOver();
            channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(sent -> {
                if (sent.isSuccess()) {
                    ((DuplexChannel) channel).shutdownOutput().addListener(this::closeUnlessDone);
                }
            });
        }
    }

    void closeAfterwards() {
        if (state == State.CLOSING) {
            return;
        }
        if (state == State.ENDED) {
            wire.close();
            return;
        }
        state = State.CLOSING;
        handOver();
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(sent -> wire.close());
        if (wire.isOpen()) {
            lastBytes = new LastBytes(wire);
            wire.loop().arm(lastBytes, LAST_BYTES_MILLIS);
        }
    }

    private void closeUnlessDone(Future<? super Void> ended) {
        if (!ended.isSuccess()) {
            wire.close();
        }
    }

    /**
     * Netty has ended the output, because it was asked to or because a write failed.
     *
     * @return whether a write failed
     */
    boolean ended() {
        boolean failed = state == State.OPEN;
        if (state != State.CLOSING) {
            state = State.ENDED;
        }
        drop();
        return failed;
    }

    /** Forgets what was gathered, and the deadline for the last bytes. */
    void drop() {
        if (lastBytes != null) {
            wire.loop().disarm(lastBytes);
            lastBytes.wire = null;
            lastBytes = null;
        }
        if (gathered != null) {
            wire.wires().giveBackGathering(gathered);
            gathered = null;
        }
        giveBackHanded();
    }

    private static final class LastBytes extends Deadline {
        /** Null once the wire is closed: the wheel may hold the deadline for much longer. */
        private NettyWire wire;

        LastBytes(NettyWire wire) {
            this.wire = wire;
        }

        @Override
        protected void expired() {
            if (wire != null) {
                wire.close();
            }
        }
    }
}
