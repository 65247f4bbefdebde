package apex.bench.load;

/**
 * Counts durations in buckets whose width grows with the duration: none is wider than 1/1024 of what it holds. Mean and largest
 * are exact. Durations beyond 18 minutes count as 18 minutes.
 */
public final class LatencyHistogram {
    private static final int BITS = 10;
    private static final int STEPS = 1 << BITS;
    private static final int LARGEST_BITS = 40;
    private static final long LARGEST = (1L << LARGEST_BITS) - 1;

    private final long[] counts = new long[(LARGEST_BITS - BITS + 1) * STEPS];
    private long count;
    private long sum;
    private long max;

    /** An empty histogram. */
    public LatencyHistogram() {
        // Zeros are the right beginning.
    }

    /** Counts one duration in nanoseconds; what is negative counts as 0. */
    public void record(long nanos) {
        long value = Math.clamp(nanos, 0, LARGEST);
        counts[index(value)]++;
        count++;
        sum += value;
        max = Math.max(max, value);
    }

    /** How many were counted. */
    public long count() {
        return count;
    }

    /** The mean in nanoseconds, 0 when nothing was counted. */
    public double mean() {
        return count == 0 ? 0 : (double) sum / count;
    }

    /** The largest in nanoseconds. */
    public long max() {
        return max;
    }

    /**
     * The duration in nanoseconds that {@code percent} of all do not exceed: the upper end of its bucket, so at most 1/1024 too
     * much and never too little. 0 when nothing was counted.
     *
     * @param percent above 0, up to 100
     */
    public long percentile(double percent) {
        if (!(percent > 0 && percent <= 100)) {
            throw new IllegalArgumentException("percent: " + percent + " (expected: above 0, up to 100)");
        }
        // Without the last part 99.9 % of 1000 would be 1000, because of a product that is a trifle too large.
        long rank = (long) Math.ceil(percent * count / 100 - 1e-6);
        long seen = 0;
        for (int i = 0; i < counts.length; i++) {
            seen += counts[i];
            if (seen > 0 && seen >= rank) {
                return Math.min(max, upperEnd(i));
            }
        }
        return 0;
    }

    private static int index(long value) {
        int shift = shift(value);
        return (shift << BITS) + (int) (value >>> shift);
    }

    private static int shift(long value) {
        return Math.max(0, Long.SIZE - 1 - Long.numberOfLeadingZeros(value) - BITS);
    }

    private static long upperEnd(int index) {
        int shift = Math.max(0, (index >> BITS) - 1);
        long step = index - ((long) shift << BITS);
        return (step + 1 << shift) - 1;
    }
}
