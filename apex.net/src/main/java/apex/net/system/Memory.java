package apex.net.system;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;

/**
 * The memory of this process by address, for what is shared with the kernel. Nothing is checked: the caller answers for the address,
 * and for the memory's being there as long as it is used. One constant segment over all of it lets the compiler leave out the bounds,
 * the session and the alignment of a segment for each use.
 */
@SuppressWarnings("restricted") // see the class comment
public final class Memory {
    private static final MemorySegment ALL = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;
    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED;
    private static final VarHandle SHARED_INT = ValueLayout.JAVA_INT.varHandle();
    private static final VarHandle SHARED_SHORT = ValueLayout.JAVA_SHORT.varHandle();

    private Memory() {}

    /** An {@code int}. */
    public static int getInt(long address) {
        return ALL.get(INT, address);
    }

    /** A {@code long}. */
    public static long getLong(long address) {
        return ALL.get(LONG, address);
    }

    /** Sets an {@code int}. */
    public static void putInt(long address, int value) {
        ALL.set(INT, address, value);
    }

    /** Sets a {@code long}. */
    public static void putLong(long address, long value) {
        ALL.set(LONG, address, value);
    }

    /** Sets a {@code short}. */
    public static void putShort(long address, short value) {
        ALL.set(SHORT, address, value);
    }

    /** An aligned {@code int} that the kernel writes: what it wrote before is seen from here on. */
    public static int getIntAcquire(long address) {
        return (int) SHARED_INT.getAcquire(ALL, address);
    }

    /** Sets an aligned {@code int} that the kernel reads, which then sees what was written before. */
    public static void putIntRelease(long address, int value) {
        SHARED_INT.setRelease(ALL, address, value);
    }

    /** The same of a {@code short}. */
    public static void putShortRelease(long address, short value) {
        SHARED_SHORT.setRelease(ALL, address, value);
    }
}
