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

    private final Text value = new Text();
    private final Text option = new Text();
    private final Text name = new Text();
    private boolean close;
    private boolean keepAlive;

    /** Whether the sender lets the connection live on (RFC 9112 section 9.3); of the fields stripped last. */
    boolean keepsAlive(int version) {
        return !close && (version == 11 || keepAlive);
    }

    /** Strips the fields; false when Connection names absurdly many, which only an attacker does. */
    boolean strip(Fields fields) {
        close = false;
        keepAlive = false;
        int options = 0;
        int index = fields.find(FieldName.CONNECTION);
        while (index >= 0) {
            options += options(fields, index, MOST_OPTIONS - options);
            if (options > MOST_OPTIONS) {
                return false;
            }
            index = fields.findNext(FieldName.CONNECTION, index);
        }
        for (FieldName own : OWN) {
            fields.remove(own);
        }
        return true;
    }

    /** Applies the options of one field and returns their number, one more than {@code most} if there are more. */
    private int options(Fields fields, int index, int most) {
        fields.value(index, value);
        int count = 0;
        int at = 0;
        while (at < value.length() && count <= most) {
            int comma = value.indexOf(',', at);
            int end = comma < 0 ? value.length() : comma;
            trim(at, end);
            if (option.length() > 0) {
                apply(fields);
                count++;
            }
            at = end + 1;
        }
        return count;
    }

    private void trim(int from, int end) {
        int start = from;
        int stop = end;
        while (start < stop && isBlank(value.charAt(start))) {
            start++;
        }
        while (stop > start && isBlank(value.charAt(stop - 1))) {
            stop--;
        }
        option.wrap(value.array(), value.offset() + start, stop - start);
    }

    private void apply(Fields fields) {
        if (option.equalsIgnoreCase(CLOSE)) {
            close = true;
        } else if (option.equalsIgnoreCase(KEEP_ALIVE)) {
            keepAlive = true;
        } else if (!EndToEnd.isProtected(option, name)) {
            remove(fields);
        }
    }

    private void remove(Fields fields) {
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

    private static boolean isBlank(char octet) {
        return octet == ' ' || octet == '\t';
    }
}
