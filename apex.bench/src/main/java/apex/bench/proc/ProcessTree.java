package apex.bench.proc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/** A process with all that it has started. */
public final class ProcessTree {
    /** What Linux shows to programs: one tick is 10 ms, on every architecture that the JDK supports. */
    private static final double TICKS_PER_SECOND = 100;

    private final ProcessHandle root;

    /** The tree below {@code root}. */
    public ProcessTree(ProcessHandle root) {
        this.root = root;
    }

    /** User and system time of the living processes, in seconds. */
    public double cpuSeconds() {
        return sum("stat", ProcText::cpuTicks) / TICKS_PER_SECOND;
    }

    /** Resident memory of the living processes in KiB; pages that they share count for each. */
    public long residentKib() {
        return sum("status", ProcText::residentKib);
    }

    private long sum(String file, ToLongFunction<String> value) {
        List<ProcessHandle> processes =
                Stream.concat(Stream.of(root), root.descendants()).toList();
        long sum = 0;
        for (ProcessHandle process : processes) {
            try {
                sum += value.applyAsLong(Files.readString(Path.of("/proc", Long.toString(process.pid()), file)));
            } catch (NoSuchFileException _) {
                // It has ended meanwhile.
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return sum;
    }
}
