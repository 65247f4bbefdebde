package apex.net.proactor;

import apex.net.system.Kernel;
import apex.spi.thread.Cold;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * The buffers that arriving bytes are put into: one is taken when there is something to put, so that a connection which waits has
 * none. Each is lent with the bytes in it, and comes back when nobody holds it any more.
 */
public abstract class LentBuffers {
    private final Arena arena = Arena.ofAuto();
    private final int count;
    private final int bytes;
    private final MemorySegment memory;
    private final long base;
    private final ByteBuf[] buffers;

    /** Those that somebody has held beyond the call. */
    private final int[] lent;

    private int lentCount;

    /**
     * Makes them; {@link #begin} has to follow.
     *
     * @param kernel for calls of this thread
     * @param count how many; a power of two
     * @param bytes the size of each
     */
    @Cold
    protected LentBuffers(Kernel kernel, int count, int bytes) throws IOException {
        this.count = count;
        this.bytes = bytes;
        memory = kernel.pages((long) count * bytes, arena);
        base = memory.address();
        buffers = new ByteBuf[count];
        lent = new int[count];
    }

    /** Gives all of them for use. */
    @Cold
    protected final void begin() {
        for (int i = 0; i < count; i++) {
            buffers[i] = Unpooled.wrappedBuffer(
                    memory.asSlice((long) i * bytes, bytes).asByteBuffer());
            giveBack(i);
        }
    }

    /** Nobody holds the buffer with that number any more: arriving bytes may be put into it. */
    protected abstract void giveBack(int number);

    /** Where the buffer with that number is. */
    protected final long address(int number) {
        return base + (long) number * bytes;
    }

    /** How many there are in all. */
    protected final int count() {
        return count;
    }

    /** The size of each. */
    public final int bytes() {
        return bytes;
    }

    /** The buffer with that number, with so many bytes in it and a reference for the caller; {@link #handled} has to follow. */
    final ByteBuf lend(int number, int filled) {
        return buffers[number].setIndex(0, filled).retain();
    }

    /** The first who got it is done with it: it goes back, or waits for others. */
    final void handled(int number) {
        if (buffers[number].refCnt() == 1) {
            giveBack(number);
        } else {
            lent[lentCount++] = number;
        }
    }

    /** Takes back what is no longer held. */
    final void takeBack() {
        int still = 0;
        for (int i = 0; i < lentCount; i++) {
            int number = lent[i];
            if (buffers[number].refCnt() == 1) {
                giveBack(number);
            } else {
                lent[still++] = number;
            }
        }
        lentCount = still;
    }

    /** Whether there are any that nobody holds. Not in the midst of completions. */
    final boolean hasAny() {
        return lentCount < count;
    }

    /** Whether so many are held that the rest is better not lent beyond the call. */
    final boolean isScarce() {
        return lentCount > count / 2;
    }
}
