package apex.plugins.standard.headers;

import apex.spi.exchange.Exchange;
import apex.spi.filter.Filter;
import apex.spi.filter.Verdict;
import apex.spi.thread.Frozen;

/** Edits the fields of both heads as they pass. */
@Frozen
final class HeadersFilter implements Filter {
    private final Edits request;
    private final Edits response;

    HeadersFilter(Edits request, Edits response) {
        this.request = request;
        this.response = response;
    }

    @Override
    public Verdict onRequest(Exchange exchange) {
        request.apply(exchange.request().fields());
        return Verdict.CONTINUE;
    }

    @Override
    public Verdict onResponse(Exchange exchange) {
        response.apply(exchange.response().fields());
        return Verdict.CONTINUE;
    }
}
