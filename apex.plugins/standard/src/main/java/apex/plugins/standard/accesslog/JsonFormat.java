package apex.plugins.standard.accesslog;

import apex.spi.exchange.Exchange;
import apex.spi.exchange.FieldName;
import apex.spi.exchange.RequestHead;
import apex.spi.lb.Endpoint;
import apex.spi.log.LineBuffer;
import apex.spi.thread.Frozen;

/**
 * One JSON object on a line, always with the same keys; what there is not is null. What is too long is cut inside its
 * quotes.
 */
@Frozen
final class JsonFormat implements RecordFormat {
    private static final char[] HEX = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'};

    /** What the target leaves free for what comes behind it. */
    private static final int BEHIND_TARGET = 1536;

    private static final int LONGEST_METHOD = 128;
    private static final int LONGEST_NAME = 256;

    /** What the last two texts leave free for keys and the closing brace. */
    private static final int BEHIND_AGENT = 64;

    private final FieldName requestId;

    JsonFormat(FieldName requestId) {
        this.requestId = requestId;
    }

    @Override
    public void write(LineBuffer line, Exchange exchange, Entry entry) {
        RequestHead request = exchange.request();
        line.put("{\"time\":\"");
        int millis = entry.writeStart(line, exchange);
        line.put('.').putPadded(millis, 3).put("Z\"");
        text(line, ",\"client\":", exchange.clientAddress(), LONGEST_NAME);
        text(line, ",\"peer\":", exchange.peer().address(), LONGEST_NAME);
        text(line, ",\"method\":", request.methodText(), LONGEST_METHOD);
        text(line, ",\"host\":", request.authority(), LONGEST_NAME);
        text(line, ",\"target\":", entry.target(request), RecordFormat.room(line, BEHIND_TARGET));
        line.put(",\"version\":\"")
                .put(request.version() / 10)
                .put('.')
                .put(request.version() % 10)
                .put('"');
        writeOutcome(line, exchange);
        text(line, ",\"request_id\":", entry.field(request, requestId), LONGEST_NAME);
        text(line, ",\"user_agent\":", entry.userAgent(request), RecordFormat.room(line, BEHIND_AGENT) / 2);
        text(line, ",\"referer\":", entry.referer(request), RecordFormat.room(line, BEHIND_AGENT));
        line.put('}');
    }

    private static void writeOutcome(LineBuffer line, Exchange exchange) {
        line.put(",\"status\":").put(RecordFormat.status(exchange));
        line.put(",\"request_bytes\":").put(exchange.requestBytes());
        line.put(",\"response_bytes\":").put(exchange.responseBytes());
        line.put(",\"duration_us\":").put(RecordFormat.durationMicros(exchange));
        line.put(",\"backend_us\":");
        if (exchange.backendNanos() < 0) {
            line.put("null");
        } else {
            line.put(exchange.backendNanos() / 1000);
        }
        Endpoint endpoint = exchange.endpoint();
        text(line, ",\"route\":", exchange.route(), LONGEST_NAME);
        text(line, ",\"endpoint\":", endpoint == null ? null : endpoint.urlText(), LONGEST_NAME);
        text(
                line,
                ",\"reason\":",
                exchange.reason() == null ? null : exchange.reason().codeText(),
                LONGEST_NAME);
        text(line, ",\"answered_by\":", exchange.answeredBy(), LONGEST_NAME);
    }

    @Override
    public void writeSecond(LineBuffer text, CivilDate date, long secondOfDay) {
        text.putPadded(date.year(), 4)
                .put('-')
                .putPadded(date.month(), 2)
                .put('-')
                .putPadded(date.day(), 2);
        text.put('T').putPadded(secondOfDay / 3600, 2);
        text.put(':').putPadded(secondOfDay / 60 % 60, 2);
        text.put(':').putPadded(secondOfDay % 60, 2);
    }

    /** Writes a key and its string, cut so that it takes no more than {@code budget} bytes between its quotes. */
    private static void text(LineBuffer line, String key, CharSequence value, int budget) {
        line.put(key);
        if (value == null || value.isEmpty()) {
            line.put("null");
            return;
        }
        line.put('"');
        int left = budget;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            boolean plain = c >= ' ' && c <= '~' && c != '"' && c != '\\';
            left -= plain ? 1 : 6;
            if (left < 0) {
                break;
            }
            if (plain) {
                line.put(c);
            } else {
                line.put("\\u")
                        .put(HEX[c >> 12])
                        .put(HEX[c >> 8 & 15])
                        .put(HEX[c >> 4 & 15])
                        .put(HEX[c & 15]);
            }
        }
        line.put('"');
    }
}
