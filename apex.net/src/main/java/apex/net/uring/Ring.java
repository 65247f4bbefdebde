package apex.net.uring;

import apex.net.system.Kernel;
import apex.net.system.Memory;
import apex.spi.thread.Cold;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * One io_uring: a ring of entries that tell the kernel what to do, and a ring of completions that tell what became of it. Belongs
 * to the thread that made it, which alone may use it. Sizes and offsets are those of {@code linux/io_uring.h}.
 */
final class Ring {
    /** The kernel runs what completions need only when it is entered: no interrupts, and everything on one core. Linux 6.1. */
    private static final int SINGLE_ISSUER_DEFER_TASKRUN = 1 << 12 | 1 << 13;

    private static final int COMPLETIONS_SIZED = 1 << 3;
    private static final int CLAMPED = 1 << 4;
    private static final int ENTRIES = 2048;
    private static final int COMPLETIONS = 8192;
    private static final int ENTRY_SHIFT = 6;
    private static final int COMPLETION_SHIFT = 4;

    private static final int PARAMS_BYTES = 120;
    private static final long ENTRIES_OFFSET = 0x10000000L;

    private static final int GET_EVENTS = 1;
    private static final int COMPLETIONS_HIDDEN = 1 << 1;
    private static final int EXTENDED_ARGUMENT = 1 << 3;
    private static final int REGISTERED_RING = 1 << 4;
    private static final int REGISTER_RING_FDS = 20;
    private static final int REGISTER_BUFFER_RING = 22;
    private static final long EXTENDED_BYTES = 24;

    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;

    private final Arena arena = Arena.ofAuto();
    private final Kernel kernel = new Kernel(arena);
    private final int fd;

    /** What to call the ring when it is entered: its index among the thread's registered ones, or its descriptor. */
    private final int name;

    private final int nameFlags;

    private final MemorySegment rings;
    private final MemorySegment entries;
    private final int entryMask;
    private final int completionMask;

    // Addresses.
    private final long entriesAt;
    private final long entryHeadAt;
    private final long entryTailAt;
    private final long entryFlagsAt;
    private final long completionHeadAt;
    private final long completionTailAt;
    private final long completionsAt;

    /** A {@code struct io_uring_getevents_arg} with the time that it points to behind it. */
    private final MemorySegment limit;

    private int entryTail;
    private int submitted;
    private int completionHead;

    /** @throws IOException when the system has no such ring for us; the message says why */
    @Cold
    Ring() throws IOException {
        MemorySegment params = arena.allocate(PARAMS_BYTES, Long.BYTES);
        params.set(INT, 4, COMPLETIONS);
        params.set(INT, 8, SINGLE_ISSUER_DEFER_TASKRUN | COMPLETIONS_SIZED | CLAMPED);
        fd = kernel.setup(ENTRIES, params);
        if (fd < 0) {
            int errno = kernel.errno();
            throw new IOException("io_uring_setup: " + Kernel.text(errno));
        }
        int entryCount = params.get(INT, 0);
        int completionCount = params.get(INT, 4);
        long arrayAt = params.get(INT, 64);
        long completionsOffset = params.get(INT, 100);
        long bytes =
                Math.max(completionsOffset + ((long) completionCount << COMPLETION_SHIFT), arrayAt + 4L * entryCount);
        rings = kernel.map(bytes, fd, 0);
        entries = kernel.map((long) entryCount << ENTRY_SHIFT, fd, ENTRIES_OFFSET);
        entriesAt = entries.address();
        entryHeadAt = rings.address() + params.get(INT, 40);
        entryTailAt = rings.address() + params.get(INT, 44);
        entryFlagsAt = rings.address() + params.get(INT, 56);
        completionHeadAt = rings.address() + params.get(INT, 80);
        completionTailAt = rings.address() + params.get(INT, 84);
        completionsAt = rings.address() + completionsOffset;
        entryMask = rings.get(INT, params.get(INT, 48));
        completionMask = rings.get(INT, params.get(INT, 88));
        for (int i = 0; i < entryCount; i++) {
            rings.set(INT, arrayAt + 4L * i, i);
        }
        limit = arena.allocate(EXTENDED_BYTES + 16, Long.BYTES);
        limit.set(LONG, 16, limit.address() + EXTENDED_BYTES);
        MemorySegment update = arena.allocate(16, Long.BYTES);
        update.set(INT, 0, -1);
        update.set(LONG, 8, fd);
        boolean registered = kernel.register(fd, REGISTER_RING_FDS, update, 1) == 1;
        name = registered ? update.get(INT, 0) : fd;
        nameFlags = registered ? REGISTERED_RING : 0;
    }

    Kernel kernel() {
        return kernel;
    }

