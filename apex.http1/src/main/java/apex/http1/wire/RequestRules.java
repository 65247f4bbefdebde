package apex.http1.wire;

import apex.spi.exchange.Arena;
import apex.spi.exchange.FieldName;
import apex.spi.exchange.Fields;
import apex.spi.exchange.Head;
import apex.spi.exchange.Method;
import apex.spi.exchange.Reason;
import apex.spi.exchange.RequestHead;
import apex.spi.exchange.Text;
import apex.spi.listen.HttpPolicy;
import apex.spi.listen.Leniency;

/** What a request head has to be beyond its grammar; turns it into the protocol-neutral form on the way. */
final class RequestRules {
    private static final Text HTTP = Text.of("http://");
    private static final Text HTTPS = Text.of("https://");
    private static final Text HTTP_PORT = Text.of(":80");
    private static final Text HTTPS_PORT = Text.of(":443");
    private static final Text CONTINUE = Text.of("100-continue");
    private static final Text TRAILERS = Text.of("trailers");
    private static final byte[] SLASH = {'/'};
    private static final byte[] STAR = {'*'};

    private final ConnectionFields connection = new ConnectionFields();
    private final Text scratch = new Text();
    private final Members members = new Members();
    private boolean keepsAlive;
    private boolean expectsContinue;

    boolean keepsAlive() {
        return keepsAlive;
    }

    boolean expectsContinue() {
        return expectsContinue;
    }

    /** Null, or why the head is refused. */
    Reason check(RequestHead head, boolean secure, HttpPolicy policy) {
        Reason reason = host(head);
        if (reason == null) {
            reason = target(head, secure, policy);
        }
        if (reason == null) {
            reason = framing(head, policy);
        }
        if (reason != null) {
            return reason;
        }
        return connection(head);
    }

    private Reason host(RequestHead head) {
        Fields fields = head.fields();
        int index = fields.find(FieldName.HOST);
        int length = index < 0 ? 0 : fields.valueLength(index);
        if (index >= 0 && fields.findNext(FieldName.HOST, index) >= 0) {
            return Reason.BAD_HOST;
        }
        if (length == 0) {
            fields.remove(FieldName.HOST);
            return head.version() == 10 ? null : Reason.BAD_HOST;
        }
        int start = fields.valueStart(index);
        if (!Authority.isValid(fields.bytes(), start, length)) {
            return Reason.BAD_HOST;
        }
        head.authority(start, length);
        fields.remove(FieldName.HOST);
        return null;
    }

    /** The four forms of RFC 9112 section 3.2. */
    private Reason target(RequestHead head, boolean secure, HttpPolicy policy) {
        Text target = head.target();
        boolean origin = target.charAt(0) == '/';
        if (head.method() == Method.CONNECT) {
            return origin ? Reason.BAD_TARGET : Reason.CONNECT_REFUSED_BY_POLICY;
        }
        if (origin) {
            return null;
        }
        if (target.length() == 1 && target.charAt(0) == '*') {
            return head.method() == Method.OPTIONS ? null : Reason.BAD_TARGET;
        }
        return absolute(head, target, secure, policy);
    }

    private Reason absolute(RequestHead head, Text target, boolean secure, HttpPolicy policy) {
        Text scheme = secure ? HTTPS : HTTP;
        int skipped = scheme.length();
        if (target.length() <= skipped
                || !scratch.wrap(target.array(), target.offset(), skipped).equalsIgnoreCase(scheme)) {
            return Reason.BAD_TARGET;
        }
        byte[] bytes = target.array();
        int start = target.offset() + skipped;
        int end = target.offset() + target.length();
        int authorityEnd = start;
        while (authorityEnd < end && bytes[authorityEnd] != '/' && bytes[authorityEnd] != '?') {
            authorityEnd++;
        }
        int authorityLength = authorityEnd - start;
        if (!Authority.isValid(bytes, start, authorityLength)) {
            return Reason.BAD_TARGET;
        }
        Text host = head.authority();
        Text port = secure ? HTTPS_PORT : HTTP_PORT;
        if (host.length() > 0
                && !Authority.isSame(bytes, start, authorityLength, host.offset(), host.length(), port)
                && !policy.lenient().contains(Leniency.HOST_BESIDE_ABSOLUTE_TARGET)) {
            return Reason.BAD_HOST;
        }
        int pathLength = head.path().length() - skipped - authorityLength;
        head.authority(start, authorityLength);
        toOriginForm(head, authorityEnd, end - authorityEnd, pathLength);
        return null;
    }

