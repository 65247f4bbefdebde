package apex.http1.fuzz;

import java.util.Arrays;
import java.util.Random;

/** In which pieces the same bytes are read. */
public enum Cuts {
    /** Byte by byte, in two at a few positions, and in a few pieces; which, the bytes decide, so that a finding stays one. */
    SOME,
    /** Byte by byte, and in two at every position. */
    EVERY;

    private static final int FEW = 6;
    private static final int MOST_EVERY = 2_000;

    /** What reads one message in pieces and says what it has read. */
    @FunctionalInterface
    interface Reader {
        /** Reads {@code bytes} in pieces that end before each of {@code ends}. */
        String read(byte[] bytes, int[] ends);
    }

    /** What is read of the bytes as a whole, which is what is read of them in pieces. */
    String agree(byte[] bytes, Reader reader) {
        int length = bytes.length;
        String whole = reader.read(bytes, new int[] {length});
        if (length < 2) {
            return whole;
        }
        int[] single = new int[length];
        Arrays.setAll(single, i -> i + 1);
        compare(bytes, single, whole, reader);
        if (this == EVERY) {
            int stride = 1 + length / MOST_EVERY;
            for (int cut = 1; cut < length; cut += stride) {
                compare(bytes, new int[] {cut, length}, whole, reader);
            }
            return whole;
        }
        Random random = new Random(Arrays.hashCode(bytes));
        for (int i = 0; i < FEW; i++) {
            compare(bytes, new int[] {1 + random.nextInt(length - 1), length}, whole, reader);
        }
        compare(bytes, pieces(length, random), whole, reader);
        return whole;
    }

    private static int[] pieces(int length, Random random) {
        int[] ends = new int[FEW];
        Arrays.setAll(ends, i -> 1 + random.nextInt(length));
        ends[FEW - 1] = length;
        Arrays.sort(ends);
        return ends;
    }

    private static void compare(byte[] bytes, int[] ends, String whole, Reader reader) {
        String found = reader.read(bytes, ends);
        if (!whole.equals(found)) {
            Claim.same("read in pieces that end at " + brief(ends), whole, found);
        }
    }

    private static String brief(int[] ends) {
        return ends.length > FEW ? "each byte" : Arrays.toString(ends);
    }
}
