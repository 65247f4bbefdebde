package apex.http1.wire;

import apex.spi.exchange.FieldName;
import apex.spi.exchange.Fields;
import apex.spi.exchange.Text;

/**
 * Which fields cannot stand behind a body: those that decide on framing, routing, identity, conditions or the meaning of the
 * content, and would change what has been decided if somebody merged them into the head (RFC 9110 section 6.5.1).
 */
final class TrailerNames {
    private static final FieldName[] NAMES = {
        FieldName.ALLOW,
        FieldName.AUTHORIZATION,
        FieldName.CACHE_CONTROL,
        FieldName.CONNECTION,
        FieldName.CONTENT_ENCODING,
        FieldName.CONTENT_LENGTH,
        FieldName.CONTENT_TYPE,
        FieldName.COOKIE,
        FieldName.DATE,
        FieldName.EXPECT,
        FieldName.FORWARDED,
        FieldName.HOST,
        FieldName.HTTP2_SETTINGS,
        FieldName.KEEP_ALIVE,
        FieldName.LOCATION,
        FieldName.RETRY_AFTER,
        FieldName.SET_COOKIE,
        FieldName.TE,
        FieldName.TRAILER,
        FieldName.TRANSFER_ENCODING,
        FieldName.UPGRADE,
        FieldName.VARY,
        FieldName.VIA
    };

    private static final boolean[] BY_NUMBER = new boolean[FieldName.MOST];

    private static final Text[] FAMILIES = {
        Text.of("access-control-"),
        Text.of("age"),
        Text.of("content-"),
        Text.of("expires"),
        Text.of("if-"),
        Text.of("max-forwards"),
        Text.of("origin"),
        Text.of("pragma"),
        Text.of("proxy-"),
        Text.of("range"),
        Text.of("sec-"),
        Text.of("true-client-ip"),
        Text.of("warning"),
        Text.of("www-authenticate"),
        Text.of("x-client-"),
        Text.of("x-forwarded-"),
        Text.of("x-http-method"),
        Text.of("x-original-"),
        Text.of("x-real-ip"),
        Text.of("x-rewrite-")
    };

    static {
        for (FieldName name : NAMES) {
            BY_NUMBER[name.number()] = true;
        }
    }

    private final Text name = new Text();
    private final Text start = new Text();

    /** Whether the field at {@code index} cannot be a trailer. */
    boolean isForbidden(Fields fields, int index) {
        FieldName known = fields.nameAt(index);
        if (known != null && BY_NUMBER[known.number()]) {
            return true;
        }
        fields.name(index, name);
        for (Text family : FAMILIES) {
            if (name.length() >= family.length()
                    && start.wrap(name.array(), name.offset(), family.length()).equalsIgnoreCase(family)) {
                return true;
            }
        }
        return false;
    }
}
