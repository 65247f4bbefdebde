package apex.plugins.standard.accesslog;

import apex.spi.exchange.Exchange;
import apex.spi.exchange.FieldName;
import apex.spi.exchange.RequestHead;
import apex.spi.exchange.Text;
import apex.spi.log.LineBuffer;
import java.util.function.LongSupplier;

/**
 * What the log keeps for an exchange: where in the head's arena the request lies as it arrived, which stays there when
 * filters rewrite it; and a clock, whose date is formatted once a second.
 */
final class Entry {
    private static final long SECOND_NANOS = 1_000_000_000;
    private static final long SECONDS_OF_DAY = 86_400;

    private final Text view = new Text();
    private final RecordFormat format;
    private boolean noted;
    private int targetStart;
    private int targetLength;
    private int userAgentStart;
    private int userAgentLength;
    private int refererStart;
    private int refererLength;

    private final LongSupplier epochMillis;
    private final CivilDate date = new CivilDate();
    private final LineBuffer secondText = new LineBuffer(32);
    private long second = Long.MIN_VALUE;
    private boolean clockRead;
    private long readAtNanos;
    private long readMillis;

    Entry(RecordFormat format, LongSupplier epochMillis) {
        this.format = format;
        this.epochMillis = epochMillis;
    }

    void clear() {
        noted = false;
        targetLength = 0;
        userAgentLength = 0;
        refererLength = 0;
    }

    void note(RequestHead request) {
        noted = true;
        Text target = request.target();
        targetStart = target.offset();
        targetLength = target.length();
        int userAgent = request.fields().find(FieldName.USER_AGENT);
        if (userAgent >= 0) {
            userAgentStart = request.fields().valueStart(userAgent);
            userAgentLength = request.fields().valueLength(userAgent);
        }
        int referer = request.fields().find(FieldName.REFERER);
        if (referer >= 0) {
            refererStart = request.fields().valueStart(referer);
            refererLength = request.fields().valueLength(referer);
        }
    }

    /** The target as it was when the request reached the filter, valid until the next call of a method here. */
    Text target(RequestHead request) {
        return noted ? view.wrap(request.arena().bytes(), targetStart, targetLength) : request.target();
    }

    /** What the client said that it is; empty for nothing. Valid as {@link #target}. */
    Text userAgent(RequestHead request) {
        return view.wrap(request.arena().bytes(), userAgentStart, userAgentLength);
    }

    /** Where the client said that it comes from; empty for nothing. Valid as {@link #target}. */
    Text referer(RequestHead request) {
        return view.wrap(request.arena().bytes(), refererStart, refererLength);
    }

    /** The first field of that name, empty for none. Valid as {@link #target}. */
    Text field(RequestHead request, FieldName name) {
        return RecordFormat.field(request.fields(), name, view);
    }

    /** As much of {@code text} as is at most {@code budget} bytes when each byte that needs it is escaped by four. */
    Text fitting(Text text, int budget) {
        int left = budget;
        int count = 0;
        while (count < text.length()) {
            char c = text.charAt(count);
            left -= c >= ' ' && c <= '~' && c != '"' && c != '\\' ? 1 : 4;
            if (left < 0) {
                break;
            }
            count++;
        }
        return view.wrap(text.array(), text.offset(), count);
    }

    /** Writes the date and time of the request up to the second, and returns the milliseconds of it that are over. */
    int writeStart(LineBuffer line, Exchange exchange) {
        long now = exchange.loop().nanoTime();
        if (!clockRead || now - readAtNanos >= SECOND_NANOS) {
            clockRead = true;
            readAtNanos = now;
            readMillis = epochMillis.getAsLong();
        }
        long millis = readMillis + Math.floorDiv(exchange.startNanos() - readAtNanos, 1_000_000L);
        long wanted = Math.floorDiv(millis, 1000L);
        if (wanted != second) {
            second = wanted;
            secondText.clear();
            date.set(Math.floorDiv(wanted, SECONDS_OF_DAY));
            format.writeSecond(secondText, date, Math.floorMod(wanted, SECONDS_OF_DAY));
        }
        line.put(view.wrap(secondText.bytes(), 0, secondText.length()));
        return (int) Math.floorMod(millis, 1000L);
    }
}
