package apex.lb.pick;

import apex.spi.thread.Apart;

/**
 * Random numbers for choices that nobody gains from guessing: xorshift64*, one word of state, no lock and no
 * allocation.
 */
final class Xorshift extends Apart {
    private long state;

    /** Numbers that depend on {@code seed} alone. */
    Xorshift(long seed) {
        state = seed == 0 ? 0x9E3779B97F4A7C15L : seed;
        for (int i = 0; i < 8; i++) {
            below(1);
        }
    }

    /** A number from 0 and under {@code bound}, which is at least 1. */
    long below(long bound) {
        state ^= state >>> 12;
        state ^= state << 25;
        state ^= state >>> 27;
        return Math.unsignedMultiplyHigh(state * 0x2545F4914F6CDD1DL, bound);
    }
}
