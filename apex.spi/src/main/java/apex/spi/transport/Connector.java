package apex.spi.transport;

import apex.spi.thread.Cold;
import apex.spi.thread.Loop;

/** Makes legs to one endpoint, on connections that are pooled for each loop. Shared by all loops. */
public interface Connector {
    /**
     * Asks for a leg. The answer is {@link Acquirer#acquired} or {@link Acquirer#failed}, maybe before this method returns.
     *
     * @param fresh whether it has to be on a new connection, because a reused one has just proved stale
     */
    void acquire(Loop loop, Acquirer acquirer, boolean fresh);

    /** Forgets an acquirer that has not been answered yet. On its loop. */
    void cancel(Loop loop, Acquirer acquirer);

    /** Checks once whether the endpoint is well; the answer comes on {@code loop}. */
    void probe(Loop loop, Probe probe);

    /** Closes idle connections now and the others when they become idle. Any thread. */
    @Cold
    void close();
}
