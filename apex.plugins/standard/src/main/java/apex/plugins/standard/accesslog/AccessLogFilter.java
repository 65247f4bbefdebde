package apex.plugins.standard.accesslog;

import apex.spi.exchange.Exchange;
import apex.spi.exchange.Slot;
import apex.spi.filter.Filter;
import apex.spi.filter.Verdict;
import apex.spi.log.RecordLog;
import apex.spi.log.RecordWriter;
import apex.spi.thread.Frozen;

/** Notes what later filters may rewrite, and writes the line when the exchange is over. */
@Frozen
final class AccessLogFilter implements Filter {
    private final RecordFormat format;
    private final RecordLog log;
    private final Slot<Entry> slot;

    AccessLogFilter(RecordFormat format, RecordLog log, Slot<Entry> slot) {
        this.format = format;
        this.log = log;
        this.slot = slot;
    }

    @Override
    public Verdict onRequest(Exchange exchange) {
        exchange.get(slot).note(exchange.request());
        return Verdict.CONTINUE;
    }

    @Override
    public void onComplete(Exchange exchange) {
        RecordWriter writer = log.writer(exchange.loop().index());
        format.write(writer.begin(), exchange, exchange.get(slot));
        writer.commit();
    }
}
