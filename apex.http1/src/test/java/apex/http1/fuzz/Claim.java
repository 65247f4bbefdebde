package apex.http1.fuzz;

import java.util.Objects;

/** How a broken promise is reported. */
final class Claim {
    private Claim() {}

    /** Nothing, or an error that says what was found and what was promised. */
    static void same(String what, Object promised, Object found) {
        if (!Objects.equals(promised, found)) {
            throw new AssertionError(what + ": <" + found + "> (promised: <" + promised + ">)");
        }
    }

    /** Nothing, or an error that says what was promised. */
    static void holds(boolean kept, String promise) {
        if (!kept) {
            throw new AssertionError("not so: " + promise);
        }
    }
}
