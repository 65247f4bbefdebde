package apex.bench.stale;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;

/** What the backend has done to each request, and to its connections. All threads write to it. */
final class Ledger {
    private final AtomicIntegerArray processed;
    private final AtomicIntegerArray met;
    private final AtomicIntegerArray recovering;
    private final AtomicInteger recoveries = new AtomicInteger();
    private final Map<Moment, Map<Manner, Integer>> closes = new EnumMap<>(Moment.class);

    /** For requests with the numbers 0 to {@code requests - 1}. */
    Ledger(int requests) {
        processed = new AtomicIntegerArray(requests);
        met = new AtomicIntegerArray(requests);
        recovering = new AtomicIntegerArray(requests);
    }

    /** A request has been read whole. */
    void processed(int id) {
        processed.incrementAndGet(id);
    }

    /** How often it was. */
    int timesProcessed(int id) {
        return processed.get(id);
    }

    /** Allows one close to each request that is repeatable, and any number to others; counts it. */
    boolean mayClose(Request request) {
        if (!request.isIdempotent()) {
            met.incrementAndGet(request.id());
            return true;
        }
        boolean may = met.compareAndSet(request.id(), 0, 1);
        if (may) {
            recoveries.incrementAndGet();
            recovering.set(request.id(), 1);
        }
        return may;
    }

    /** A request is about to be answered, whatever it has met before. */
    void answered(Request request) {
        if (recovering.compareAndSet(request.id(), 1, 0)) {
            recoveries.decrementAndGet();
        }
    }

    /**
     * Allows the close of a connection of which nobody knows yet whose request it brings: while no request has met a close that is
     * waiting to be sent again, and nobody else has been allowed the same.
     */
    boolean mayCloseUnknown() {
        return recoveries.compareAndSet(0, 1);
    }

    /** The connection which {@link #mayCloseUnknown} was about brought this request, or null for none. */
    void wasUnknown(Request request) {
        if (request != null) {
            met.incrementAndGet(request.id());
        }
        if (request == null || !request.isIdempotent() || !recovering.compareAndSet(request.id(), 0, 1)) {
            recoveries.decrementAndGet();
        }
    }

    /** How many closes it met which are more than the loss of an idle connection. */
    int timesMet(int id) {
        return met.get(id);
    }

    synchronized void closed(Moment moment, Manner manner) {
        closes.computeIfAbsent(moment, _ -> new TreeMap<>()).merge(manner, 1, Integer::sum);
    }

    synchronized int closes(Moment moment, Manner manner) {
        return closes.getOrDefault(moment, Map.of()).getOrDefault(manner, 0);
    }
}
