package apex.kernel.count;

import apex.spi.thread.Cold;

/** How durations are counted: by buckets with fixed bounds from 1 ms to 60 s, and their sum. */
final class DurationCells {
    private static final long[] BOUNDS_NANOS = {
        1_000_000L,
        2_500_000L,
        5_000_000L,
        10_000_000L,
        25_000_000L,
        50_000_000L,
        100_000_000L,
        250_000_000L,
        500_000_000L,
        1_000_000_000L,
        2_500_000_000L,
        5_000_000_000L,
        10_000_000_000L,
        30_000_000_000L,
        60_000_000_000L
    };

    /** How many cells a histogram takes: the sum, the buckets, and the bucket of what is longer than all bounds. */
    static final int COUNT = 1 + BOUNDS_NANOS.length + 1;

    private DurationCells() {}

    /** Counts one duration into the cells from {@code first} on. Most durations are short, so the look-up begins there. */
    static void add(LoopCells cells, int first, long nanos) {
        int bucket = 0;
        while (bucket < BOUNDS_NANOS.length && nanos > BOUNDS_NANOS[bucket]) {
            bucket++;
        }
        cells.add(first, nanos);
        cells.add(first + 1 + bucket, 1);
    }

    /** The sums over all loops of the cells from {@code first} on. */
    @Cold
    static Histogram read(LoopCells[] loops, int first) {
        double[] bounds = new double[BOUNDS_NANOS.length];
        long[] counts = new long[BOUNDS_NANOS.length + 1];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = LoopCells.sum(loops, first + 1 + i);
            if (i < bounds.length) {
                bounds[i] = BOUNDS_NANOS[i] / 1e9;
            }
        }
        return new Histogram(bounds, counts, LoopCells.sum(loops, first) / 1e9);
    }
}
