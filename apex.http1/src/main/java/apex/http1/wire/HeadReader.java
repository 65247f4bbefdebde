package apex.http1.wire;

import apex.net.Input;
import apex.spi.exchange.Arena;
import apex.spi.exchange.ArenaSlab;
import apex.spi.exchange.FieldName;
import apex.spi.exchange.Fields;
import apex.spi.exchange.HeadTooLargeException;
import apex.spi.exchange.Reason;
import apex.spi.listen.Underscores;

/**
 * Reads a start line and field lines into an arena, in one pass, in whatever pieces they arrive. Each byte is judged by what came
 * before it alone, so that the pieces make no difference. What follows the empty line stays in the input.
 */
abstract class HeadReader {
    private static final int START_LINE = 0;
    private static final int FIELD = 1;
    private static final int NAME = 2;
    private static final int BEFORE_VALUE = 3;
    private static final int VALUE = 4;
    private static final int VALUE_LF = 5;
    private static final int LAST_LF = 6;
    private static final int OVER = 7;

    private final Arena arena;
    private final Fields fields;
    private final Reason badField;
    private final Reason tooLarge;
    private int limit;
    private int longestLine;
    private int linesLeft;
    private Underscores underscores = Underscores.FORWARD;
    private int step;
    private int nameStart;
    private int nameLength;
    private int valueStart;
    private FieldName known;
    private boolean leftOut;
    private Reason failure;

    HeadReader(Arena arena, Fields fields, Reason badField, Reason tooLarge) {
        this.arena = arena;
        this.fields = fields;
        this.badField = badField;
        this.tooLarge = tooLarge;
    }

    /**
     * Reads on.
     *
     * @return whether the head is over, complete or refused; if not, all of the input has been taken
     */
    public final boolean feed(Input input, ArenaSlab slab) {
        try {
            arena.open(slab);
            while (input.remaining() > 0) {
                if (take(input)) {
                    return true;
                }
            }
            return false;
        } catch (HeadTooLargeException e) {
            failure = tooLarge;
            return true;
        }
    }

    /** Why the head was refused, or null. */
    public final Reason failure() {
        return failure;
    }

    /**
     * Starts over with an empty arena.
     *
     * @param bytes the most bytes of the head
     * @param lines the most field lines
     * @param lineBytes the most bytes of a field line, its end not counted
     * @param underscored what becomes of fields with an underscore in their name
     */
    final void restart(int bytes, int lines, int lineBytes, Underscores underscored) {
        limit = bytes;
        linesLeft = lines;
        longestLine = lineBytes;
        underscores = underscored;
        step = START_LINE;
        failure = null;
        known = null;
    }

    /** Refuses the head; the caller stops reading. */
    final int refuse(Reason reason, int at) {
        failure = reason;
        return at;
    }

    /** Says that the start line is complete. */
    final void endStartLine() {
        step = FIELD;
    }

    /** Reads on in the start line up to {@link #endStartLine}, {@link #refuse} or {@code end}; returns where to go on. */
    abstract int startLine(byte[] bytes, int from, int end);

    /** Judges the complete head: null, or why it is refused. */
    abstract Reason check();

    private boolean take(Input input) {
        int before = arena.used();
        if (before == limit) {
            failure = tooLarge;
            return true;
        }
        if (arena.free() == 0) {
            arena.ensure(1);
        }
        int count = Math.min(input.remaining(), Math.min(arena.free(), limit - before));
        input.copyTo(arena.bytes(), before, count);
        arena.advance(count);
        int at = scan(arena.bytes(), before, before + count);
        input.skip(at - before);
        if (failure != null) {
            return true;
        }
        if (step == OVER) {
            arena.truncate(at);
            failure = check();
            return true;
        }
        if (arena.used() == limit) {
            failure = tooLarge;
            return true;
        }
        return false;
    }

    private int scan(byte[] bytes, int from, int end) {
        int at = from;
        if (step == START_LINE) {
            at = startLine(bytes, at, end);
        }
        while (at < end && failure == null && step != OVER) {
            at = switch (step) {
                case FIELD -> beginLine(bytes, at);
                case NAME -> name(bytes, at, end);
                case BEFORE_VALUE -> beforeValue(bytes, at, end);
                case VALUE -> value(bytes, at, end);
                case VALUE_LF -> endOfLine(bytes, at, FIELD);
                default -> endOfLine(bytes, at, OVER);
            };
        }
        return at;
    }

    private int beginLine(byte[] bytes, int at) {
        if (bytes[at] == '\r') {
            step = LAST_LF;
            return at + 1;
        }
        nameStart = at;
        step = NAME;
        return at;
    }

    private int name(byte[] bytes, int from, int end) {
        int at = from;
        while (at < end && Octets.isToken(bytes[at])) {
            at++;
        }
        if (at == end) {
            return at;
        }
        nameLength = at - nameStart;
        if (bytes[at] != ':' || nameLength == 0) {
            return refuse(badField, at);
        }
        known = FieldName.find(bytes, nameStart, nameLength);
        leftOut = underscores != Underscores.FORWARD && hasUnderscore(bytes);
        if (leftOut && underscores == Underscores.REFUSE) {
            return refuse(badField, at);
        }
        step = BEFORE_VALUE;
        return at + 1;
    }

    private int beforeValue(byte[] bytes, int from, int end) {
        int at = from;
        while (at < end && Octets.isBlank(bytes[at])) {
            at++;
        }
        if (at < end) {
            valueStart = at;
            step = VALUE;
        }
        return at;
    }

    private int value(byte[] bytes, int from, int end) {
        int at = Octets.skipText(bytes, from, end);
        if (at - nameStart > longestLine) {
            return refuse(tooLarge, at);
        }
        if (at == end) {
            return at;
        }
        if (bytes[at] != '\r') {
            return refuse(badField, at);
        }
        if (--linesLeft < 0) {
            return refuse(tooLarge, at);
        }
        step = VALUE_LF;
        if (leftOut) {
            return at + 1;
        }
        int valueEnd = at;
        while (valueEnd > valueStart && Octets.isBlank(bytes[valueEnd - 1])) {
            valueEnd--;
        }
        // Lines with unusual white space are written anew, so that no backend reads them in its own way.
        int gap = valueStart - nameStart - nameLength - 1;
        boolean plain = valueEnd == at && (gap == 0 || gap == 1 && bytes[valueStart - 1] == ' ');
        int lineLength = plain ? at + 2 - nameStart : 0;
        fields.parsed(nameStart, nameLength, valueStart, valueEnd - valueStart, lineLength, known);
        return at + 1;
    }

    private int endOfLine(byte[] bytes, int at, int then) {
        if (bytes[at] != '\n') {
            return refuse(badField, at);
        }
        step = then;
        return at + 1;
    }

    private boolean hasUnderscore(byte[] bytes) {
        return known == null ? Octets.hasUnderscore(bytes, nameStart, nameLength) : known.hasUnderscore();
    }
}
