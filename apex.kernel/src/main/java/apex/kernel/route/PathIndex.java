package apex.kernel.route;

import apex.spi.exchange.Text;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Path prefixes to values, matched by whole segments, the longest first. A look-up hashes the path once and asks the table once
 * for each segment, whatever the number of prefixes.
 *
 * @param <T> what a prefix leads to
 */
final class PathIndex<T> {
    private final byte[][] prefixes;
    private final Object[] values;
    private final int longest;

    /** An index of these prefixes, which are normal in the sense of {@link #normal}. */
    PathIndex(Map<String, T> byPrefix) {
        int size = Integer.highestOneBit(Math.max(1, byPrefix.size())) * 4;
        prefixes = new byte[size][];
        values = new Object[size];
        int most = 0;
        for (Map.Entry<String, T> entry : byPrefix.entrySet()) {
            byte[] bytes = entry.getKey().getBytes(StandardCharsets.ISO_8859_1);
            int hash = 0;
            for (byte octet : bytes) {
                hash = next(hash, octet);
            }
            int slot = spread(hash) & size - 1;
            while (prefixes[slot] != null) {
                slot = slot + 1 & size - 1;
            }
            prefixes[slot] = bytes;
            values[slot] = entry.getValue();
            most = Math.max(most, bytes.length);
        }
        longest = most;
    }

    /**
     * The prefix as it is indexed: in the form in which paths are looked up, and without a slash at its end, so that {@code /}
     * becomes the empty prefix of every path.
     */
    static String normal(String prefix) {
        String path = new PathNormaliser().normal(Text.of(prefix)).toString();
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    /** The value of the longest prefix of {@code path}, or null. */
    T find(Text path) {
        byte[] bytes = path.array();
        int start = path.offset();
        int length = path.length();
        T best = probe(bytes, start, 0, 0);
        int hash = 0;
        int scan = Math.min(length, longest);
        for (int i = 0; i < scan; i++) {
            hash = next(hash, bytes[start + i]);
            boolean atBoundary = i + 1 == length || bytes[start + i + 1] == '/';
            if (atBoundary) {
                T found = probe(bytes, start, i + 1, hash);
                best = found == null ? best : found;
            }
        }
        return best;
    }

    @SuppressWarnings("unchecked")
    private T probe(byte[] bytes, int start, int length, int hash) {
        int mask = prefixes.length - 1;
        for (int slot = spread(hash) & mask; prefixes[slot] != null; slot = slot + 1 & mask) {
            byte[] prefix = prefixes[slot];
            if (prefix.length == length && java.util.Arrays.equals(prefix, 0, length, bytes, start, start + length)) {
                return (T) values[slot];
            }
        }
        return null;
    }

    private static int next(int hash, byte octet) {
        return hash * 31 + octet;
    }

    private static int spread(int hash) {
        return hash ^ hash >>> 15;
    }
}
