package apex.http1.wire;

import apex.spi.exchange.Reason;
import apex.spi.exchange.RequestHead;
import apex.spi.listen.HeadLimits;
import apex.spi.listen.HttpPolicy;
import apex.spi.listen.Leniency;

/** Reads request heads (RFC 9112 sections 2, 3 and 5). */
public final class RequestParser extends HeadReader {
    private static final int LONGEST_METHOD = 64;
    private static final byte[] VERSION_PREFIX = {'H', 'T', 'T', 'P', '/'};
    private static final int VERSION_LENGTH = VERSION_PREFIX.length + 3;

    private static final int LEAD = 0;
    private static final int LEAD_LF = 1;
    private static final int METHOD = 2;
    private static final int TARGET = 3;
    private static final int VERSION = 4;
    private static final int LINE_LF = 5;

    private final RequestHead head;
    private final RequestRules rules = new RequestRules();
    private int targetLimit;
    private HttpPolicy policy = HttpPolicy.STRICT;
    private boolean secure;
    private int part;
    private int partStart;
    private int pathEnd;

    /** A parser that fills {@code head}, one request after the other. */
    public RequestParser(RequestHead head) {
        super(head.arena(), head.fields(), Reason.BAD_FIELD, Reason.HEAD_TOO_LARGE);
        this.head = head;
    }

    /**
     * Makes ready for the next request.
     *
     * @param limits bounds of the head
     * @param http what is made of what the RFCs leave to choice
     * @param encrypted whether the connection is, which decides on the scheme that an absolute target may have
     */
    public void begin(HeadLimits limits, HttpPolicy http, boolean encrypted) {
        restart(limits.bytes(), limits.count(), limits.lineBytes(), http.underscores());
        head.close();
        head.secure(encrypted);
        targetLimit = limits.targetBytes();
        policy = http;
        secure = encrypted;
        part = LEAD;
    }

    /** Whether the client lets the connection live on after this exchange (RFC 9112 section 9.3). */
    public boolean keepsAlive() {
        return rules.keepsAlive();
    }

    /** Whether the client waits for a 100 before it sends the body (RFC 9110 section 10.1.1). */
    public boolean expectsContinue() {
        return rules.expectsContinue();
    }

    @Override
    int startLine(byte[] bytes, int from, int end) {
        int at = from;
        while (at < end && failure() == null) {
            switch (part) {
                case LEAD -> at = lead(bytes, at);
                case LEAD_LF -> at = leadLf(bytes, at);
                case METHOD -> at = method(bytes, at, end);
                case TARGET -> at = target(bytes, at, end);
                case VERSION -> at = version(bytes, at);
                default -> {
                    if (bytes[at] != '\n') {
                        return refuse(Reason.BAD_REQUEST_LINE, at);
                    }
                    endStartLine();
                    return at + 1;
                }
            }
        }
        return at;
    }

    @Override
    Reason check() {
        return rules.check(head, secure, policy);
    }

    /** One empty line before a request is tolerated, more if it is allowed (RFC 9112 section 2.2). */
    private int lead(byte[] bytes, int at) {
        if (bytes[at] == '\r') {
            part = LEAD_LF;
            return at + 1;
        }
        part = METHOD;
        partStart = at;
        return at;
    }

    private int leadLf(byte[] bytes, int at) {
        if (bytes[at] != '\n') {
            return refuse(Reason.BAD_REQUEST_LINE, at);
        }
        part = policy.lenient().contains(Leniency.LEADING_EMPTY_LINES) ? LEAD : METHOD;
        partStart = at + 1;
        return at + 1;
    }

    private int method(byte[] bytes, int from, int end) {
        int at = from;
        while (at < end && Octets.isMethod(bytes[at])) {
            at++;
        }
        if (at - partStart > LONGEST_METHOD) {
            return refuse(Reason.BAD_METHOD, at);
        }
        if (at == end) {
            return at;
        }
        byte octet = bytes[at];
        if (octet != ' ') {
            return refuse(octet == '\r' || octet == '\n' ? Reason.BAD_REQUEST_LINE : Reason.BAD_METHOD, at);
        }
        if (at == partStart) {
            return refuse(Reason.BAD_REQUEST_LINE, at);
        }
        head.method(partStart, at - partStart);
        part = TARGET;
        partStart = at + 1;
        pathEnd = -1;
        return at + 1;
    }

    private int target(byte[] bytes, int from, int end) {
        int at = from;
        int bound = (int) Math.min(end, (long) partStart + targetLimit);
        while (at < bound && Octets.isTarget(bytes[at])) {
            if (bytes[at] == '?' && pathEnd < 0) {
                pathEnd = at;
            }
            at++;
        }
        if (at == end) {
            return at;
        }
        byte octet = bytes[at];
        if (octet == '\r' || octet == '\n' || octet == ' ' && at == partStart) {
            return refuse(Reason.BAD_REQUEST_LINE, at);
        }
        if (octet != ' ') {
            return refuse(Octets.isTarget(octet) ? Reason.TARGET_TOO_LONG : Reason.BAD_TARGET, at);
        }
        head.target(partStart, at - partStart, (pathEnd < 0 ? at : pathEnd) - partStart);
        part = VERSION;
        partStart = at + 1;
        return at + 1;
    }

    private int version(byte[] bytes, int at) {
        byte octet = bytes[at];
        int index = at - partStart;
        if (octet == ' ' || octet == '\n' || octet == '\r' && index < VERSION_LENGTH) {
            return refuse(Reason.BAD_REQUEST_LINE, at);
        }
        if (index < VERSION_PREFIX.length) {
            return octet == VERSION_PREFIX[index] ? at + 1 : refuse(Reason.BAD_REQUEST_LINE, at);
        }
        boolean fits = switch (index - VERSION_PREFIX.length) {
            case 0 -> octet == '1';
            case 1 -> octet == '.';
            case 2 -> octet == '0' || octet == '1';
            default -> octet == '\r';
        };
        if (!fits) {
            return refuse(Reason.BAD_VERSION, at);
        }
        if (index == VERSION_LENGTH) {
            head.version(10 + bytes[at - 1] - '0');
            part = LINE_LF;
        }
        return at + 1;
    }
}
