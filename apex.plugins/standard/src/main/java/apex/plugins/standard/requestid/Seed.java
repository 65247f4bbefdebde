package apex.plugins.standard.requestid;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The start of all id generators of one filter: a secret of the process, and a number for each generator, taken when
 * its state is made and never for a request.
 */
final class Seed {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private final long secretA;
    private final long secretB;
    private final AtomicLong made = new AtomicLong();

    Seed(long secretA, long secretB) {
        this.secretA = secretA;
        this.secretB = secretB;
    }

    /** Fills the state of one more generator. Any loop. */
    void fill(long[] state) {
        long number = made.getAndIncrement() * state.length;
        for (int i = 0; i < state.length; i++) {
            state[i] = mix(mix(secretA + (number + i) * GOLDEN) ^ secretB);
        }
    }

    /** A bijection that lets every bit of {@code z} reach every bit of the result. */
    private static long mix(long z) {
        long mixed = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
        return mixed ^ mixed >>> 31;
    }
}
