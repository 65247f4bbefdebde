package apex.kernel.forwarded;

import apex.spi.exchange.Fields;
import apex.spi.exchange.Text;
import java.util.Arrays;

/** Puts one field value together; keeps the room that it once needed. */
final class ValueBuffer {
    private byte[] bytes = {};
    private int length;

    void clear() {
        length = 0;
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    void put(char octet) {
        reserve(1);
        bytes[length++] = (byte) octet;
    }

    /** The decimal digits of a number that is not negative. */
    void put(int number) {
        if (number > 9) {
            put(number / 10);
        }
        put((char) ('0' + number % 10));
    }

    void put(Text text) {
        put(text.array(), text.offset(), text.length());
    }

    /** Puts in the value of the field at {@code index}, and a comma; nothing for an empty one. */
    void putElements(Fields fields, int index) {
        if (fields.valueLength(index) > 0) {
            put(fields.bytes(), fields.valueStart(index), fields.valueLength(index));
            put(',');
            put(' ');
        }
    }

    private void put(byte[] source, int from, int count) {
        reserve(count);
        System.arraycopy(source, from, bytes, length, count);
        length += count;
    }

    private void reserve(int count) {
        if (length + count > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + count, Math.max(256, 2 * bytes.length)));
        }
    }
}
