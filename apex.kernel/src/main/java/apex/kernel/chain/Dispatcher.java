package apex.kernel.chain;

import apex.kernel.count.CounterRegistry;
import apex.spi.exchange.Peer;
import apex.spi.exchange.Reason;
import apex.spi.exchange.RequestHead;
import apex.spi.exchange.ResponseHead;
import apex.spi.thread.Cold;
import apex.spi.thread.Frozen;
import apex.spi.thread.Loop;
import apex.spi.transport.ExchangeFactory;
import apex.spi.transport.ExchangeHandler;
import apex.spi.transport.Leg;
import java.util.Arrays;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The kernel's door: gives listeners a handler for each connection, and each exchange the present generation. */
@Frozen
public final class Dispatcher implements ExchangeFactory {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

    private final LoopState[] states;
    private volatile Generation generation;

    /** A dispatcher for the exchanges of these loops, which are counted in {@code counters}. */
    @Cold
    public Dispatcher(List<Loop> loops, CounterRegistry counters, Generation first) {
        states = new LoopState[loops.size()];
        for (int i = 0; i < states.length; i++) {
            states[i] = new LoopState(this, loops.get(i), counters);
        }
        generation = first;
    }

    /** The generation for exchanges that begin now. */
    public Generation generation() {
        return generation;
    }

    /** Puts another generation in place, for exchanges that begin from now on. */
    @Cold
    public void publish(Generation next) {
        generation = next;
    }

    /** Exchanges that have begun and not completed, over all loops. Any thread. */
    @Cold
    public long openExchanges() {
        return Arrays.stream(states).mapToLong(LoopState::openExchanges).sum();
    }

    /** Resumptions that came too late and did nothing, over all loops. Any thread. */
    @Cold
    public long staleResumptions() {
        return Arrays.stream(states).mapToLong(LoopState::staleResumptions).sum();
    }

    @Override
    public ExchangeHandler<RequestHead> open(Loop loop, Leg<ResponseHead> client, Peer peer) {
        return new ClientExchanges(states[loop.index()], client, peer);
    }

    @Override
    public void refused(Loop loop, Peer peer, Reason reason) {
        new ClientExchanges(states[loop.index()], null, peer).refused(reason);
    }

    /**
     * Tells people of a filter that threw: off the loop, because writing a log can block, and now and then only, because a peer may
     * be able to make it throw at will.
     */
    void filterFailed(Loop loop, String name, Throwable cause) {
        if (states[loop.index()].mayReport(loop.nanoTime())) {
            Thread.startVirtualThread(() -> report(name, cause));
        }
    }

    @Cold
    private static void report(String name, Throwable cause) {
        LOG.error("filter {}: failed; the exchange is answered with filter_error", name, cause);
    }
}
