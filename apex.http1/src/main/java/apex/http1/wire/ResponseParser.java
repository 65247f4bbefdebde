package apex.http1.wire;

import apex.spi.exchange.Head;
import apex.spi.exchange.Reason;
import apex.spi.exchange.ResponseHead;
import apex.spi.exchange.Text;
import apex.spi.listen.Underscores;

/**
 * Reads response heads, informational ones too (RFC 9112 sections 4, 5 and 6): at most 24 KiB, 200 fields, 16 KiB a field line and
 * 1 KiB of reason phrase.
 */
public final class ResponseParser extends HeadReader {
    /** The most bytes of a head; filters need room for more. */
    public static final int LIMIT = 24 * 1024;

    private static final int MOST_FIELDS = 200;
    private static final int LONGEST_LINE = 16 * 1024;
    private static final int LONGEST_PHRASE = 1024;
    private static final byte[] PREFIX = {'H', 'T', 'T', 'P', '/', '1', '.'};
    private static final int MINOR = PREFIX.length;
    private static final int FIRST_DIGIT = MINOR + 2;
    private static final int AFTER_DIGITS = FIRST_DIGIT + 3;
    private static final int SWITCHING_PROTOCOLS = 101;
    private static final int NO_CONTENT = 204;
    private static final int NOT_MODIFIED = 304;
    private static final Text NO_SWITCH = new Text();
    private static final byte[] NONE = {};

    private final ResponseHead head;
    private final ConnectionFields connection = new ConnectionFields();
    private final Text scratch = new Text();
    private final Text asked = new Text();
    private byte[] askedBytes = NONE;
    private boolean toHead;
    private int phraseStart;
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
        begin(answersHead, NO_SWITCH);
    }

    /**
     * Makes ready for the next head.
     *
     * @param answersHead whether the request's method was HEAD
     * @param upgrade the protocol that the request asked to switch to, which is copied; empty if it did not, and a 101 is refused then
     */
    public void begin(boolean answersHead, Text upgrade) {
        restart(LIMIT, MOST_FIELDS, LONGEST_LINE, Underscores.FORWARD);
        head.close();
        toHead = answersHead;
        index = 0;
        status = 0;
        inPhrase = false;
        beforeLf = false;
        ask(upgrade);
    }

    /** How the body ends; {@link BodyFraming#UNTIL_CLOSE} for what another protocol sends after a switch. */
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
            } else if (fits(octet, at)) {
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
        if (length == Framing.BAD || head.version() == 10 && (length == Framing.CHUNKED || status < 200)) {
            return Reason.BAD_RESPONSE;
        }
        if (status == SWITCHING_PROTOCOLS) {
            return switching(length);
        }
        if (!connection.strip(head.fields())) {
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

    private void ask(Text upgrade) {
        int length = upgrade.length();
        if (length > askedBytes.length) {
            askedBytes = new byte[length];
        }
        System.arraycopy(upgrade.array(), upgrade.offset(), askedBytes, 0, length);
        asked.wrap(askedBytes, 0, length);
    }

    /** RFC 9110 section 7.8: only what was asked for is switched to, and only when the backend says so beyond doubt. */
    private Reason switching(long length) {
        boolean hasContent = length > 0 || length == Framing.CHUNKED;
        if (asked.length() == 0 || hasContent || !connection.strip(head.fields())) {
            return Reason.BAD_RESPONSE;
        }
        scratch.wrap(head.arena().bytes(), connection.protocolStart(), connection.protocolLength());
        if (!connection.upgrades() || connection.protocols() != 1 || !scratch.equalsIgnoreCase(asked)) {
            return Reason.BAD_RESPONSE;
        }
        reusable = false;
        framing = BodyFraming.UNTIL_CLOSE;
        head.contentLength(Head.UNKNOWN_LENGTH);
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
    private boolean fits(byte octet, int at) {
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
        phraseStart = at + 1;
        beforeLf = octet == '\r';
        return inPhrase || beforeLf;
    }

    private int phrase(byte[] bytes, int from, int end) {
        int at = Octets.skipText(bytes, from, end);
        if (at - phraseStart > LONGEST_PHRASE) {
            return refuse(Reason.RESPONSE_HEAD_TOO_LARGE, at);
        }
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
