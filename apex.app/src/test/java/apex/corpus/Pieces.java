package apex.corpus;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * How the bytes of a case are sent.
 *
 * @param words for a message
 * @param ends where the pieces end
 * @param areAwaited whether the gateway has read a piece before the next is sent
 */
record Pieces(String words, int[] ends, boolean areAwaited) {
    private static final int SHORT = 200;

    /** One piece only. */
    static Pieces whole(int length) {
        return new Pieces("whole", new int[] {length}, false);
    }

    /** Whole, in two at some places, and byte by byte when there are few. */
    static List<Pieces> of(int length) {
        List<Pieces> ways = new ArrayList<>();
        ways.add(whole(length));
        Set<Integer> splits = new LinkedHashSet<>(Arrays.asList(length / 3, length - 1 - length / 5, length - 1));
        for (int split : splits) {
            if (split > 0 && split < length) {
                ways.add(new Pieces("split at " + split, new int[] {split, length}, true));
            }
        }
        if (length <= SHORT) {
            int[] ends = new int[length];
            Arrays.setAll(ends, i -> i + 1);
            ways.add(new Pieces("byte by byte", ends, false));
        }
        return ways;
    }
}
