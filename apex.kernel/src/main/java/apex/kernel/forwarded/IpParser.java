package apex.kernel.forwarded;

/**
 * Reads IP addresses out of field values without allocating: IPv4 in dotted decimals, IPv6 as RFC 4291 section 2.2 writes it.
 * An IPv4 address, also one mapped into IPv6, is the IPv6 address {@code ::ffff:a.b.c.d}, so that all compare alike.
 */
final class IpParser {
    private static final long MAPPED = 0xFFFF_0000_0000L;

    private final int[] groups = new int[8];
    private long high;
    private long low;

    /** The upper half of the last address. */
    long high() {
        return high;
    }

    /** The lower half of the last address. */
    long low() {
        return low;
    }

    /** Whether the bytes from {@code from} to {@code end} are an address, which {@link #high} and {@link #low} then tell. */
    boolean parse(byte[] bytes, int from, int end) {
        for (int i = from; i < end; i++) {
            if (bytes[i] == ':') {
                return parseV6(bytes, from, end);
            }
        }
        long v4 = parseV4(bytes, from, end);
        high = 0;
        low = MAPPED | v4;
        return v4 >= 0;
    }

    /** Takes an address as the JDK gives it: 4 or 16 bytes. */
    void set(byte[] address) {
        high = 0;
        low = 0;
        for (int i = 0; i < address.length; i++) {
            if (address.length == 16 && i < 8) {
                high = high << 8 | address[i] & 0xFF;
            } else {
                low = low << 8 | address[i] & 0xFF;
            }
        }
        if (address.length == 4) {
            low |= MAPPED;
        }
    }

    private static long parseV4(byte[] bytes, int from, int end) {
        long address = 0;
        int parts = 0;
        int at = from;
        while (parts < 4) {
            int value = 0;
            int start = at;
            while (at < end && bytes[at] >= '0' && bytes[at] <= '9' && at - start < 3) {
                value = value * 10 + bytes[at++] - '0';
            }
            boolean leadingZero = at - start > 1 && bytes[start] == '0';
            if (at == start || value > 255 || leadingZero) {
                return -1;
            }
            address = address << 8 | value;
            parts++;
            if (parts < 4 && (at == end || bytes[at++] != '.')) {
                return -1;
            }
        }
        return at == end ? address : -1;
    }

    private boolean parseV6(byte[] bytes, int from, int end) {
        int count = 0;
        int gap = -1;
        int at = from;
        if (end - at >= 2 && bytes[at] == ':' && bytes[at + 1] == ':') {
            gap = 0;
            at += 2;
        }
        while (at < end) {
            int groupEnd = at;
            while (groupEnd < end && bytes[groupEnd] != ':') {
                groupEnd++;
            }
            if (count < 7 && groupEnd == end && hasDot(bytes, at, end)) {
                long v4 = parseV4(bytes, at, end);
                if (v4 < 0) {
                    return false;
                }
                groups[count++] = (int) (v4 >>> 16);
                groups[count++] = (int) (v4 & 0xFFFF);
                at = end;
                break;
            }
            int group = hex(bytes, at, groupEnd);
            if (group < 0 || count == 8) {
                return false;
            }
            groups[count++] = group;
            at = groupEnd;
            if (at < end) {
                at++;
                if (at < end && bytes[at] == ':') {
                    if (gap >= 0) {
                        return false;
                    }
                    gap = count;
                    at++;
                } else if (at == end) {
                    return false;
                }
            }
        }
        return assemble(count, gap);
    }

    private boolean assemble(int count, int gap) {
        if (gap < 0 ? count != 8 : count > 7) {
            return false;
        }
        high = 0;
        low = 0;
        for (int i = 0; i < 8; i++) {
            int source = i;
            if (gap >= 0 && i >= gap) {
                source = i - (8 - count);
                source = source < gap ? -1 : source;
            }
            int group = source < 0 ? 0 : groups[source];
            if (i < 4) {
                high = high << 16 | group;
            } else {
                low = low << 16 | group;
            }
        }
        return true;
    }

    private static boolean hasDot(byte[] bytes, int from, int end) {
        for (int i = from; i < end; i++) {
            if (bytes[i] == '.') {
                return true;
            }
        }
        return false;
    }

    private static int hex(byte[] bytes, int from, int end) {
        if (from == end || end - from > 4) {
            return -1;
        }
        int value = 0;
        for (int i = from; i < end; i++) {
            int digit = Character.digit(bytes[i], 16);
            if (digit < 0) {
                return -1;
            }
            value = value << 4 | digit;
        }
        return value;
    }
}
