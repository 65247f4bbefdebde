package apex.bench.allocation;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;

/** What the event loops of this JVM have allocated. */
final class LoopAllocation {
    private static final String LOOPS = "apex-loop-";

    private final ThreadMXBean threads;
    private final List<Long> ids;

    private LoopAllocation(ThreadMXBean threads, List<Long> ids) {
        this.threads = threads;
        this.ids = ids;
    }

    /**
     * Finds the threads of the loops by their names.
     *
     * @throws IllegalStateException when there are none or the JVM keeps no accounts
     */
    static LoopAllocation find() {
        List<Long> ids = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith(LOOPS))
                .map(Thread::threadId)
                .toList();
        if (ids.isEmpty()) {
            throw new IllegalStateException("event loops: no thread is called " + LOOPS + "… (expected: at least one)");
        }
        if (!(ManagementFactory.getThreadMXBean() instanceof ThreadMXBean threads)
                || !threads.isThreadAllocatedMemoryEnabled()) {
            throw new IllegalStateException("allocated memory: this JVM keeps no accounts of it (expected: HotSpot)");
        }
        return new LoopAllocation(threads, ids);
    }

    /** Bytes since the threads began. */
    long bytes() {
        return ids.stream().mapToLong(threads::getThreadAllocatedBytes).sum();
    }
}
