package apex.http1.wire;

import apex.spi.exchange.FieldName;
import apex.spi.exchange.Fields;
import apex.spi.exchange.Text;

/**
 * Takes out what is meant for this connection alone (RFC 9110 section 7.6.1): the fields of the protocol itself and those that
 * Connection names. A peer cannot name away what others rely on: identity, forwarding, content, caching.
 */
final class ConnectionFields {
    private static final int MOST_OPTIONS = 32;
    private static final Text CLOSE = Text.of("close");
    private static final Text KEEP_ALIVE = Text.of("keep-alive");
    private static final Text UPGRADE = Text.of("upgrade");

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

    /** Whether the sender lets the connection live on (RFC 9112 section 9.3); of the fields stripped last. */
    boolean keepsAlive(int version) {
        return !close && (version == 11 || keepAlive);
    }

    /** Whether Connection named Upgrade, without which that field means nothing (RFC 9110 section 7.8); of the fields stripped last. */
    boolean upgrades() {
        return upgrade;
    }

    /** Strips the fields; false when Connection names absurdly many, which only an attacker does. */
    boolean strip(Fields fields) {
        close = false;
        keepAlive = false;
        upgrade = false;
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

    private void apply(Text option, Fields fields) {
        if (option.equalsIgnoreCase(CLOSE)) {
            close = true;
        } else if (option.equalsIgnoreCase(KEEP_ALIVE)) {
            keepAlive = true;
        } else if (option.equalsIgnoreCase(UPGRADE)) {
            upgrade = true;
        } else if (!EndToEnd.isProtected(option, name)) {
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
