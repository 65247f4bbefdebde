package apex.bench.corpus;

/** What becomes of the bytes behind the messages that are forwarded. */
public enum Ending {
    /** There are none. */
    NONE,
    /** They are answered with an error, the connection ends, and nothing of them reaches a backend. */
    REFUSED,
    /** Their head may have reached a backend, the end of their body may not: the backend sees the connection end before. */
    CUT
}
