package apex.bench.micro;

import org.openjdk.jmh.annotations.Benchmark;

/**
 * The yardstick: work of the kind that the parts do and that no change to Apex touches. It classes octets by a table, hashes them
 * and copies them, 4 KiB of them, which stay in the first cache.
 */
public class CalibrationBenchmark extends Microbenchmark {
    private static final int BYTES = 4096;

    private final byte[] octets = new byte[BYTES];
    private final byte[] copy = new byte[BYTES];
    private final boolean[] classes = new boolean[256];

    /** Octets that look random and are the same each time. */
    public CalibrationBenchmark() {
        int state = 1;
        for (int i = 0; i < BYTES; i++) {
            state ^= state << 13;
            state ^= state >>> 17;
            state ^= state << 5;
            octets[i] = (byte) state;
        }
        for (int i = 0; i < classes.length; i++) {
            classes[i] = i % 3 != 0;
        }
    }

    /** One look at all octets. */
    @Benchmark
    public int loop() {
        int hash = 0;
        for (byte octet : octets) {
            hash = hash * 31 + (classes[octet & 0xff] ? octet : 1);
        }
        System.arraycopy(octets, 0, copy, 0, BYTES);
        return hash ^ copy[hash & BYTES - 1];
    }
}
