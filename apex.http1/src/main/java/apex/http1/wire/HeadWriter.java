package apex.http1.wire;

import apex.net.Wire;
import apex.spi.exchange.FieldName;
import apex.spi.exchange.Fields;
import apex.spi.exchange.RequestHead;
import apex.spi.exchange.ResponseHead;
import apex.spi.exchange.Text;
import apex.spi.thread.Apart;

/**
 * Writes heads. Fields that nobody touched are copied as the lines that arrived, runs of them at once; framing and connection
 * fields come from here alone, whatever the fields of a head say. One for each loop.
 */
public final class HeadWriter extends Apart {
    private static final int BUFFER = 4096;
    private static final int MOST_DIGITS = 20;
    private static final boolean[] NOT_IN_RESPONSES = numbers(
            FieldName.CONNECTION,
            FieldName.KEEP_ALIVE,
            FieldName.PROXY_CONNECTION,
            FieldName.TRANSFER_ENCODING,
            FieldName.CONTENT_LENGTH,
            FieldName.TRAILER,
            FieldName.UPGRADE,
            FieldName.HTTP2_SETTINGS);
    private static final boolean[] NOT_IN_REQUESTS = NOT_IN_RESPONSES.clone();

    static {
        NOT_IN_REQUESTS[FieldName.HOST.number()] = true;
        NOT_IN_REQUESTS[FieldName.TE.number()] = true;
    }

    private final byte[] buffer = new byte[BUFFER];
    private final byte[] digits = new byte[MOST_DIGITS];
    private final DateLine date = new DateLine();
    private final Text name = new Text();
    private final Text scratch = new Text();
    private Wire wire;
    private int used;

    /** A writer with an empty buffer. */
    public HeadWriter() {}

    /** Writes a request head whose body is framed as said. */
    public void request(Wire to, RequestHead head, BodyFraming framing) {
        wire = to;
        Text target = head.target();
        Text method = head.methodText();
        byte[] bytes = method.array();
        int space = method.offset() + method.length();
        if (target.array() == bytes && target.offset() == space + 1 && bytes[space] == ' ') {
            put(bytes, method.offset(), method.length() + 1 + target.length());
        } else {
            put(method);
            put(Literals.SPACE);
            put(target);
        }
        put(Literals.VERSION_AND_HOST);
        put(head.authority());
        put(Literals.CRLF);
        fields(head.fields(), NOT_IN_REQUESTS);
        if (framing == BodyFraming.CHUNKED) {
            put(Literals.CHUNKED);
        } else if (framing == BodyFraming.LENGTH || announcesNoContent(head)) {
            contentLength(head.contentLength());
        }
        Text protocol = head.upgrade();
        if (protocol.length() > 0) {
            upgrade(protocol);
        } else if (head.takesTrailers()) {
            put(Literals.TRAILERS);
        }
        finish();
    }

    /** Writes a head with status 101, after which the connection speaks {@code protocol} (RFC 9110 section 15.2.2). */
    public void switching(Wire to, ResponseHead head, Text protocol) {
        wire = to;
        put(StatusLines.of(head.status()));
        fields(head.fields(), NOT_IN_RESPONSES);
        upgrade(protocol);
        finish();
    }

    /** Writes an informational head. */
    public void informational(Wire to, ResponseHead head) {
        wire = to;
        put(StatusLines.of(head.status()));
        fields(head.fields(), NOT_IN_RESPONSES);
        finish();
    }

    /**
     * Writes the head of a final response.
     *
     * @param framing how the body ends
     * @param length the content length to announce, or -1 for none
     * @param connection what to say about the connection
     */
    public void response(Wire to, ResponseHead head, BodyFraming framing, long length, KeepAlive connection) {
        wire = to;
        put(StatusLines.of(head.status()));
        if (!head.fields().has(FieldName.DATE)) {
            put(date.now(to.loop()));
        }
        fields(head.fields(), NOT_IN_RESPONSES);
        if (framing == BodyFraming.CHUNKED) {
            put(Literals.CHUNKED);
        } else if (length >= 0) {
            contentLength(length);
        }
        switch (connection) {
            case CLOSE -> put(Literals.CLOSE);
            case SAID -> put(Literals.KEEP_ALIVE);
            case UNSAID -> {}
        }
        finish();
    }

