package apex.http1.wire;

import apex.spi.exchange.Arena;
import apex.spi.exchange.Fields;
import apex.spi.exchange.Reason;
import apex.spi.exchange.Text;
import apex.spi.listen.Underscores;

/**
 * Reads the fields behind a chunked body (RFC 9112 section 7.1.2), which live in an arena of their own: at most 64 in 8 KiB. One that
 * cannot be a trailer breaks the body.
 */
final class TrailerParser extends HeadReader {
    private static final int LIMIT = 8 * 1024;
    private static final int MOST_FIELDS = 64;

    private final Arena arena;
    private final Fields fields;
    private final Text name = new Text();
    private final Text scratch = new Text();

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

    void begin(Underscores underscores) {
        close();
        restart(LIMIT, MOST_FIELDS, LIMIT, underscores);
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
        for (int i = fields.next(-1); i >= 0; i = fields.next(i)) {
            if (!FieldRules.isTrailer(fields.name(i, name), scratch)) {
                return Reason.BAD_CHUNK;
            }
        }
        return null;
    }
}
