package apex.bench.corpus;

/** A case that cannot be read: the message names file, line and what is expected. */
public final class CorpusException extends Exception {
    private static final long serialVersionUID = 1L;

    CorpusException(String place, String message) {
        super(place + ": " + message);
    }
}
