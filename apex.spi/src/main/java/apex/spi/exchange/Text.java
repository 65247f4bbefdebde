package apex.spi.exchange;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A view of bytes that are read as ISO-8859-1 characters, the way of the wire. A view does not own its bytes: one that was filled
 * from a head is valid until that head changes or its exchange completes. {@link #toString} makes a copy that may be kept.
 */
public final class Text implements CharSequence {
    private static final byte[] NONE = {};

    private byte[] array = NONE;
    private int offset;
    private int length;

    /** A view of nothing. */
    public Text() {}

    /** A text of its own, for constants made at assembly. */
    public static Text of(String value) {
        byte[] bytes = value.getBytes(StandardCharsets.ISO_8859_1);
        return new Text().wrap(bytes, 0, bytes.length);
    }

    /** Turns this view to other bytes and returns it. */
    public Text wrap(byte[] bytes, int from, int count) {
        array = bytes;
        offset = from;
        length = count;
        return this;
    }

    /** The bytes that this view looks into; only the range from {@link #offset} on is meant. */
    public byte[] array() {
        return array;
    }

    /** Where in {@link #array} the text begins. */
    public int offset() {
        return offset;
    }

    @Override
    public int length() {
        return length;
    }

    @Override
    public char charAt(int index) {
        return (char) (array[offset + index] & 0xFF);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return new Text().wrap(array, offset + start, end - start);
    }

    /** The position of {@code octet} from {@code from} on, or -1. */
    public int indexOf(char octet, int from) {
        for (int i = Math.max(0, from); i < length; i++) {
            if (charAt(i) == octet) {
                return i;
            }
        }
        return -1;
    }

    /** Whether both have the same bytes. */
    public boolean contentEquals(Text other) {
        return length == other.length
                && Arrays.equals(
                        array, offset, offset + length, other.array, other.offset, other.offset + other.length);
    }

    /** Whether both have the same bytes but for the case of the letters A to Z. */
    public boolean equalsIgnoreCase(Text other) {
        if (length != other.length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (lower(array[offset + i]) != lower(other.array[other.offset + i])) {
                return false;
            }
        }
        return true;
    }

    /** Whether the bytes begin with those of {@code prefix}. */
    public boolean startsWith(Text prefix) {
        return length >= prefix.length
                && Arrays.equals(
                        array,
                        offset,
                        offset + prefix.length,
                        prefix.array,
                        prefix.offset,
                        prefix.offset + prefix.length);
    }

    /**
     * The octet that a percent sign and two hexadecimal digits at {@code index} stand for (RFC 3986 section 2.1), from 0 to 255, or
     * -1 where something else stands.
     */
    public int percentDecoded(int index) {
        if (index + 2 >= length || charAt(index) != '%') {
            return -1;
        }
        int high = Character.digit(charAt(index + 1), 16);
        int low = Character.digit(charAt(index + 2), 16);
        return high < 0 || low < 0 ? -1 : high << 4 | low;
    }

    /**
     * Whether {@code octet} is a letter, a digit or one of {@code -._~}: what means the same in a URI whether it is percent-encoded
     * or not (RFC 3986 section 2.3).
     */
    public static boolean isUnreserved(int octet) {
        return octet >= 'a' && octet <= 'z'
                || octet >= 'A' && octet <= 'Z'
                || octet >= '0' && octet <= '9'
                || octet == '-'
                || octet == '.'
                || octet == '_'
                || octet == '~';
    }

    /** The letter in lower case, any other byte as it is. */
    public static byte lower(byte octet) {
        return octet >= 'A' && octet <= 'Z' ? (byte) (octet | 0x20) : octet;
    }

    /** Whether the bytes are the same: two texts with equal bytes are equal, wherever the bytes lie. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Text text && contentEquals(text);
    }

    @Override
    public int hashCode() {
        int hash = 1;
        for (int i = 0; i < length; i++) {
            hash = 31 * hash + array[offset + i];
        }
        return hash;
    }

    @Override
    public String toString() {
        return new String(array, offset, length, StandardCharsets.ISO_8859_1);
    }
}
