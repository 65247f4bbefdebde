package apex.net.uring;

import apex.net.proactor.LentBuffers;
import apex.spi.thread.Cold;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;

/** Buffers out of which the kernel takes one by itself when there is something to put into it. */
final class BufferRing extends LentBuffers {
    private static final int PAGE = 4096;
    private static final int ENTRY_SHIFT = 4;
    private static final long TAIL_AT = 14;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT;
    private static final VarHandle SHORT_AT = SHORT.varHandle();

    private final Arena arena = Arena.ofAuto();
    private final MemorySegment ring;
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
        super(owner.kernel(), count, bytes);
        ring = arena.allocate((long) count << ENTRY_SHIFT, PAGE);
        owner.registerBuffers(ring, count, group);
        begin();
    }

    @Override
    protected void giveBack(int number) {
        long at = (long) (tail & count() - 1) << ENTRY_SHIFT;
        ring.set(LONG, at, address(number));
        ring.set(INT, at + 8, bytes());
        ring.set(SHORT, at + 12, (short) number);
        tail++;
        SHORT_AT.setRelease(ring, TAIL_AT, tail);
    }
}
