package apex.http1.fuzz.strict;

/** What was read is no message, or none that all readers understand alike. */
public final class Malformed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Malformed(String message) {
        super(message, null, false, false);
    }
}
