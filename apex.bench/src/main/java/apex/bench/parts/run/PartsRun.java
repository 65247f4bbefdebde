package apex.bench.parts.run;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs the benchmarks one after the other, the yardstick before, between and behind their classes, and writes a line for each. */
public final class PartsRun {
    private static final String YARDSTICK = "apex.bench.micro.CalibrationBenchmark.loop";
    private static final String CLASS_END = "Benchmark.";
    private static final int WARM_UPS = 4;
    private static final int ITERATIONS = 5;
    private static final int WARM_UP_MILLIS = 250;
    private static final int ITERATION_MILLIS = 150;

    /** What a process takes beside the measuring: to start, to prepare, to end. */
    private static final int START_MILLIS = 700;

    /** How many times the time that was told beforehand it may take, and some more, before it gives up. */
    private static final int PATIENCE = 3;

    private static final long PATIENCE_NANOS = 60_000_000_000L;
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final String ALLOCATED = "gc.alloc.rate.norm";

    private final int forks;
    private final PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    private final List<Measured> all = new ArrayList<>();
    private double lowest = Double.MAX_VALUE;
    private long giveUp;

    /** A part, in nanoseconds or, once these are known, in multiples of the yardstick. */
    private record Measured(String name, double nanos, double bytes) {}

    private PartsRun(int forks) {
        this.forks = forks;
    }

    /**
     * Measures, and ends with 0 or, when that took far too long or a benchmark failed, 1.
     *
     * @param args the file for the figures, the number of processes for each part, and a regular expression for the names of the
     *     parts
     */
    public static void main(String[] args) throws IOException {
        try {
            new PartsRun(Integer.parseInt(args[1])).run(Path.of(args[0]), Pattern.compile(args[2]));
        } catch (RunnerException | IllegalStateException failed) {
            System.err.println("apex bench parts: " + failed.getMessage());
            System.exit(1);
        }
    }

    private void run(Path file, Pattern wanted) throws IOException, RunnerException {
        List<BenchmarkListEntry> entries = entries().stream()
                .filter(entry -> !entry.getUsername().equals(YARDSTICK)
                        && wanted.matcher(partOf(entry.getUsername())).find())
                .toList();
        int parts = entries.stream().mapToInt(PartsRun::variants).sum();
        long each = (long) forks * (START_MILLIS + WARM_UPS * WARM_UP_MILLIS + ITERATIONS * ITERATION_MILLIS);
        long groups = entries.stream()
                .map(BenchmarkListEntry::getUserClassQName)
                .distinct()
                .count();
        long millis = (parts + groups + 1) * each;
        giveUp = System.nanoTime() + PATIENCE * millis * NANOS_PER_MILLI + PATIENCE_NANOS;
        out.printf(
                Locale.ROOT,
                "%d parts, %d processes each: about %d min %02d s%n",
                parts,
                forks,
                millis / 60_000,
                millis / 1_000 % 60);
        measureAll(entries);
        write(file);
    }

    /** Between the classes the yardstick is laid on again: the speed of a machine changes within minutes. */
    private void measureAll(List<BenchmarkListEntry> entries) throws RunnerException {
        String group = "";
        double before = 0;
        List<Measured> open = new ArrayList<>();
        for (BenchmarkListEntry entry : entries) {
            if (!group.equals(entry.getUserClassQName())) {
                group = entry.getUserClassQName();
                before = close(open, before);
            }
            for (RunResult result : measure(entry.getUsername())) {
                open.add(note(result));
            }
        }
        close(open, before);
    }

    /** Ends a group whose yardstick took {@code before} ahead of it; what it takes now. */
    private double close(List<Measured> open, double before) throws RunnerException {
        double after = measure(YARDSTICK)
                .iterator()
                .next()
                .getPrimaryResult()
                .getStatistics()
                .getMin();
        lowest = Math.min(lowest, after);
        double local = before == 0 ? after : Math.min(before, after);
        open.forEach(part -> all.add(new Measured(part.name(), part.nanos() / local, part.bytes())));
        open.clear();
        return after;
    }

    /** All in the nanoseconds of the moment at which the machine was fastest. */
    private void write(Path file) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(Locale.ROOT, "calibration %.3f ns", lowest));
        for (Measured part : all) {
            lines.add(String.format(
                    Locale.ROOT, "part %s %.3f ns %.3f bytes", part.name(), part.nanos() * lowest, part.bytes()));
        }
        Files.write(file, lines);
    }

    private static Set<BenchmarkListEntry> entries() {
        return BenchmarkList.defaultList()
                .find(
                        OutputFormatFactory.createFormatInstance(System.out, VerboseMode.SILENT),
                        List.of("^apex\\.bench\\.micro\\."),
                        List.of());
    }

    private static int variants(BenchmarkListEntry entry) {
        return entry.getParams().orElse(java.util.Map.of()).values().stream()
                .mapToInt(values -> values.length)
                .reduce(1, (a, b) -> a * b);
    }

    private Collection<RunResult> measure(String benchmark) throws RunnerException {
        if (System.nanoTime() - giveUp > 0) {
            throw new IllegalStateException("time: more than " + PATIENCE
                    + " times what was told (expected: a machine that does less beside this)");
        }
        Options options = new OptionsBuilder()
                .include("^" + Pattern.quote(benchmark) + "$")
                .forks(forks)
                .warmupIterations(WARM_UPS)
                .warmupTime(TimeValue.milliseconds(WARM_UP_MILLIS))
                .measurementIterations(ITERATIONS)
                .measurementTime(TimeValue.milliseconds(ITERATION_MILLIS))
                .timeout(TimeValue.seconds(30))
                .addProfiler(GCProfiler.class)
                .shouldFailOnError(true)
                .jvmArgs(
                        "-XX:+UseSerialGC",
                        "-Xms256m",
                        "-Xmx256m",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow")
                .verbosity(VerboseMode.SILENT)
                .build();
        return new Runner(options).run();
    }

    /** The lowest of all iterations: whatever else a machine does makes a part slower, never faster. */
    private Measured note(RunResult result) {
        String name = partOf(result.getParams().getBenchmark());
        List<String> values = result.getParams().getParamsKeys().stream()
                .map(result.getParams()::getParam)
                .toList();
        if (!values.isEmpty()) {
            name += "(" + String.join(",", values) + ")";
        }
        double nanos = result.getPrimaryResult().getStatistics().getMin();
        Result<?> allocated = result.getSecondaryResults().get(ALLOCATED);
        if (allocated == null) {
            throw new IllegalStateException(name + ": the profiler has no " + ALLOCATED + " (expected: JMH 1.37)");
        }
        double bytes = allocated.getStatistics().getMin();
        out.printf(Locale.ROOT, "  %-36s %10.2f ns %8.1f bytes%n", name, nanos, bytes);
        return new Measured(name, nanos, bytes);
    }

    /** {@code RequestHead.small} of {@code apex.bench.micro.RequestHeadBenchmark.small}. */
    private static String partOf(String benchmark) {
        int dot = benchmark.lastIndexOf('.', benchmark.lastIndexOf('.') - 1);
        return benchmark.substring(dot + 1).replace(CLASS_END, ".");
    }
}
