package apex.bench.proc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/** A process with all that it has started. */
public final class ProcessTree {
    /** What Linux shows to programs: one tick is 10 ms, on every architecture that the JDK supports. */
    private static final double TICKS_PER_SECOND = 100;

    private static final Path PROC = Path.of("/proc");

    private final ProcessHandle root;
    private final OptionalLong softirqs;

    /** The tree below {@code root}. */
    public ProcessTree(ProcessHandle root) {
        this(root, OptionalLong.empty());
    }

    private ProcessTree(ProcessHandle root, OptionalLong softirqs) {
        this.root = root;
        this.softirqs = softirqs;
    }

    /**
     * The same tree when it has {@code core} to itself. Packets that the kernel cannot handle within the call that sends them it hands
     * to a thread of its own on that core, {@code ksoftirqd}: its time is the tree's, too.
     */
    public ProcessTree aloneOn(int core) {
        return new ProcessTree(root, kernelThread(PROC, "ksoftirqd/" + core));
    }

    /** The process of that name; none where threads of the kernel are hidden. */
    static OptionalLong kernelThread(Path proc, String name) {
        try (Stream<Path> processes = Files.list(proc)) {
            return processes
                    .filter(process ->
                            process.getFileName().toString().matches("[0-9]+") && name.equals(nameOf(process)))
                    .mapToLong(process -> Long.parseLong(process.getFileName().toString()))
                    .findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String nameOf(Path process) {
        try {
            return Files.readString(process.resolve("comm")).strip();
        } catch (IOException ended) {
            return "";
        }
    }

    /** User and system time of the living processes, in seconds. */
    public double cpuSeconds() {
        long ticks = sum("stat", ProcText::cpuTicks);
        if (softirqs.isPresent()) {
            ticks += of(softirqs.getAsLong(), "stat", ProcText::cpuTicks);
        }
        return ticks / TICKS_PER_SECOND;
    }

    /** The same with the time of those that have ended, and whose end their parents have taken note of. */
    public double cpuSecondsOfAll() {
        return sum("stat", ProcText::cpuTicksOfAll) / TICKS_PER_SECOND;
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
            sum += of(process.pid(), file, value);
        }
        return sum;
    }

    private static long of(long process, String file, ToLongFunction<String> value) {
        try {
            return value.applyAsLong(
                    Files.readString(PROC.resolve(Long.toString(process)).resolve(file)));
        } catch (NoSuchFileException ended) {
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
