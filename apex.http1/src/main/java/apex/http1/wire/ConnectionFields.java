package apex.http1.wire;

import apex.spi.exchange.FieldName;
import apex.spi.exchange.Fields;
import apex.spi.exchange.Text;

/**
 * Takes out what is meant for this connection alone (RFC 9110 section 7.6.1): the fields of the protocol itself and those that
 * Connection names. Keeps what they say: whether the connection lives on, and what it is asked to switch to. A peer cannot name away what others rely on: identity, forwarding, content, caching.
 */
final class ConnectionFields {
    private static final int MOST_OPTIONS = 32;
    private static final int LONGEST_PROTOCOL = 64;
    private static final Text CLOSE = Text.of("close");
    private static final Text KEEP_ALIVE = Text.of("keep-alive");
    private static final Text UPGRADE = Text.of("upgrade");
    private static final Text TE = Text.of("te");
    private static final Text H2C = Text.of("h2c");

    private static final FieldName[] OWN = {
        FieldName.CONNECTION,
        FieldName.KEEP_ALIVE,
        FieldName.PROXY_CONNECTION,
        FieldName.TRANSFER_ENCODING,
        FieldName.CONTENT_LENGTH,
        FieldName.TE,
        FieldName.TRAILER,
        FieldName.UPGRADE,
        FieldName.HTTP2_SETTINGS,
        FieldName.PROXY_AUTHENTICATE,
        FieldName.PROXY_AUTHORIZATION
    };

    private final Members members = new Members();
    private final Text name = new Text();
    private boolean close;
    private boolean keepAlive;
    private boolean upgrade;
    private boolean te;
    private int protocols;
    private int protocolStart;
    private int protocolLength;
    private boolean malformed;
    private boolean cleartextHttp2;

    /** Whether the sender lets the connection live on (RFC 9112 section 9.3); of the fields stripped last. */
    boolean keepsAlive(int version) {
        return !close && (version == 11 || keepAlive);
    }

    /** Whether Connection named Upgrade, without which that field means nothing (RFC 9110 section 7.8); of the fields stripped last. */
    boolean upgrades() {
        return upgrade;
    }

    /** Whether Connection named TE, without which that field may be another sender's (RFC 9110 section 10.1.4); as above. */
    boolean namesTe() {
        return te;
    }

    /** How many protocols Upgrade lists, each a name with a version or without; of the fields stripped last. */
    int protocols() {
        return protocols;
    }

    /** Where the first of them begins in the arena. */
    int protocolStart() {
        return protocolStart;
    }

    /** The length of the first of them. */
    int protocolLength() {
        return protocolLength;
    }

    /** Whether one of them is no protocol. */
    boolean isUpgradeMalformed() {
        return malformed;
    }

    /** Whether Upgrade asks for HTTP/2 without TLS, which would take the connection out of sight (RFC 9113 section 3.1). */
    boolean hasCleartextHttp2() {
        return cleartextHttp2;
    }

    /** Strips the fields; false when Connection names absurdly many, which only an attacker does. */
    boolean strip(Fields fields) {
        close = false;
        keepAlive = false;
        upgrade = false;
        te = false;
        protocols = 0;
        malformed = false;
        cleartextHttp2 = false;
        if (fields.has(FieldName.UPGRADE)) {
            readProtocols(fields);
        }
        if (fields.has(FieldName.CONNECTION) && !options(fields)) {
            return false;
        }
        for (FieldName own : OWN) {
            fields.remove(own);
        }
        return true;
    }

    private boolean options(Fields fields) {
        int count = 0;
        members.begin(fields, FieldName.CONNECTION);
        for (Text option = members.next(); option != null; option = members.next()) {
            if (option.length() > 0) {
                apply(option, fields);
                if (++count > MOST_OPTIONS) {
                    return false;
                }
            }
        }
        return true;
    }

    private void readProtocols(Fields fields) {
        cleartextHttp2 = fields.has(FieldName.HTTP2_SETTINGS);
        members.begin(fields, FieldName.UPGRADE);
        for (Text member = members.next(); member != null; member = members.next()) {
            if (member.length() > 0) {
                readProtocol(member);
            }
        }
    }

    private void readProtocol(Text member) {
        if (protocols++ == 0) {
            protocolStart = member.offset();
            protocolLength = member.length();
        }
        int slash = member.indexOf('/', 0);
        int nameLength = slash < 0 ? member.length() : slash;
        boolean isName = isToken(member, 0, nameLength);
        boolean isVersion = slash < 0 || isToken(member, slash + 1, member.length());
        malformed |= !isName || !isVersion || member.length() > LONGEST_PROTOCOL;
        cleartextHttp2 |= name.wrap(member.array(), member.offset(), nameLength).equalsIgnoreCase(H2C);
    }

    private static boolean isToken(Text text, int from, int end) {
        for (int i = from; i < end; i++) {
            if (!Octets.isToken(text.array()[text.offset() + i])) {
                return false;
            }
        }
        return end > from;
    }

    private void apply(Text option, Fields fields) {
        if (option.equalsIgnoreCase(CLOSE)) {
            close = true;
        } else if (option.equalsIgnoreCase(KEEP_ALIVE)) {
            keepAlive = true;
        } else if (option.equalsIgnoreCase(UPGRADE)) {
            upgrade = true;
        } else if (option.equalsIgnoreCase(TE)) {
            te = true;
        } else if (!FieldRules.isEndToEnd(option, name)) {
            remove(option, fields);
        }
    }

    private void remove(Text option, Fields fields) {
        FieldName known = FieldName.find(option.array(), option.offset(), option.length());
        if (known != null) {
            // What strip() still has to read stays until then; it is removed there.
            if (known != FieldName.CONNECTION) {
                fields.remove(known);
            }
            return;
        }
        for (int i = fields.next(-1); i >= 0; i = fields.next(i)) {
            if (fields.nameLength(i) == option.length() && fields.name(i, name).equalsIgnoreCase(option)) {
                fields.removeAt(i);
            }
        }
    }
}
