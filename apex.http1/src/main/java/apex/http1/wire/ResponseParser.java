package apex.http1.wire;

import apex.spi.exchange.Head;
import apex.spi.exchange.Reason;
import apex.spi.exchange.ResponseHead;
import apex.spi.exchange.Text;

/** Reads response heads, informational ones too (RFC 9112 sections 4, 5 and 6). */
public final class ResponseParser extends HeadReader {
    /** The most bytes of a head; filters need room for more. */
    public static final int LIMIT = 24 * 1024;

    private static final byte[] PREFIX = {'H', 'T', 'T', 'P', '/', '1', '.'};
    private static final int MINOR = PREFIX.length;
    private static final int FIRST_DIGIT = MINOR + 2;
    private static final int AFTER_DIGITS = FIRST_DIGIT + 3;
    private static final int SWITCHING_PROTOCOLS = 101;
    private static final int NO_CONTENT = 204;
    private static final int NOT_MODIFIED = 304;

    private final ResponseHead head;
    private final ConnectionFields connection = new ConnectionFields();
    private final Text scratch = new Text();
    private boolean toHead;
    private int index;
    private int status;
    private boolean inPhrase;
    private boolean beforeLf;
    private boolean reusable;
    private BodyFraming framing = BodyFraming.NONE;

    /** A parser that fills {@code head}, one response after the other. */
    public ResponseParser(ResponseHead head) {
        super(head.arena(), head.fields(), Reason.BAD_RESPONSE, Reason.RESPONSE_HEAD_TOO_LARGE);
        this.head = head;
    }

    /** Makes ready for the next head; {@code answersHead} tells whether the request's method was HEAD. */
    public void begin(boolean answersHead) {
        restart(LIMIT);
        head.close();
        toHead = answersHead;
        index = 0;
        status = 0;
        inPhrase = false;
        beforeLf = false;
    }

    /** How the body ends. */
    public BodyFraming framing() {
        return framing;
    }

    /** Whether the connection can be used again after this response. */
    public boolean keepsAlive() {
        return reusable && framing != BodyFraming.UNTIL_CLOSE;
    }

    @Override
    int startLine(byte[] bytes, int from, int end) {
        int at = from;
        while (at < end) {
            byte octet = bytes[at];
            if (beforeLf) {
                if (octet != '\n') {
                    return refuse(Reason.BAD_RESPONSE, at);
                }
                head.status(status);
                endStartLine();
                return at + 1;
            }
            if (inPhrase) {
                at = phrase(bytes, at, end);
            } else if (fits(octet)) {
                index++;
                at++;
            } else {
                return refuse(Reason.BAD_RESPONSE, at);
            }
            if (failure() != null) {
                return at;
            }
        }
        return at;
    }

    @Override
    Reason check() {
        long length = Framing.of(head.fields(), scratch);
        boolean unsupported = length == Framing.BAD || length == Framing.CHUNKED && head.version() == 10;
        if (unsupported || status == SWITCHING_PROTOCOLS || !connection.strip(head.fields())) {
            return Reason.BAD_RESPONSE;
        }
        reusable = connection.keepsAlive(head.version());
        if (status < 200 || status == NO_CONTENT) {
            return withoutContent(length);
        }
        head.contentLength(length >= 0 ? length : Head.UNKNOWN_LENGTH);
        if (toHead || status == NOT_MODIFIED) {
            framing = BodyFraming.NONE;
        } else if (length >= 0) {
            framing = length == 0 ? BodyFraming.NONE : BodyFraming.LENGTH;
        } else {
            framing = length == Framing.CHUNKED ? BodyFraming.CHUNKED : BodyFraming.UNTIL_CLOSE;
        }
        return null;
    }

    /** Neither 1xx nor 204 can have content (RFC 9110 section 8.6); when one claims to, its connection is not to be trusted. */
    private Reason withoutContent(long length) {
        boolean claims = length > 0 || length == Framing.CHUNKED;
        if (claims && status < 200) {
            return Reason.BAD_RESPONSE;
        }
        framing = BodyFraming.NONE;
        head.contentLength(0);
        reusable &= !claims;
        return null;
    }

    /** Judges the bytes before the reason phrase; the space in front of an absent phrase may be absent too. */
    private boolean fits(byte octet) {
        if (index < MINOR) {
            return octet == PREFIX[index];
        }
        if (index == MINOR) {
            head.version(10 + octet - '0');
            return octet == '0' || octet == '1';
        }
        if (index < FIRST_DIGIT) {
            return octet == ' ';
        }
        if (index < AFTER_DIGITS) {
            status = status * 10 + octet - '0';
            boolean inRange = index > FIRST_DIGIT || octet >= '1' && octet <= '5';
            return inRange && Octets.isDigit(octet);
        }
        inPhrase = octet == ' ';
        beforeLf = octet == '\r';
        return inPhrase || beforeLf;
    }

    private int phrase(byte[] bytes, int from, int end) {
        int at = Octets.skipText(bytes, from, end);
        if (at == end) {
            return at;
        }
        if (bytes[at] != '\r') {
            return refuse(Reason.BAD_RESPONSE, at);
        }
        beforeLf = true;
        return at + 1;
    }
}
