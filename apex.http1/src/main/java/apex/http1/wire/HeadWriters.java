package apex.http1.wire;

import apex.spi.thread.Frozen;
import apex.spi.thread.Loop;

/** One writer for each loop. Each place of the array is touched by its own loop only. */
@Frozen
public final class HeadWriters {
    private static final int MOST_LOOPS = 512;

    private final HeadWriter[] byLoop = new HeadWriter[MOST_LOOPS];

    /** No writers yet. */
    public HeadWriters() {}

    /** The writer of {@code loop}. On that loop. */
    public HeadWriter of(Loop loop) {
        int index = loop.index();
        if (index >= MOST_LOOPS) {
            return new HeadWriter();
        }
        if (byLoop[index] == null) {
            byLoop[index] = new HeadWriter();
        }
        return byLoop[index];
    }
}
