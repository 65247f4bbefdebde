package apex.spi.log;

import apex.spi.exchange.Text;

/**
 * A fixed buffer in which one record is formatted without allocation. What does not fit is cut off. Hostile bytes have to go
 * through one of the escaping methods.
 */
public final class LineBuffer {
    private static final byte[] HEX = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'};

    private final byte[] bytes;
    private int length;

    /** A buffer for records of at most {@code capacity} bytes. */
    public LineBuffer(int capacity) {
        bytes = new byte[capacity];
    }

    /** The bytes of the record, the first {@link #length} of which count. */
    public byte[] bytes() {
        return bytes;
    }

    /** The length of the record so far. */
    public int length() {
        return length;
    }

    /** Empties the buffer. */
    public void clear() {
        length = 0;
    }

    /** Appends one ASCII character. */
    public LineBuffer put(char ascii) {
        if (length < bytes.length) {
            bytes[length++] = (byte) ascii;
        }
        return this;
    }

    /** Appends ASCII characters that need no escaping. */
    public LineBuffer put(String ascii) {
        int count = Math.min(ascii.length(), bytes.length - length);
        for (int i = 0; i < count; i++) {
            bytes[length + i] = (byte) ascii.charAt(i);
        }
        length += count;
        return this;
    }

    /** Appends bytes that need no escaping. */
    public LineBuffer put(Text text) {
        int count = Math.min(text.length(), bytes.length - length);
        System.arraycopy(text.array(), text.offset(), bytes, length, count);
        length += count;
        return this;
    }

    /** Appends a number in decimal digits. */
    public LineBuffer put(long number) {
        if (number < 0) {
            put('-');
            if (number == Long.MIN_VALUE) {
                return put("9223372036854775808");
            }
            return put(-number);
        }
        int digits = 1;
        for (long rest = number / 10; rest > 0; rest /= 10) {
            digits++;
        }
        long rest = number;
        for (; digits > bytes.length - length; digits--) {
            rest /= 10;
        }
        for (int i = length + digits - 1; i >= length; i--) {
            bytes[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += digits;
        return this;
    }

    /** Appends {@code number} in exactly {@code digits} decimal digits, zeros in front. */
    public LineBuffer putPadded(long number, int digits) {
        long power = 1;
        for (int i = 1; i < digits; i++) {
            power *= 10;
        }
        for (; power > 0; power /= 10) {
            put((char) ('0' + number / power % 10));
        }
        return this;
    }

    /**
     * Appends bytes for a quoted part of a combined log line: quote, backslash, control bytes and all bytes above ASCII as
     * backslash, x and two digits, so that neither a line nor a terminal can be broken.
     */
    public LineBuffer putQuotable(Text text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= ' ' && c < 0x7F && c != '"' && c != '\\') {
                put(c);
            } else {
                put('\\').put('x').put((char) HEX[c >> 4]).put((char) HEX[c & 15]);
            }
        }
        return this;
    }

    /** Appends the inside of a JSON string; bytes outside printable ASCII as a Unicode escape of their byte. */
    public LineBuffer putJson(Text text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                put('\\').put(c);
            } else if (c >= ' ' && c < 0x7F) {
                put(c);
            } else {
                put("\\u00").put((char) HEX[c >> 4]).put((char) HEX[c & 15]);
            }
        }
        return this;
    }
}
