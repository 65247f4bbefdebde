package apex.http1.wire;

import apex.spi.exchange.Arena;
import apex.spi.exchange.FieldName;
import apex.spi.exchange.Fields;
import apex.spi.exchange.Reason;
import apex.spi.exchange.Text;

/**
 * Reads the fields behind a chunked body (RFC 9112 section 7.1.2), which live in an arena of their own. A name that decides on
 * framing, routing, identity or the meaning of the content is refused there (RFC 9110 section 6.5.1).
 */
final class TrailerParser extends HeadReader {
    private static final int LIMIT = 8 * 1024;

    private static final FieldName[] FORBIDDEN = {
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
        FieldName.PROXY_AUTHENTICATE,
        FieldName.PROXY_AUTHORIZATION,
        FieldName.PROXY_CONNECTION,
        FieldName.RETRY_AFTER,
        FieldName.SET_COOKIE,
        FieldName.TE,
        FieldName.TRAILER,
        FieldName.TRANSFER_ENCODING,
        FieldName.UPGRADE,
        FieldName.VARY,
        FieldName.VIA
    };

    private static final Text[] FORBIDDEN_FAMILIES = {
        Text.of("content-"),
        Text.of("x-forwarded-"),
        Text.of("if-"),
        Text.of("range"),
        Text.of("max-forwards"),
        Text.of("proxy-"),
        Text.of("www-authenticate"),
        Text.of("x-real-ip")
    };

    private final Arena arena;
    private final Fields fields;
    private final Text name = new Text();
    private final Text start = new Text();

    TrailerParser() {
        this(new Arena());
    }

    private TrailerParser(Arena arena) {
        this(arena, new Fields(arena));
    }

    private TrailerParser(Arena arena, Fields fields) {
        super(arena, fields, Reason.BAD_CHUNK, Reason.BAD_CHUNK);
        this.arena = arena;
        this.fields = fields;
    }

    void begin() {
        close();
        restart(LIMIT);
        endStartLine();
    }

    Fields fields() {
        return fields;
    }

    void close() {
        fields.clear();
        arena.close();
    }

    @Override
    int startLine(byte[] bytes, int from, int end) {
        return from;
    }

    @Override
    Reason check() {
        for (FieldName forbidden : FORBIDDEN) {
            if (fields.has(forbidden)) {
                return Reason.BAD_CHUNK;
            }
        }
        for (int i = fields.next(-1); i >= 0; i = fields.next(i)) {
            if (isForbiddenFamily(fields.name(i, name))) {
                return Reason.BAD_CHUNK;
            }
        }
        return null;
    }

    private boolean isForbiddenFamily(Text candidate) {
        for (Text family : FORBIDDEN_FAMILIES) {
            if (candidate.length() >= family.length()
                    && start.wrap(candidate.array(), candidate.offset(), family.length())
                            .equalsIgnoreCase(family)) {
                return true;
            }
        }
        return false;
    }
}
