package apex.plugins.standard.limitrate;

import apex.spi.exchange.Chunk;
import apex.spi.exchange.Exchange;
import apex.spi.exchange.Slot;
import apex.spi.filter.BodyFilter;
import apex.spi.filter.BodyOut;
import apex.spi.filter.Verdict;
import apex.spi.thread.Frozen;

/** Hands each chunk on at once, and lets the next one wait as its {@link Meter} says. */
@Frozen
final class LimitRateFilter implements BodyFilter {
    private final long responseRate;
    private final long responseAfter;

    /** Null where there is no bound. */
    private final Slot<Meter> response;

    private final long requestRate;

    /** Null where there is no bound. */
    private final Slot<Meter> request;

    LimitRateFilter(
            long responseRate, long responseAfter, Slot<Meter> response, long requestRate, Slot<Meter> request) {
        this.responseRate = responseRate;
        this.responseAfter = responseAfter;
        this.response = response;
        this.requestRate = requestRate;
        this.request = request;
    }

    @Override
    public Verdict onRequestChunk(Exchange exchange, Chunk chunk, BodyOut out) {
        Verdict verdict = Verdict.CONTINUE;
        if (request != null) {
            long length = exchange.request().contentLength();
            verdict = exchange.get(request).pass(exchange, chunk.length(), length, 0, requestRate);
        }
        // Last, because the exchange may be over behind it.
        out.write(chunk);
        return verdict;
    }

    @Override
    public Verdict onResponseChunk(Exchange exchange, Chunk chunk, BodyOut out) {
        Verdict verdict = Verdict.CONTINUE;
        if (response != null && exchange.reason() == null) {
            long length = exchange.response().contentLength();
            verdict = exchange.get(response).pass(exchange, chunk.length(), length, responseAfter, responseRate);
        }
        out.write(chunk);
        return verdict;
    }

    @Override
    public void onComplete(Exchange exchange) {
        if (request != null) {
            exchange.get(request).stop(exchange.loop());
        }
        if (response != null) {
            exchange.get(response).stop(exchange.loop());
        }
    }
}