    /**
     * Puts an entry behind the others; fields as in {@code struct io_uring_sqe}.
     *
     * @param head operation, flags and {@code ioprio} in their places of the first four bytes
     * @param operationFlags the flags that have a meaning of their own for each operation
     */
    void put(int head, int on, long offset, long address, int length, int operationFlags, long userData, int group) {
        if (isFull()) {
            enter(0);
            if (isFull()) {
                throw new IllegalStateException("io_uring: the kernel takes no entry");
            }
        }
        // The last two words are 0 from the beginning.
        long at = entriesAt + ((long) (entryTail++ & entryMask) << ENTRY_SHIFT);
        Memory.putLong(at, head & 0xffffffffL | (long) on << 32);
        Memory.putLong(at + 8, offset);
        Memory.putLong(at + 16, address);
        Memory.putLong(at + 24, length & 0xffffffffL | (long) operationFlags << 32);
        Memory.putLong(at + 32, userData);
        Memory.putLong(at + 40, group);
    }

    private boolean isFull() {
        return entryTail - Memory.getIntAcquire(entryHeadAt) > entryMask;
    }

    /** Gives the kernel all entries, and lets it complete what can be completed. */
    void enter(int await) {
        enter(await, GET_EVENTS, 0, 0);
    }

    /** The same, and waits for a completion, but not longer than that. */
    void await(long nanos) {
        limit.set(LONG, EXTENDED_BYTES, nanos / 1_000_000_000);
        limit.set(LONG, EXTENDED_BYTES + 8, nanos % 1_000_000_000);
        enter(1, GET_EVENTS | EXTENDED_ARGUMENT, limit.address(), EXTENDED_BYTES);
    }

    private void enter(int await, int flags, long argument, long size) {
        Memory.putIntRelease(entryTailAt, entryTail);
        int taken = kernel.enter(name, entryTail - submitted, await, flags | nameFlags, argument, size);
        if (taken >= 0) {
            submitted += taken;
            return;
        }
        int errno = kernel.errno();
        if (errno == Kernel.TIMED_OUT || errno == Kernel.INTERRUPTED) {
            // The entries were taken before the wait.
            submitted = Memory.getIntAcquire(entryHeadAt);
        } else if (errno != Kernel.BUSY && errno != Kernel.TRY_AGAIN) {
            throw new IllegalStateException("io_uring_enter: " + Kernel.text(errno));
        }
    }

    /** Whether there are entries that the kernel has not got. */
    boolean hasEntries() {
        return entryTail != submitted;
    }

    /** How many completions are there. */
    int completions() {
        return Memory.getIntAcquire(completionTailAt) - completionHead;
    }

    private long completionAt() {
        return completionAt(completionHead);
    }

    private long completionAt(int position) {
        return completionsAt + ((long) (position & completionMask) << COMPLETION_SHIFT);
    }

    /** Whether there are more than there is room for: the kernel keeps the others until it is entered. */
    boolean hasHiddenCompletions() {
        return (Memory.getIntAcquire(entryFlagsAt) & COMPLETIONS_HIDDEN) != 0;
    }

    /** Whether one with one or the other user data is still to be handled, among those that are not hidden. */
    boolean hasCompletion(long userData, long orThat) {
        int count = completions();
        for (int i = 0; i < count; i++) {
            long found = Memory.getLong(completionAt(completionHead + i));
            if (found == userData || found == orThat) {
                return true;
            }
        }
        return false;
    }

    /** The user data of the first completion. */
    long userData() {
        return Memory.getLong(completionAt());
    }

    /** Its result: what the call would have returned, or a negated error. */
    int result() {
        return Memory.getInt(completionAt() + 8);
    }

    /** Its flags. */
    int flags() {
        return Memory.getInt(completionAt() + 12);
    }

    /** Goes on to the next completion. */
    void next() {
        completionHead++;
        Memory.putIntRelease(completionHeadAt, completionHead);
    }

    /** Registers a ring of buffers in {@code memory}. */
    @Cold
    void registerBuffers(MemorySegment memory, int count, int group) throws IOException {
        try (Arena call = Arena.ofConfined()) {
            MemorySegment argument = call.allocate(40, Long.BYTES);
            argument.set(LONG, 0, memory.address());
            argument.set(INT, 8, count);
            argument.set(ValueLayout.JAVA_SHORT, 12, (short) group);
            if (kernel.register(fd, REGISTER_BUFFER_RING, argument, 1) < 0) {
                throw new IOException("io_uring_register: " + Kernel.text(kernel.errno()));
            }
        }
    }

    /** Ends it; what is still under way in the kernel is given up. */
    @Cold
    void close() {
        kernel.close(fd);
        kernel.unmap(rings);
        kernel.unmap(entries);
    }
}
