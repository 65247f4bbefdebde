package apex.net.uring;

import apex.net.proactor.LentBuffers;
import apex.net.system.Memory;
import apex.spi.thread.Cold;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Buffers out of which the kernel takes one by itself when there is something to put into it. */
final class BufferRing extends LentBuffers {
    private static final int PAGE = 4096;
    private static final int ENTRY_SHIFT = 4;
    private static final long TAIL_AT = 14;

    private final Arena arena = Arena.ofAuto();

    /** The address of the entries. */
    private final long ring;

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
        MemorySegment entries = arena.allocate((long) count << ENTRY_SHIFT, PAGE);
        ring = entries.address();
        owner.registerBuffers(entries, count, group);
        begin();
    }

    @Override
    protected void giveBack(int number) {
        long at = ring + ((long) (tail & count() - 1) << ENTRY_SHIFT);
        Memory.putLong(at, address(number));
        Memory.putInt(at + 8, bytes());
        Memory.putShort(at + 12, (short) number);
        tail++;
        Memory.putShortRelease(ring + TAIL_AT, tail);
    }
}
