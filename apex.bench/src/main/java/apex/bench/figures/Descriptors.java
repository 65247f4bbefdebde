package apex.bench.figures;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How many files a process may have open; what it starts inherits the bound. */
public final class Descriptors {
    private static final String NAME = "Max open files";

    private Descriptors() {}

    /**
     * Sees that this process and its children may open as many.
     *
     * @throws IOException when they may not; the message says how to change that
     */
    public static void require(int needed) throws IOException {
        check(Files.readString(Path.of("/proc/self/limits")), needed);
    }

    static void check(String limits, int needed) throws IOException {
        String line =
                limits.lines().filter(text -> text.startsWith(NAME)).findFirst().orElse(NAME + " 0");
        String bound = line.substring(NAME.length()).strip().split(" ", -1)[0];
        if (!bound.equals("unlimited") && Long.parseLong(bound) < needed) {
            throw new IOException("open files: " + bound + " (expected: " + needed + " or more; ulimit -n " + needed
                    + " before the start)");
        }
    }
}