    /** Writes the line in front of a chunk of {@code size} bytes. */
    public void chunkSize(Wire to, int size) {
        wire = to;
        int at = MOST_DIGITS;
        int rest = size;
        do {
            digits[--at] = (byte) Character.forDigit(rest & 15, 16);
            rest >>>= 4;
        } while (rest != 0);
        put(digits, at, MOST_DIGITS - at);
        finish();
    }

    /** Writes the end of a chunk. */
    public void chunkEnd(Wire to) {
        to.write(Literals.CRLF, 0, Literals.CRLF.length);
    }

    /** Writes the last chunk and the trailers, which may be null; of a message either way. What cannot be a trailer is left out. */
    public void lastChunk(Wire to, Fields trailers) {
        wire = to;
        put(Literals.LAST_CHUNK);
        if (trailers != null) {
            trailers(trailers);
        }
        finish();
    }

    private void upgrade(Text protocol) {
        put(Literals.UPGRADE);
        put(protocol);
        put(Literals.CRLF);
    }

    private void trailers(Fields fields) {
        for (int i = fields.next(-1); i >= 0; i = fields.next(i)) {
            if (FieldRules.isTrailer(fields.name(i, name), scratch)) {
                field(fields, i);
            }
        }
    }

    /** RFC 9110 section 8.6: a request that could be expected to have content says that it has none. */
    private static boolean announcesNoContent(RequestHead head) {
        return switch (head.method()) {
            case POST, PUT, PATCH -> true;
            case OTHER, GET, HEAD, DELETE, CONNECT, OPTIONS, TRACE -> false;
        };
    }

    private void fields(Fields fields, boolean[] without) {
        byte[] bytes = fields.bytes();
        int runStart = 0;
        int runEnd = 0;
        for (int i = fields.next(-1); i >= 0; i = fields.next(i)) {
            FieldName known = fields.nameAt(i);
            if (known != null && known.number() < without.length && without[known.number()]) {
                continue;
            }
            int start = fields.nameStart(i);
            int length = fields.lineLength(i);
            if (length > 0 && start == runEnd) {
                runEnd += length;
                continue;
            }
            put(bytes, runStart, runEnd - runStart);
            runStart = start;
            runEnd = start + length;
            if (length == 0) {
                field(fields, i);
            }
        }
        put(bytes, runStart, runEnd - runStart);
    }

    private void field(Fields fields, int index) {
        byte[] bytes = fields.bytes();
        put(bytes, fields.nameStart(index), fields.nameLength(index));
        put(Literals.COLON);
        put(bytes, fields.valueStart(index), fields.valueLength(index));
        put(Literals.CRLF);
    }

    private void contentLength(long length) {
        put(Literals.CONTENT_LENGTH);
        int at = MOST_DIGITS;
        long rest = length;
        do {
            digits[--at] = (byte) ('0' + rest % 10);
            rest /= 10;
        } while (rest != 0);
        put(digits, at, MOST_DIGITS - at);
        put(Literals.CRLF);
    }

    private void put(Text text) {
        put(text.array(), text.offset(), text.length());
    }

    private void put(byte[] bytes) {
        put(bytes, 0, bytes.length);
    }

    private void put(byte[] bytes, int from, int count) {
        if (count > BUFFER - used) {
            flush();
            if (count > BUFFER) {
                wire.write(bytes, from, count);
                return;
            }
        }
        System.arraycopy(bytes, from, buffer, used, count);
        used += count;
    }

    private void finish() {
        put(Literals.CRLF);
        flush();
        wire = null;
    }

    private void flush() {
        wire.write(buffer, 0, used);
        used = 0;
    }

    private static boolean[] numbers(FieldName... names) {
        int most = FieldName.HOST.number();
        for (FieldName name : names) {
            most = Math.max(most, name.number());
        }
        boolean[] numbers = new boolean[Math.max(most, FieldName.TE.number()) + 1];
        for (FieldName name : names) {
            numbers[name.number()] = true;
        }
        return numbers;
    }
}
