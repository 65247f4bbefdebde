package apex.plugins.standard.stripprefix;

import apex.spi.exchange.Exchange;
import apex.spi.exchange.FieldName;
import apex.spi.exchange.Fields;
import apex.spi.exchange.RequestHead;
import apex.spi.exchange.Text;
import apex.spi.filter.Filter;
import apex.spi.filter.Verdict;
import apex.spi.thread.Frozen;

/**
 * Takes the prefix off paths that have it as whole segments and leaves others alone. What a trusted proxy says that it
 * has taken off stays, in a line of its own before ours; the same from anybody else is dropped.
 */
@Frozen
final class StripPrefixFilter implements Filter {
    private final Text prefix;

    /** {@code prefix} without a slash at its end: empty for one that takes off nothing. */
    StripPrefixFilter(Text prefix) {
        this.prefix = prefix;
    }

    @Override
    public Verdict onRequest(Exchange exchange) {
        RequestHead request = exchange.request();
        Fields fields = request.fields();
        if (!exchange.isPeerTrusted()) {
            fields.remove(FieldName.X_FORWARDED_PREFIX);
        }
        if (prefix.length() > 0 && startsWithSegments(request.path())) {
            request.dropFromPath(prefix.length());
            fields.add(FieldName.X_FORWARDED_PREFIX, prefix);
        }
        return Verdict.CONTINUE;
    }

    private boolean startsWithSegments(Text path) {
        return path.startsWith(prefix) && (path.length() == prefix.length() || path.charAt(prefix.length()) == '/');
    }
}
