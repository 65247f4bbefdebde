package apex.spi.transport;

import apex.spi.thread.Cold;
import apex.spi.thread.Loop;

/** Makes legs to one endpoint, on connections that are pooled for each loop. Shared by all loops. */
public interface Connector {
    /**
     * Asks for a leg. The answer is {@link Acquirer#acquired} or {@link Acquirer#failed}, maybe before this method returns.
     *
     * @param need what kind of connection it has to be on
     */
    void acquire(Loop loop, Acquirer acquirer, Need need);

    /** Forgets an acquirer that has not been answered yet. On its loop. */
    void cancel(Loop loop, Acquirer acquirer);

    /**
     * Whether at least half of the connections that there may be are in use, so that they are not for exchanges that cannot make
     * use of one yet. Any thread.
     */
    default boolean isScarce() {
        return false;
    }

    /** Checks once whether the endpoint is well; the answer comes on {@code loop}. */
    void probe(Loop loop, Probe probe);

    /** The connections that are open or being made, over all loops. Any thread. */
    @Cold
    default int openConnections() {
        return 0;
    }

    /** Closes idle connections now and the others when they become idle. Any thread. */
    @Cold
    void close();
}
