package apex.kernel.mux;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** Counts the bytes that a phase allocates once it has run for a while. */
public final class Allocation {
    private static final int CALLS = 100_000;

    private Allocation() {}

    /** Fails when {@code request} allocates 8 bytes or more on average. */
    public static void assertNone(Runnable request) {
        bytes(request);
        long bytes = bytes(request);
        assertTrue(bytes < 8L * CALLS, () -> bytes + " bytes in " + CALLS + " requests");
    }

    private static long bytes(Runnable request) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < CALLS; i++) {
            request.run();
        }
        return threads.getCurrentThreadAllocatedBytes() - before;
    }
}
