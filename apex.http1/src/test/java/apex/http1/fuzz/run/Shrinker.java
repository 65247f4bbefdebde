package apex.http1.fuzz.run;

import java.util.function.Predicate;

/** Makes an input smaller as long as it still shows the same fault. */
final class Shrinker {
    private static final int MOST_ROUNDS = 20;

    private Shrinker() {}

    /** The smallest input found by dropping pieces and plain bytes for odd ones, for which {@code shows} still holds. */
    static byte[] shrink(byte[] input, Predicate<byte[]> shows) {
        byte[] best = input;
        for (int round = 0; round < MOST_ROUNDS; round++) {
            byte[] next = best;
            for (int size = Math.max(1, best.length / 2); size >= 1; size /= 2) {
                next = drop(next, size, shows);
            }
            next = plain(next, shows);
            if (next.length == best.length) {
                return next;
            }
            best = next;
        }
        return best;
    }

    private static byte[] drop(byte[] input, int size, Predicate<byte[]> shows) {
        byte[] best = input;
        int at = 0;
        while (at + size <= best.length) {
            byte[] without = new byte[best.length - size];
            System.arraycopy(best, 0, without, 0, at);
            System.arraycopy(best, at + size, without, at, without.length - at);
            if (shows.test(without)) {
                best = without;
            } else {
                at += size;
            }
        }
        return best;
    }

    private static byte[] plain(byte[] input, Predicate<byte[]> shows) {
        byte[] best = input.clone();
        for (int i = 1; i < best.length; i++) {
            byte before = best[i];
            if (before < ' ' || before == 0x7F) {
                best[i] = 'a';
                if (!shows.test(best)) {
                    best[i] = before;
                }
            }
        }
        return best;
    }
}