    private static void toOriginForm(RequestHead head, int start, int length, int pathLength) {
        if (pathLength > 0) {
            head.target(start, length, pathLength);
            return;
        }
        Arena arena = head.arena();
        arena.ensure(1 + length);
        boolean star = length == 0 && head.method() == Method.OPTIONS;
        int at = arena.append(star ? STAR : SLASH, 0, 1);
        arena.appendOwn(start, length);
        head.target(at, 1 + length, 1);
    }

    private Reason framing(RequestHead head, HttpPolicy policy) {
        Fields fields = head.fields();
        long framing = Framing.of(fields, scratch);
        if (framing == Framing.BAD && policy.lenient().contains(Leniency.EQUAL_CONTENT_LENGTHS)) {
            framing = Framing.ofEqualLengths(fields, members);
        }
        if (framing == Framing.BAD || framing == Framing.CHUNKED && head.version() == 10) {
            return Reason.BAD_FRAMING;
        }
        if (framing == Framing.CHUNKED) {
            head.contentLength(Head.UNKNOWN_LENGTH);
        } else {
            head.contentLength(Math.max(0, framing));
        }
        return head.contentLength() == 0 || mayHaveContent(head) ? null : Reason.BAD_FRAMING;
    }

    /**
     * TRACE has no content (RFC 9110 section 9.3.8). In HTTP/1.0, where only POST and its like had any (RFC 1945 section 7.2), a server
     * may well take that of other methods for the next request.
     */
    private static boolean mayHaveContent(RequestHead head) {
        return switch (head.method()) {
            case TRACE -> false;
            case GET, HEAD, DELETE -> head.version() > 10;
            case POST, PUT, PATCH, OPTIONS, CONNECT, OTHER -> true;
        };
    }

    private boolean takesTrailers(Fields fields) {
        members.begin(fields, FieldName.TE);
        for (Text member = members.next(); member != null; member = members.next()) {
            if (member.equalsIgnoreCase(TRAILERS)) {
                return true;
            }
        }
        return false;
    }

    private Reason connection(RequestHead head) {
        Fields fields = head.fields();
        boolean isCurrent = head.version() > 10;
        boolean asksToSwitch = isCurrent && fields.has(FieldName.UPGRADE);
        boolean takesTrailers = isCurrent && fields.has(FieldName.TE) && takesTrailers(fields);
        if (!connection.strip(fields)) {
            return Reason.BAD_FIELD;
        }
        head.takesTrailers(takesTrailers && connection.namesTe());
        keepsAlive = connection.keepsAlive(head.version());
        expectsContinue = false;
        int expect = fields.find(FieldName.EXPECT);
        if (expect >= 0) {
            expect(head, expect);
        }
        return asksToSwitch ? upgrade(head) : null;
    }

    /**
     * RFC 9110 section 7.8. An Upgrade that Connection does not name is not meant for Apex, and dropped. Of several protocols the first
     * counts, but HTTP/2 without TLS is refused wherever it stands.
     */
    private Reason upgrade(RequestHead head) {
        if (!connection.upgrades()) {
            return null;
        }
        if (connection.hasCleartextHttp2()) {
            return Reason.BAD_UPGRADE;
        }
        if (connection.protocols() == 0 || connection.isUpgradeMalformed() || head.contentLength() != 0) {
            return Reason.BAD_UPGRADE;
        }
        head.upgrade(connection.protocolStart(), connection.protocolLength());
        return null;
    }

    /** RFC 9110 section 10.1.1: nobody waits in HTTP/1.0, nor in front of no content. */
    private void expect(RequestHead head, int index) {
        if (head.version() == 10) {
            head.fields().remove(FieldName.EXPECT);
        } else {
            expectsContinue = head.contentLength() != 0
                    && head.fields().value(index, scratch).equalsIgnoreCase(CONTINUE);
        }
    }
}
