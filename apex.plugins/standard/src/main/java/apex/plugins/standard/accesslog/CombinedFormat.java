package apex.plugins.standard.accesslog;

import apex.spi.exchange.Exchange;
import apex.spi.exchange.FieldName;
import apex.spi.exchange.RequestHead;
import apex.spi.exchange.Text;
import apex.spi.lb.Endpoint;
import apex.spi.log.LineBuffer;
import apex.spi.thread.Frozen;

/**
 * The combined log format as web servers have it, with four more parts behind it, which tools for the format ignore:
 * the reason, the seconds that the request took, the backend and the request id.
 *
 * <pre>{@code
 * 192.0.2.7 - - [01/Mar/2026:12:00:00 +0000] "GET /a HTTP/1.1" 200 12 "-" "curl/8" "-" 0.001234 "http://app:80" "7f3a"
 * }</pre>
 */
@Frozen
final class CombinedFormat implements RecordFormat {
    private static final String[] MONTHS = {
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"
    };

    /** What the target leaves free for what comes behind it. */
    private static final int BEHIND_TARGET = 1024;

    /** What the referer and the user agent leave free for what comes behind both. */
    private static final int BEHIND_AGENT = 512;

    private static final int LONGEST_METHOD = 128;
    private static final int LONGEST_ID = 256;
    private static final int LONGEST_URL = 256;

    private final FieldName requestId;

    CombinedFormat(FieldName requestId) {
        this.requestId = requestId;
    }

    @Override
    public void write(LineBuffer line, Exchange exchange, Entry entry) {
        RequestHead request = exchange.request();
        line.put(exchange.clientAddress()).put(" - - [");
        entry.writeStart(line, exchange);
        line.put("] \"");
        writeRequestLine(line, request, entry);
        line.put("\" ").put(RecordFormat.status(exchange)).put(' ');
        if (exchange.responseBytes() == 0) {
            line.put('-');
        } else {
            line.put(exchange.responseBytes());
        }
        quoted(line, entry, entry.referer(request), RecordFormat.room(line, BEHIND_AGENT) / 2);
        quoted(line, entry, entry.userAgent(request), RecordFormat.room(line, BEHIND_AGENT));
        line.put(" \"");
        if (exchange.reason() == null) {
            line.put('-');
        } else {
            line.put(exchange.reason().codeText());
        }
        long micros = RecordFormat.durationMicros(exchange);
        line.put("\" ").put(micros / 1_000_000).put('.').putPadded(micros % 1_000_000, 6);
        Endpoint endpoint = exchange.endpoint();
        if (endpoint == null) {
            line.put(" \"-\"");
        } else {
            quoted(line, entry, endpoint.urlText(), LONGEST_URL);
        }
        quoted(line, entry, entry.field(request, requestId), LONGEST_ID);
    }

    @Override
    public void writeSecond(LineBuffer text, CivilDate date, long secondOfDay) {
        text.putPadded(date.day(), 2)
                .put('/')
                .put(MONTHS[date.month() - 1])
                .put('/')
                .putPadded(date.year(), 4);
        text.put(':').putPadded(secondOfDay / 3600, 2);
        text.put(':').putPadded(secondOfDay / 60 % 60, 2);
        text.put(':').putPadded(secondOfDay % 60, 2).put(" +0000");
    }

    private static void writeRequestLine(LineBuffer line, RequestHead request, Entry entry) {
        if (request.target().length() == 0) {
            line.put('-');
            return;
        }
        line.putQuotable(entry.fitting(request.methodText(), LONGEST_METHOD)).put(' ');
        line.putQuotable(entry.fitting(entry.target(request), RecordFormat.room(line, BEHIND_TARGET)));
        line.put(" HTTP/").put(request.version() / 10).put('.').put(request.version() % 10);
    }

    private static void quoted(LineBuffer line, Entry entry, Text text, int budget) {
        line.put(" \"");
        if (text.length() == 0) {
            line.put('-');
        } else {
            line.putQuotable(entry.fitting(text, budget));
        }
        line.put('"');
    }
}
