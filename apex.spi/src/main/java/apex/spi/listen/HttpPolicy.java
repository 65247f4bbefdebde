package apex.spi.listen;

import apex.spi.thread.Frozen;
import java.util.Set;

/**
 * What is made of things that the RFCs leave to choice.
 *
 * @param underscores what becomes of fields with an underscore in their name
 * @param halfClose what the end of a client's output means during an exchange
 * @param lenient what is tolerated although a strict reader refuses it
 * @param errorBodies whether answers to connections that are refused have a body that says why
 */
@Frozen
public record HttpPolicy(Underscores underscores, HalfClose halfClose, Set<Leniency> lenient, boolean errorBodies) {
    /** The defaults. */
    public static final HttpPolicy STRICT = new HttpPolicy(Underscores.DROP, HalfClose.ABORT, Set.of(), true);

    /** Copies the set. */
    public HttpPolicy {
        lenient = Set.copyOf(lenient);
    }
}
