package apex.bench.stale;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Reads messages with a Content-Length or without a body, as both ends of this measurement send them. */
final class MessageInput {
    private static final int MOST_HEAD_BYTES = 16 * 1024;

    /** What is read from the connection at a time: few, so that the rest stays unread when it is closed in the midst of a head. */
    private static final int PIECE_BYTES = 64;

    private final InputStream in;
    private String head = "";

    MessageInput(InputStream in) {
        this.in = new BufferedInputStream(in, PIECE_BYTES);
    }

    /**
     * Reads the next head.
     *
     * @return the first line, or null where the connection ended before it
     * @throws EOFException when the connection ends within the head
     */
    String head() throws IOException {
        StringBuilder text = new StringBuilder();
        while (text.indexOf("\r\n\r\n", text.length() - 4) < 0) {
            int octet = in.read();
            if (octet < 0 && text.isEmpty()) {
                return null;
            }
            if (octet < 0 || text.length() == MOST_HEAD_BYTES) {
                throw new EOFException("a head that does not end");
            }
            text.append((char) octet);
        }
        head = text.toString();
        return head.substring(0, head.indexOf("\r\n"));
    }

    /** Waits for a head and reads its beginning from the connection, without taking it from what {@link #head} will read. */
    String partOfHead() throws IOException {
        in.mark(PIECE_BYTES);
        byte[] part = new byte[PIECE_BYTES];
        int count = in.read(part);
        in.reset();
        return count < 0 ? "" : new String(part, 0, count, StandardCharsets.ISO_8859_1);
    }

    /** Whether the first byte of the next message is there. */
    boolean hasArrived() throws IOException {
        return in.available() > 0;
    }

    /** The value of a field of the head that was read last; empty where there is none. */
    String field(String name) {
        String found = "";
        for (String line : head.split("\r\n", -1)) {
            if (line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":")) {
                found = line.substring(name.length() + 1).strip();
            }
        }
        return found;
    }

    /**
     * Reads the body behind the head that was read last.
     *
     * @throws EOFException when the connection ends within it
     */
    String body() throws IOException {
        String length = field("Content-Length");
        int bytes = length.isEmpty() ? 0 : Integer.parseInt(length);
        byte[] body = in.readNBytes(bytes);
        if (body.length < bytes) {
            throw new EOFException("a body of " + body.length + " bytes (expected: " + bytes + ")");
        }
        return new String(body, StandardCharsets.ISO_8859_1);
    }
}
