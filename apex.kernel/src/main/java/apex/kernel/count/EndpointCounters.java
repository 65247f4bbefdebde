package apex.kernel.count;

import apex.spi.thread.Cold;

/** What is counted for one endpoint of an upstream. */
public final class EndpointCounters {
    private static final int REQUESTS = 0;
    private static final int FAILURES = 1;
    private static final int COUNT = 2;

    private final LoopCells[] loops;

    EndpointCounters(int loops) {
        this.loops = LoopCells.forEach(loops, COUNT);
    }

    /** Counts an attempt to have an exchange with it. By the loop with index {@code loop}. */
    public void requested(int loop) {
        loops[loop].add(REQUESTS, 1);
    }

    /** Counts an attempt that failed. By the loop with index {@code loop}. */
    public void failed(int loop) {
        loops[loop].add(FAILURES, 1);
    }

    /** Attempts in all. Any thread. */
    @Cold
    public long requests() {
        return LoopCells.sum(loops, REQUESTS);
    }

    /** Attempts that failed. Any thread. */
    @Cold
    public long failures() {
        return LoopCells.sum(loops, FAILURES);
    }
}
