package apex.kernel.chain;

import apex.kernel.count.CounterRegistry;
import apex.kernel.count.ReasonCounters;
import apex.kernel.count.RouteCounters;
import apex.kernel.forwarded.ForwardedScratch;
import apex.kernel.route.PathNormaliser;
import apex.spi.exchange.Reason;
import apex.spi.exchange.RequestHead;
import apex.spi.exchange.ResponseHead;
import apex.spi.thread.Apart;
import apex.spi.thread.Loop;
import apex.spi.thread.Stock;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** What the exchanges of one loop share: counters with one writer, scratch memory, and what each of them needs while it is under way. */
final class LoopState extends Apart {
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

    private static final int KEPT = 64;

    private final Dispatcher dispatcher;
    private final Loop loop;
    private final int index;
    private final RouteCounters unrouted;
    private final ReasonCounters reasons;
    private final RequestHead unreadable = new RequestHead();
    private final ResponseHead continueHead = new ResponseHead();
    private final ForwardedScratch forwarded = new ForwardedScratch();
    private final PathNormaliser paths = new PathNormaliser();
    private final Stock<ExchangeRun> free = new Stock<>(KEPT, _ -> {});
    private long reportedNanos = Long.MIN_VALUE;

    /** Counters: written by the loop, read by anybody. */
    private long staleResumptions;

    private long openExchanges;

    /** The state of a loop that has not run an exchange yet. */
    LoopState(Dispatcher dispatcher, Loop loop, CounterRegistry counters) {
        this.dispatcher = dispatcher;
        this.loop = loop;
        index = loop.index();
        unrouted = counters.unrouted();
        reasons = counters.reasons();
        continueHead.status(100);
    }

    Loop loop() {
        return loop;
    }

    Dispatcher dispatcher() {
        return dispatcher;
    }

    /** All that an exchange of {@code borrower} needs. */
    ExchangeRun lend(ClientExchanges borrower) {
        ExchangeRun run = free.poll();
        if (run == null) {
            run = new ExchangeRun(this);
        }
        run.lendTo(borrower);
        return run;
    }

    /** Takes back what {@link #lend} has lent; its exchange is over. */
    void giveBack(ExchangeRun run) {
        run.lendTo(null);
        free.add(run);
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

    /** What has begun was no exchange. */
    void exchangeUncounted() {
        OPEN_EXCHANGES.setOpaque(this, openExchanges - 1);
    }

    /** Counts the end of a tunnel for that reason. */
    void tunnelEnded(Reason reason) {
        reasons.count(index, reason);
    }

    /** Counts an exchange that completes, while it still knows its route, its response and its reason. */
    void exchangeCompleted(ExchangeRun run) {
        OPEN_EXCHANGES.setOpaque(this, openExchanges - 1);
        Reason reason = run.reason();
        int status = run.response().status();
        if (reason != null) {
            reasons.count(index, reason);
            status = status == 0 || reason.status() == Reason.CLIENT_CLOSED ? reason.status() : status;
        }
        RouteNode route = run.route;
        long nanos = run.loop().nanoTime() - run.startNanos();
        (route == null ? unrouted : route.counters())
                .completed(index, status, run.requestBytes(), run.responseBytes(), nanos);
        if (run.backendNanos() >= 0) {
            route.upstream().on(index).headAfter(run.backendNanos());
        }
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
