package apex.kernel.route;

import apex.spi.exchange.Text;
import apex.spi.thread.LoopConfined;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Reads paths the way in which routes are matched, so that no spelling of a path gets around a route. What goes to the backend
 * stays as it came.
 *
 * <p>The normal form: percent-encoded unreserved characters are decoded and the digits of other encodings are in upper case (RFC
 * 3986 section 6.2.2), runs of slashes are one slash, and dot segments are removed (section 5.2.4), where {@code ..} at the root
 * stays at the root. An encoded slash or backslash separates nothing.
 *
 * <p>Path parameters, all that follows a semicolon in a segment, are left out as well: some servers drop them before they look for a
 * resource, so that a route for {@code /admin} has to take {@code /admin;x}.
 *
 * <p>A path is ambiguous when servers are known to read it differently: it has dot segments in any spelling, also with path
 * parameters such as {@code /..;/}, a backslash, an encoded slash, backslash, control byte or overlong UTF-8, or a percent
 * sign without two hexadecimal digits.
 */
@LoopConfined
public final class PathNormaliser {
    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long HIGHS = ONES << 7;
    private static final long SLASHES = ONES * '/';
    private static final long PERCENTS = ONES * '%';
    private static final long BACKSLASHES = ONES * '\\';
    private static final long SEMICOLONS = ONES * ';';
    private static final byte[] DIGITS = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F'
    };

    private final Text view = new Text();
    private byte[] out = {};
    private int length;
    private boolean ambiguous;

    /** A reader of paths for one loop. */
    public PathNormaliser() {}

    /**
     * The normal form of {@code path}, an absolute path or {@code *}: most often {@code path} itself, otherwise a view that is valid
     * until the next call.
     */
    public Text normal(Text path) {
        ambiguous = false;
        if (isNormal(path.array(), path.offset(), path.offset() + path.length())) {
            return path;
        }
        normalise(path);
        return view.wrap(out, 0, length);
    }

    /** Whether the last path was ambiguous. */
    public boolean isAmbiguous() {
        return ambiguous;
    }

    /** Whether there is nothing to be done: no percent sign, backslash or semicolon, and no slash before a slash or a dot. */
    private static boolean isNormal(byte[] bytes, int from, int end) {
        if (end - from < Long.BYTES) {
            return isShortNormal(bytes, from, end);
        }
        long afterSlash = 0;
        int at = from;
        while (true) {
            long word = (long) WORDS.get(bytes, at);
            long slashes = zeros(word ^ SLASHES);
            // A dot and a slash differ in their lowest bit.
            long dotsAndSlashes = zeros((word | ONES) ^ SLASHES);
            long found = zeros(word ^ PERCENTS) | zeros(word ^ BACKSLASHES) | zeros(word ^ SEMICOLONS);
            if ((found | (slashes << Byte.SIZE | afterSlash) & dotsAndSlashes) != 0) {
                return false;
            }
            at += Long.BYTES;
            if (at == end) {
                return true;
            }
            if (at + Long.BYTES > end) {
                at = end - Long.BYTES;
                afterSlash = bytes[at - 1] == '/' ? 0x80 : 0;
            } else {
                afterSlash = slashes >>> Long.SIZE - Byte.SIZE;
            }
        }
    }

    private static boolean isShortNormal(byte[] bytes, int from, int end) {
        byte before = 0;
        for (int at = from; at < end; at++) {
            byte octet = bytes[at];
            if (octet == '%' || octet == '\\' || octet == ';' || before == '/' && (octet == '/' || octet == '.')) {
                return false;
            }
            before = octet;
        }
        return true;
    }

    /** The highest bit of each byte that is zero; a byte of 1 above one of them may be marked, too. */
    private static long zeros(long word) {
        return word - ONES & ~word & HIGHS;
    }

    private void normalise(Text path) {
        int count = path.length();
        if (out.length < count) {
            out = Arrays.copyOf(out, Math.max(count, 2 * out.length));
        }
        length = 0;
        int segment = 0;
        int at = 0;
        while (at < count) {
            char octet = path.charAt(at);
            if (octet == '/') {
                endSegment(segment);
                if (length == 0 || out[length - 1] != '/') {
                    out[length++] = '/';
                }
                segment = length;
                at++;
            } else if (octet == '%') {
                at += percent(path.percentDecoded(at));
            } else {
                ambiguous |= octet == '\\';
                out[length++] = (byte) octet;
                at++;
            }
        }
        endSegment(segment);
    }

    /** Whether servers read the encoding of {@code octet} differently: C0 and C1 begin only what UTF-8 never says that long. */
    private static boolean isRisky(int octet) {
        return octet < ' ' || octet == 0x7F || octet == '/' || octet == '\\' || octet == 0xC0 || octet == 0xC1;
    }

    /** Takes in a percent sign that stands for {@code octet}, -1 for nothing; how many bytes that is of the path. */
    private int percent(int octet) {
        if (octet < 0) {
            ambiguous = true;
            out[length++] = '%';
            return 1;
        }
        if (Text.isUnreserved(octet)) {
            out[length++] = (byte) octet;
        } else {
            ambiguous |= isRisky(octet);
            out[length++] = '%';
            out[length++] = DIGITS[octet >> 4];
            out[length++] = DIGITS[octet & 0xF];
        }
        return 3;
    }

    /** The segment that begins at {@code segment} is complete: takes it out again if it is {@code .} or {@code ..}. */
    private void endSegment(int segment) {
        int dots = segment;
        while (dots < length && out[dots] == '.') {
            dots++;
        }
        int count = dots - segment;
        boolean isDots = count == 1 || count == 2;
        if (isDots && dots < length && beginsParameters(dots)) {
            ambiguous = true;
            return;
        }
        if (!isDots || dots < length) {
            dropParameters(segment);
            return;
        }
        ambiguous = true;
        length = segment;
        if (count == 2 && length > 1) {
            length--;
            while (out[length - 1] != '/') {
                length--;
            }
        }
    }

    /** Takes out what follows a semicolon: servers that know path parameters do not see it when they look for a resource. */
    private void dropParameters(int segment) {
        for (int at = segment; at < length; at++) {
            if (out[at] == ';') {
                length = at;
            }
        }
    }

    private boolean beginsParameters(int at) {
        return out[at] == ';' || length - at >= 3 && out[at] == '%' && out[at + 1] == '3' && out[at + 2] == 'B';
    }
}
