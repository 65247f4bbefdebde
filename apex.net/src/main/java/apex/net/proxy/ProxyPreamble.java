package apex.net.proxy;

import apex.net.Input;
import java.util.Arrays;

/**
 * Reads the header that a proxy puts before the first byte of its client, in whatever pieces it arrives, and nothing behind it.
 * Which version it is shows in the first byte; every byte that cannot belong to it ends the reading at once.
 */
public final class ProxyPreamble {
    /** The most bytes of a header of version 2; the specification allows four times as many, of which no sender is known. */
    static final int MOST_BYTES = 16 * 1024;

    private byte[] bytes = new byte[TextHeader.MOST_BYTES];
    private int count;

    /** The bytes of the whole header as far as is known: for version 1 one more than there are. */
    private int wanted = 1;

    private boolean bad;
    private ProxiedEnds ends;

    /** Takes what belongs to the header; true when it is complete, or {@link #isBad}. */
    public boolean feed(Input input) {
        while (input.remaining() > 0 && !isOver()) {
            int taken = Math.min(wanted - count, input.remaining());
            reserve(count + taken);
            input.copyTo(bytes, count, taken);
            input.skip(taken);
            int from = count;
            count += taken;
            if (bytes[0] == TextHeader.SIGNATURE[0]) {
                readLine();
            } else {
                readBinary(from);
            }
        }
        return isOver();
    }

    /** Whether these bytes are no header of the PROXY protocol. */
    public boolean isBad() {
        return bad;
    }

    /** Whether nothing has arrived yet. */
    public boolean isEmpty() {
        return count == 0;
    }

    /** What a complete header says. */
    public ProxiedEnds ends() {
        return ends;
    }

    private boolean isOver() {
        return bad || ends != null;
    }

    private void readLine() {
        byte last = bytes[count - 1];
        if (count <= TextHeader.SIGNATURE.length && last != TextHeader.SIGNATURE[count - 1]) {
            bad = true;
        } else if (last == '\n') {
            finish(bytes[count - 2] == '\r' ? TextHeader.read(bytes, count - 2) : null);
        } else if (count == TextHeader.MOST_BYTES || count > 1 && bytes[count - 2] == '\r') {
            bad = true;
        } else {
            wanted = count + 1;
        }
    }

    private void readBinary(int from) {
        for (int i = from; i < Math.min(count, BinaryHeader.SIGNATURE.length); i++) {
            bad |= bytes[i] != BinaryHeader.SIGNATURE[i];
        }
        if (bad || count < BinaryHeader.FIXED_BYTES) {
            wanted = BinaryHeader.FIXED_BYTES;
            return;
        }
        wanted = BinaryHeader.FIXED_BYTES + BinaryHeader.length(bytes);
        if (wanted > MOST_BYTES || !BinaryHeader.isFixedPartValid(bytes)) {
            bad = true;
        } else if (count == wanted) {
            finish(BinaryHeader.read(bytes, count));
        }
    }

    private void finish(ProxiedEnds read) {
        ends = read;
        bad = read == null;
        bytes = null;
    }

    private void reserve(int size) {
        if (size > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.min(MOST_BYTES, Math.max(size, 2 * bytes.length)));
        }
    }
}
