package apex.http1.wire;

import apex.spi.thread.Frozen;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Which bytes may stand where. */
@Frozen
final class Octets {
    private static final int TOKEN = 1;
    private static final int TARGET = 2;
    private static final int HOST = 4;
    private static final int METHOD = 8;
    private static final byte[] CLASSES = new byte[256];
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long TOPS = 0x8080808080808080L;

    static {
        for (int c = '!'; c <= '~'; c++) {
            boolean letterOrDigit = c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z';
            if (letterOrDigit || "!#$%&'*+-.^_`|~".indexOf(c) >= 0) {
                CLASSES[c] |= TOKEN;
            }
            if (c != '#') {
                CLASSES[c] |= TARGET;
            }
            if (letterOrDigit || "-._~".indexOf(c) >= 0) {
                CLASSES[c] |= HOST;
            }
            if (c >= 'A' && c <= 'Z' || c == '-' || c == '_') {
                CLASSES[c] |= METHOD;
            }
        }
    }

    private Octets() {}

    /** RFC 9110 section 5.6.2. */
    static boolean isToken(byte octet) {
        return (CLASSES[octet & 0xFF] & TOKEN) != 0;
    }

    /**
     * Capital letters, hyphen and underscore: all that methods are made of. Other tokens are no methods that anybody has defined, and
     * {@code get} is GET to one server and nothing to the next.
     */
    static boolean isMethod(byte octet) {
        return (CLASSES[octet & 0xFF] & METHOD) != 0;
    }

    /** What a request target may have: visible ASCII, and no fragment. */
    static boolean isTarget(byte octet) {
        return (CLASSES[octet & 0xFF] & TARGET) != 0;
    }

    /** The unreserved characters of RFC 3986; what else its grammar lets into a host has no use in HTTP but confusion. */
    static boolean isHost(byte octet) {
        return (CLASSES[octet & 0xFF] & HOST) != 0;
    }

    /** What a field value, a reason phrase or a chunk extension may have: anything but control bytes, and tab. */
    static boolean isText(byte octet) {
        return octet >= ' ' && octet != 0x7F || octet < 0 || octet == '\t';
    }

    static boolean isBlank(byte octet) {
        return octet == ' ' || octet == '\t';
    }

    static boolean isDigit(byte octet) {
        return octet >= '0' && octet <= '9';
    }

    /** The value of a hexadecimal digit, or -1. */
    static int hex(byte octet) {
        if (isDigit(octet)) {
            return octet - '0';
        }
        int letter = octet | 0x20;
        return letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
    }

    /** Whether there is an underscore; eight bytes at a time, those behind the end masked off where the array has as many. */
    static boolean hasUnderscore(byte[] bytes, int from, int length) {
        int end = from + length;
        int at = from;
        while (at < end && at + Long.BYTES <= bytes.length) {
            long differing = (long) LONG.get(bytes, at) ^ ONES * '_';
            long found = differing - ONES & ~differing & TOPS;
            int beyond = Math.max(0, at + Long.BYTES - end);
            // A wrong find can only stand above a right one, so that the mask leaves none.
            if ((found & -1L >>> beyond * Byte.SIZE) != 0) {
                return true;
            }
            at += Long.BYTES;
        }
        while (at < end && bytes[at] != '_') {
            at++;
        }
        return at < end;
    }

    /** The first position in {@code [from, end)} that is not text, or {@code end}; eight bytes at a time. */
    static int skipText(byte[] bytes, int from, int end) {
        int at = from;
        while (at < end) {
            while (at + Long.BYTES <= end && isCleanText((long) LONG.get(bytes, at))) {
                at += Long.BYTES;
            }
            if (at == end || !isText(bytes[at])) {
                return at;
            }
            at++;
        }
        return at;
    }

    /** Whether none of eight bytes is below space, tab included, or delete. */
    private static boolean isCleanText(long eight) {
        long belowSpace = eight - ONES * ' ' & ~eight;
        long delete = eight ^ ONES * 0x7F;
        long isDelete = delete - ONES & ~delete;
        return ((belowSpace | isDelete) & TOPS) == 0;
    }
}
