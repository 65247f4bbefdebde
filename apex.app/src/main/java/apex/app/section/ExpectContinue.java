package apex.app.section;

/** Who says 100 to a client that waits for it. */
public enum ExpectContinue {
    /** The backend: the expectation goes on to it. */
    FORWARD,
    /** Apex, as soon as a backend is there to take the body. */
    ANSWER
}
