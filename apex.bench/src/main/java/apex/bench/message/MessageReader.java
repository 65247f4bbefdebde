package apex.bench.message;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Finds the ends of the messages on one connection, and what their heads say of status and persistence. */
public final class MessageReader {
    private static final int LINE_LIMIT = 16 * 1024;
    private static final byte[] CONTENT_LENGTH = name("content-length");
    private static final byte[] TRANSFER_ENCODING = name("transfer-encoding");
    private static final byte[] CONNECTION = name("connection");
    private static final byte[] CHUNKED = name("chunked");
    private static final byte[] CLOSE = name("close");
    private static final byte[] KEEP_ALIVE = name("keep-alive");

    private enum State {
        START,
        FIELDS,
        BODY,
        CHUNK_SIZE,
        CHUNK_DATA,
        CHUNK_END,
        TRAILERS,
        UNTIL_CLOSE,
        DONE,
        MALFORMED
    }

    private final boolean responses;
    private byte[] held = new byte[256];
    private int heldLength;
    private State state = State.START;
    private int status;
    private boolean persistent;
    private boolean chunked;
    private long remaining;

    private MessageReader(boolean responses) {
        this.responses = responses;
    }

    /** A reader of requests. */
    public static MessageReader ofRequests() {
        return new MessageReader(false);
    }

    /** A reader of responses to GET. */
    public static MessageReader ofResponses() {
        return new MessageReader(true);
    }

    /**
     * Reads until the end of a message or of the bytes. After a message has ended the next call begins the next one.
     *
     * @return where it stopped: {@code to} unless {@link #isDone} or {@link #isMalformed}
     */
    public int read(byte[] in, int from, int to) {
        if (state == State.DONE) {
            state = State.START;
        }
        int at = from;
        while (at < to && state != State.DONE && state != State.MALFORMED) {
            at = switch (state) {
                case BODY, CHUNK_DATA -> skip(at, to);
                case UNTIL_CLOSE -> to;
                default -> line(in, at, to);
            };
        }
        return at;
    }

    /** Whether the message has come to its end. */
    public boolean isDone() {
        return state == State.DONE;
    }

    /** Whether what arrived is not HTTP/1.1; nothing more can be read then. */
    public boolean isMalformed() {
        return state == State.MALFORMED;
    }

    /** Whether the end of the connection is the proper end of the message that is being read. */
    public boolean endsAtClose() {
        return state == State.UNTIL_CLOSE;
    }

    /** The status of the response. */
    public int status() {
        return status;
    }

    /** Whether the connection stays open behind the message, as far as its sender is concerned. */
    public boolean isPersistent() {
        return persistent;
    }

    private int skip(int at, int to) {
        long count = Math.min(remaining, to - at);
        remaining -= count;
        if (remaining == 0) {
            state = state == State.BODY ? State.DONE : State.CHUNK_END;
        }
        return at + (int) count;
    }

    private int line(byte[] in, int from, int to) {
        int feed = from;
        while (feed < to && in[feed] != '\n') {
            feed++;
        }
        if (feed == to || heldLength > 0) {
            hold(in, from, feed);
            if (feed < to && state != State.MALFORMED) {
                int length = heldLength;
                heldLength = 0;
                line(held, 0, withoutReturn(held, 0, length), state);
            }
        } else {
            line(in, from, withoutReturn(in, from, feed), state);
        }
        return Math.min(feed + 1, to);
    }

    private void hold(byte[] in, int from, int to) {
        int length = heldLength + to - from;
        if (length > LINE_LIMIT) {
            state = State.MALFORMED;
            return;
        }
        if (length > held.length) {
            held = Arrays.copyOf(held, Math.max(length, 2 * held.length));
        }
        System.arraycopy(in, from, held, heldLength, to - from);
        heldLength = length;
    }

    private static int withoutReturn(byte[] in, int from, int to) {
        return to > from && in[to - 1] == '\r' ? to - 1 : to;
    }

    private void line(byte[] in, int from, int to, State where) {
        switch (where) {
            case START -> start(in, from, to);
            case FIELDS -> field(in, from, to);
            case CHUNK_SIZE -> chunkSize(in, from, to);
            case CHUNK_END -> state = from == to ? State.CHUNK_SIZE : State.MALFORMED;
            case TRAILERS -> state = from == to ? State.DONE : State.TRAILERS;
            default -> throw new IllegalStateException("a line in state " + where);
        }
    }

    private void start(byte[] in, int from, int to) {
        boolean known = to - from >= (responses ? 12 : 14);
        int version = responses ? from : to - 8;
        if (!known || in[version] != 'H' || in[version + 4] != '/' || in[version + 5] != '1') {
            state = State.MALFORMED;
            return;
        }
        persistent = in[version + 7] != '0';
        chunked = false;
        remaining = -1;
        status = responses ? (int) number(in, from + 9, from + 12, 10) : 0;
        state = status < 0 ? State.MALFORMED : State.FIELDS;
    }

    private void field(byte[] in, int from, int to) {
        if (from == to) {
            headEnded();
            return;
        }
        int colon = from;
        while (colon < to && in[colon] != ':') {
            colon++;
        }
        if (colon == to) {
            state = State.MALFORMED;
            return;
        }
        int value = colon + 1;
        while (value < to && in[value] == ' ') {
            value++;
        }
        if (is(CONTENT_LENGTH, in, from, colon)) {
            remaining = number(in, value, to, 10);
            state = remaining < 0 ? State.MALFORMED : State.FIELDS;
        } else if (is(TRANSFER_ENCODING, in, from, colon)) {
            chunked = is(CHUNKED, in, value, to);
            state = chunked ? State.FIELDS : State.MALFORMED;
        } else if (is(CONNECTION, in, from, colon)) {
            persistent = is(KEEP_ALIVE, in, value, to) || persistent && !is(CLOSE, in, value, to);
        }
    }

    private void headEnded() {
        if (responses && status < 200) {
            state = State.START;
        } else if (responses && (status == 204 || status == 304)) {
            state = State.DONE;
        } else if (chunked) {
            state = State.CHUNK_SIZE;
        } else if (remaining < 0 && responses) {
            persistent = false;
            state = State.UNTIL_CLOSE;
        } else {
            state = remaining > 0 ? State.BODY : State.DONE;
        }
    }

    private void chunkSize(byte[] in, int from, int to) {
        int end = from;
        while (end < to && in[end] != ';' && in[end] != ' ') {
            end++;
        }
        remaining = number(in, from, end, 16);
        if (remaining < 0) {
            state = State.MALFORMED;
        } else {
            state = remaining == 0 ? State.TRAILERS : State.CHUNK_DATA;
        }
    }

    /** The number in these digits, or -1 when they are none. */
    private static long number(byte[] in, int from, int to, int radix) {
        if (from == to || to - from > 15) {
            return -1;
        }
        long number = 0;
        for (int i = from; i < to; i++) {
            int digit = Character.digit(in[i], radix);
            if (digit < 0) {
                return -1;
            }
            number = number * radix + digit;
        }
        return number;
    }

    /** Compares without regard to the case of letters; {@code lower} is in lower case. */
    private static boolean is(byte[] lower, byte[] in, int from, int to) {
        if (to - from != lower.length) {
            return false;
        }
        for (int i = 0; i < lower.length; i++) {
            byte b = in[from + i];
            if ((b >= 'A' && b <= 'Z' ? b | 0x20 : b) != lower[i]) {
                return false;
            }
        }
        return true;
    }

    private static byte[] name(String name) {
        return name.getBytes(StandardCharsets.US_ASCII);
    }
}
