package apex.net.uring;

import apex.spi.thread.Cold;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;

/**
 * The buffers that the kernel puts arriving bytes into: it takes one when there is something to put, so that a connection which
 * waits has none. Each is lent with the bytes in it, and comes back when nobody holds it any more.
 */
final class BufferRing {
    private static final int PAGE = 4096;
    private static final int ENTRY_SHIFT = 4;
    private static final long TAIL_AT = 14;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT;
    private static final VarHandle SHORT_AT = SHORT.varHandle();

    private final Arena arena = Arena.ofAuto();
    private final int group;
    private final int count;
    private final int bytes;
    private final MemorySegment ring;
    private final MemorySegment memory;
    private final ByteBuf[] buffers;

    /** Those that somebody has held beyond the call. */
    private final int[] lent;

    private int lentCount;
    private short tail;

    /**
     * Registers them.
     *
     * @param group the number by which entries ask for one of them
     * @param count how many; a power of two
     * @param bytes the size of each
     */
    @Cold
    BufferRing(Ring owner, int group, int count, int bytes) throws IOException {
        this.group = group;
        this.count = count;
        this.bytes = bytes;
        ring = arena.allocate((long) count << ENTRY_SHIFT, PAGE);
        memory = owner.kernel().pages((long) count * bytes, arena);
        buffers = new ByteBuf[count];
        lent = new int[count];
        owner.registerBuffers(ring, count, group);
        for (int i = 0; i < count; i++) {
            buffers[i] = Unpooled.wrappedBuffer(
                    memory.asSlice((long) i * bytes, bytes).asByteBuffer());
            giveKernel(i);
        }
    }

    int group() {
        return group;
    }

    /** The size of each. */
    int bytes() {
        return bytes;
    }

    /** The buffer with that number, with so many bytes in it and a reference for the caller; {@link #handled} has to follow. */
    ByteBuf lend(int number, int filled) {
        return buffers[number].setIndex(0, filled).retain();
    }

    /** The first who got it is done with it: it goes back, or waits for others. */
    void handled(int number) {
        if (buffers[number].refCnt() == 1) {
            giveKernel(number);
        } else {
            lent[lentCount++] = number;
        }
    }

    /** Takes back what is no longer held. */
    void takeBack() {
        int still = 0;
        for (int i = 0; i < lentCount; i++) {
            int number = lent[i];
            if (buffers[number].refCnt() == 1) {
                giveKernel(number);
            } else {
                lent[still++] = number;
            }
        }
        lentCount = still;
    }

    /** Whether the kernel has any. Not in the midst of completions. */
    boolean hasAny() {
        return lentCount < count;
    }

    /** Whether so many are held that the rest is better not lent beyond the call. */
    boolean isScarce() {
        return lentCount > count / 2;
    }

    private void giveKernel(int number) {
        long at = (long) (tail & count - 1) << ENTRY_SHIFT;
        ring.set(LONG, at, memory.address() + (long) number * bytes);
        ring.set(INT, at + 8, bytes);
        ring.set(SHORT, at + 12, (short) number);
        tail++;
        SHORT_AT.setRelease(ring, TAIL_AT, tail);
    }
}
