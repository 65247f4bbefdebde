package apex.spi.transport;

/** One health check. */
public interface Probe {
    /** The path to ask for by GET, on a connection of its own. */
    String path();

    /** The limit for connecting and answering together, in milliseconds. */
    long timeoutMillis();

    /**
     * The result, once.
     *
     * @param status the status of the answer, 0 when there was none
     * @param detail what went wrong, for people; empty when there was an answer
     */
    void done(int status, String detail);
}
