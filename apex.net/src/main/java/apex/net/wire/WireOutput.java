package apex.net.wire;

import apex.net.link.Link;
import apex.spi.exchange.Chunk;
import apex.spi.thread.Deadline;
import io.netty.buffer.ByteBuf;

/** The output half of a wire: gathers what is small, hands on what is large, and ends in one of two ways. */
final class WireOutput {
    static final int BUFFER_BYTES = 4 * 1024;

    /** A peer that does not take the last bytes has so much time. */
    private static final long LAST_BYTES_MILLIS = 30_000;

    private enum State {
        OPEN,
        ENDING,
        CLOSING,
        ENDED
    }

    private final SocketWire wire;
    private final Link link;

    /** Small writes that the link has not got yet; null while there are none. */
    private ByteBuf gathered;

    private State state = State.OPEN;
    private boolean overMark;

    /** The bytes that the link has got in all, and those among them that it was told to send. */
    private long handedBytes;

    private long flushedBytes;

    /** What is counted in the loop's budget: the size of the buffers that wait for the system; 0 while it takes all. */
    private int heldMemory;

    private LastBytes lastBytes;

    WireOutput(SocketWire wire, Link link) {
        this.wire = wire;
        this.link = link;
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
        if (chunk instanceof BufferChunk own && own.length() >= BUFFER_BYTES && !isBetterCopied(own)) {
            handOver();
            handedBytes += own.length();
            link.write(own.forWriting());
        } else {
            copy(chunk);
        }
        written();
    }

    private boolean isBetterCopied(BufferChunk chunk) {
        return wire.wires().isShortOfBuffers() || chunk.isSparse() && isScarce();
    }

    /** Whether memory is so short, or so much waits already, that copying a chunk is better than holding the buffer that it is in. */
    private boolean isScarce() {
        return isStuck() || wire.wires().budget().mark() < LoopWires.READ_BYTES;
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
        if (!overMark && pending() > wire.wires().budget().mark()) {
            overMark = true;
        }
        wire.actAtEndOfTurn();
    }

    /** Gives the link what was gathered. */
    private void handOver() {
        ByteBuf buffer = gathered;
        if (buffer != null) {
            gathered = null;
            handedBytes += buffer.readableBytes();
            link.write(buffer);
        }
    }

    /** Sends what there is. While the system does not take what it has been given before, small writes go on being gathered. */
    void flush() {
        if (state == State.ENDED) {
            return;
        }
        if (!isStuck()) {
            handOver();
        }
        if (handedBytes > flushedBytes) {
            flushedBytes = handedBytes;
            link.flush();
        }
        account();
    }

    /** Whether the system has not taken all that it was given. */
    private boolean isStuck() {
        return flushedBytes > link.taken();
    }

    /** The system has taken a whole buffer. */
    void wentOn() {
        if (overMark || heldMemory > 0 || gathered != null) {
            wire.actAtEndOfTurn();
        }
    }

    /** Counts what waits for the system in the loop's budget; as a rule there is nothing to count. */
    void account() {
        int now = handedBytes > link.taken() ? link.waitingMemory() : 0;
        if (now > 0 || heldMemory > 0) {
            now += gathered == null ? 0 : BUFFER_BYTES;
            wire.wires().budget().charge(now - heldMemory);
            heldMemory = now;
        }
    }

    int pending() {
        long sum = handedBytes - link.taken() + (gathered == null ? 0 : gathered.readableBytes());
        return (int) Math.min(sum, Integer.MAX_VALUE);
    }

    /** The bytes that the system has taken in all. */
    long sent() {
        return link.taken();
    }

    boolean isOverMark() {
        return overMark;
    }

    /** Whether the output has come under the low mark since it was over the high one; says so once. */
    boolean hasDrained() {
        if (overMark && pending() < Math.max(1, wire.wires().budget().mark() / 2)) {
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
            flushedBytes = handedBytes;
            link.endOutput();
            account();
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
        flushedBytes = handedBytes;
        link.flushForLast();
        account();
        if (wire.isOpen()) {
            lastBytes = new LastBytes(wire);
            wire.loop().arm(lastBytes, LAST_BYTES_MILLIS);
        }
    }

    /**
     * The output has ended, because it was asked to or because a write failed.
     *
     * @return whether a write failed
     */
    boolean ended() {
        boolean failed = state == State.OPEN || state == State.ENDING && handedBytes > link.taken();
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
            wire.wires().giveBack(gathered);
            gathered = null;
        }
        handedBytes = link.taken();
        flushedBytes = handedBytes;
        account();
    }

    private static final class LastBytes extends Deadline {
        /** Null once the wire is closed: the wheel may hold the deadline for much longer. */
        private SocketWire wire;

        LastBytes(SocketWire wire) {
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
