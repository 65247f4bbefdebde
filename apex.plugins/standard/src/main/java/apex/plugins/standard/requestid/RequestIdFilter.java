package apex.plugins.standard.requestid;

import apex.plugins.standard.requestid.RequestIdSettings.Trust;
import apex.spi.exchange.Exchange;
import apex.spi.exchange.FieldName;
import apex.spi.exchange.Fields;
import apex.spi.exchange.Slot;
import apex.spi.exchange.Text;
import apex.spi.filter.Filter;
import apex.spi.filter.Verdict;
import apex.spi.thread.Frozen;

/** Keeps or makes the id on the way in, and repeats it on the way out. */
@Frozen
final class RequestIdFilter implements Filter {
    private final FieldName header;
    private final Trust trust;
    private final boolean inResponse;
    private final Slot<RequestId> slot;

    RequestIdFilter(FieldName header, Trust trust, boolean inResponse, Slot<RequestId> slot) {
        this.header = header;
        this.trust = trust;
        this.inResponse = inResponse;
        this.slot = slot;
    }

    @Override
    public Verdict onRequest(Exchange exchange) {
        RequestId id = exchange.get(slot);
        Fields fields = exchange.request().fields();
        int given = isTrusted(exchange) ? fields.find(header) : -1;
        // The view may be turned to the client's bytes because keep() copies them before it is turned back.
        if (given >= 0 && fields.findNext(header, given) < 0 && isFit(fields.value(given, id.text()))) {
            id.keep(id.text());
        } else {
            id.generate();
            fields.set(header, id.text());
        }
        return Verdict.CONTINUE;
    }

    @Override
    public Verdict onResponse(Exchange exchange) {
        Text id = exchange.get(slot).text();
        // Empty when the request could not be read: its filters have not run.
        if (inResponse && id.length() > 0) {
            exchange.response().fields().set(header, id);
        }
        return Verdict.CONTINUE;
    }

    private boolean isTrusted(Exchange exchange) {
        return trust == Trust.ALWAYS || (trust == Trust.TRUSTED_PEER && exchange.isPeerTrusted());
    }

    /** Whether it can stand in logs and commands as it is: 1 to 128 visible ASCII characters, no quotes. */
    private static boolean isFit(Text id) {
        boolean fit = id.length() > 0 && id.length() <= RequestId.LONGEST;
        for (int i = 0; fit && i < id.length(); i++) {
            char c = id.charAt(i);
            fit = c > ' ' && c <= '~' && c != '"' && c != '\'';
        }
        return fit;
    }
}
