package apex.bench.sharing.run;

import java.util.List;
import java.util.function.IntFunction;

/**
 * Something that loops have in common, or lies side by side for them.
 *
 * @param name for the table
 * @param often how often a gateway does this
 * @param scene makes it for so many loops
 */
record Structure(String name, String often, IntFunction<Scene> scene) {
    /** The structure at work. */
    interface Scene extends AutoCloseable {
        /** For each loop what it does. */
        List<Work> works();

        /** Runs what belongs to the loop itself; most have no thread of their own. */
        default void on(int loop, Runnable task) {
            task.run();
        }

        @Override
        default void close() {}
    }
}
