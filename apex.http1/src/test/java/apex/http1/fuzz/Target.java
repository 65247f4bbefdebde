package apex.http1.fuzz;

import java.util.Locale;
import java.util.function.Supplier;

/** What is fuzzed. */
public enum Target {
    /** The parser of request heads. */
    REQUEST(RequestPromise::new),
    /** The parser of response heads. */
    RESPONSE(ResponsePromise::new),
    /** The decoder of bodies: chunks, trailers, lengths. */
    BODY(BodyPromise::new),
    /** The parsers of targets and of Host. */
    PLACE(PlacePromise::new),
    /** The connection of a client. */
    SERVER(ServerPromise::new),
    /** The connection to a backend. */
    CLIENT(ClientPromise::new);

    private final Supplier<Promise> promise;

    Target(Supplier<Promise> promise) {
        this.promise = promise;
    }

    /** Its name on the command line and in the corpus. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads the input, and throws when a promise is broken. */
    public void judge(byte[] input, Cuts cuts) {
        promise.get().judge(input, cuts);
    }
}
