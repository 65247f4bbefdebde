package apex.net;

/** One client connection, as the listener sees it. On the connection's loop. */
public interface ServerSession extends WireHandler {
    /** What {@link #idleUntil} says while it is not idle. */
    long BUSY = Long.MAX_VALUE;

    /** Closes now if idle, else after the present exchange. */
    void drain();

    /**
     * While it is between requests, when it would be closed for that, in ticks of its loop's wheel: of the sessions of a listener
     * the one with the least number has been idle longest. Otherwise {@link #BUSY}.
     */
    default long idleUntil() {
        return BUSY;
    }
}
