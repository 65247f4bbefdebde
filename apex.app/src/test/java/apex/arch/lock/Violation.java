package apex.arch.lock;

import java.util.List;
import java.util.stream.Collectors;

/**
 * One breach of the lock law.
 *
 * @param kind what sort
 * @param path from a method that loops enter to the one that does it
 * @param what the lock, or the cold method
 * @param line in the source of the last method, 0 when unknown
 */
record Violation(Kind kind, List<MethodRef> path, String what, int line) {
    /** What sort of breach. */
    enum Kind {
        /** Takes a lock, parks, waits or blocks. */
        LOCK,
        /** Calls what is for cold threads only. */
        COLD_CALL,
        /** Calls the logger, which locks in its writer. */
        LOGGING
    }

    MethodRef place() {
        return path.getLast();
    }

    /** {@code LOCK apex.a.B.f → apex.c.D.g (line 31): synchronized block}. */
    @Override
    public String toString() {
        return kind + " " + path.stream().map(MethodRef::toString).collect(Collectors.joining(" → "))
                + (line == 0 ? "" : " (line " + line + ")") + ": " + what;
    }
}
