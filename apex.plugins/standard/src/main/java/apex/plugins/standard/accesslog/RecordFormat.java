package apex.plugins.standard.accesslog;

import apex.spi.exchange.Exchange;
import apex.spi.exchange.FieldName;
import apex.spi.exchange.Fields;
import apex.spi.exchange.Reason;
import apex.spi.exchange.Text;
import apex.spi.log.LineBuffer;
import apex.spi.thread.Frozen;

/** One form of a line. */
@Frozen
interface RecordFormat {
    /** Writes the line of an exchange that is over. */
    void write(LineBuffer line, Exchange exchange, Entry entry);

    /** Writes what a date and time has up to the second, in UTC. */
    void writeSecond(LineBuffer text, CivilDate date, long secondOfDay);

    /** The status that the client was sent, or that tells why it was sent none; 0 when nothing does. */
    static int status(Exchange exchange) {
        int sent = exchange.response().status();
        Reason reason = exchange.reason();
        return sent != 0 || reason == null ? sent : reason.status();
    }

    /** From the request's head to now, in microseconds. */
    static long durationMicros(Exchange exchange) {
        return Math.max(0, exchange.loop().nanoTime() - exchange.startNanos()) / 1000;
    }

    /** Turns {@code view} to the first field of that name, or to nothing. */
    static Text field(Fields fields, FieldName name, Text view) {
        int index = fields.find(name);
        return index < 0 ? view.wrap(view.array(), 0, 0) : fields.value(index, view);
    }

    /** How many bytes {@code line} can take and still have {@code reserve} left. */
    static int room(LineBuffer line, int reserve) {
        return Math.max(0, line.bytes().length - line.length() - reserve);
    }
}
