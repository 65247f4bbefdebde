package apex.kernel.chain;

import apex.kernel.forwarded.ForwardedScratch;
import apex.kernel.route.PathNormaliser;
import apex.spi.exchange.RequestHead;
import apex.spi.exchange.ResponseHead;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** What the exchanges of one loop share: counters with one writer, and scratch memory. */
final class LoopState {
    private static final VarHandle STALE_RESUMPTIONS;
    private static final VarHandle OPEN_EXCHANGES;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            STALE_RESUMPTIONS = lookup.findVarHandle(LoopState.class, "staleResumptions", long.class);
            OPEN_EXCHANGES = lookup.findVarHandle(LoopState.class, "openExchanges", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private static final long REPORT_INTERVAL_NANOS = 100_000_000;

    private final RequestHead unreadable = new RequestHead();
    private final ResponseHead continueHead = new ResponseHead();
    private final ForwardedScratch forwarded = new ForwardedScratch();
    private final PathNormaliser paths = new PathNormaliser();
    private long reportedNanos = Long.MIN_VALUE;

    /** Counters: written by the loop, read by anybody. */
    private long staleResumptions;

    private long openExchanges;

    /** The state of a loop that has not run an exchange yet. */
    LoopState() {
        continueHead.status(100);
    }

    /** Resumptions that came too late and did nothing. Any thread. */
    long staleResumptions() {
        return (long) STALE_RESUMPTIONS.getOpaque(this);
    }

    /** Exchanges that have begun and not completed. Any thread. */
    long openExchanges() {
        return (long) OPEN_EXCHANGES.getOpaque(this);
    }

    void countStaleResumption() {
        STALE_RESUMPTIONS.setOpaque(this, staleResumptions + 1);
    }

    void exchangeBegun() {
        OPEN_EXCHANGES.setOpaque(this, openExchanges + 1);
    }

    void exchangeCompleted() {
        OPEN_EXCHANGES.setOpaque(this, openExchanges - 1);
    }

    /** What stands for a request whose head could not be read, and for none at all. */
    RequestHead unreadable() {
        return unreadable;
    }

    /** The head that tells a client to send its body. */
    ResponseHead continueHead() {
        return continueHead;
    }

    /** For what is said and told of clients. */
    ForwardedScratch forwarded() {
        return forwarded;
    }

    /** For the paths of requests that look for their route. */
    PathNormaliser paths() {
        return paths;
    }

    /** Whether the last report to people is long enough ago for another. */
    boolean mayReport(long nanoTime) {
        if (reportedNanos != Long.MIN_VALUE && nanoTime - reportedNanos < REPORT_INTERVAL_NANOS) {
            return false;
        }
        reportedNanos = nanoTime;
        return true;
    }
}
