package apex.bench.parts;

import apex.bench.parts.run.PartsRun;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code apex bench parts}. */
@Command(
        name = "parts",
        description = "Measure the parts by themselves and say which became slower, or allocate, since the baseline.",
        mixinStandardHelpOptions = true)
public final class PartsCommand implements Callable<Integer> {
    private static final String BASELINE = "apex.bench/baseline/parts.txt";
    private static final int MOST_PERCENT = 1_000;
    private static final int MOST_FORKS = 20;
    private static final double PERCENT = 100;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--baseline",
            paramLabel = "FILE",
            description = "What to compare with (default: " + BASELINE + " in the source tree).")
    private Path baseline;

    @Option(
            names = "--margin",
            paramLabel = "PERCENT",
            defaultValue = "10",
            description = "How much slower a part may be (default: 10).")
    private int margin;

    @Option(names = "--write-baseline", description = "Write the baseline in place of comparing with it.")
    private boolean write;

    @Option(
            names = "--only",
            paramLabel = "NAME",
            defaultValue = "",
            description = "Only parts whose names begin so, for example RequestHead; not with --write-baseline.")
    private String only;

    @Option(
            names = "--forks",
            paramLabel = "N",
            defaultValue = "2",
            description = "Processes for each part, for the JVM compiles the same code in different ways (default: 2).")
    private int forks;

    /** A command that picocli fills in. */
    public PartsCommand() {
        // Fields are set by their annotations.
    }

    /** Measures; 1 when a part is slower than the margin allows or allocates what it did not before. */
    @Override
    public Integer call() throws IOException, InterruptedException {
        check("--margin", margin, MOST_PERCENT);
        check("--forks", forks, MOST_FORKS);
        if (write && !only.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--only: \"" + only + "\" (expected: not with --write-baseline, which is of all)");
        }
        Path file =
                baseline == null ? Path.of(System.getProperty("apex.root", ".")).resolve(BASELINE) : baseline;
        return write ? write(file) : compare(file);
    }

    private void check(String option, int value, int most) {
        if (value < 1 || value > most) {
            throw new ParameterException(spec.commandLine(), option + ": " + value + " (expected: 1 to " + most + ")");
        }
    }

    private int write(Path file) throws IOException, InterruptedException {
        PartFigures now = measure("");
        Path folder = file.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        FiguresFile.write(file, now);
        print(PartsReport.of(now));
        print(List.of("written: " + file));
        return 0;
    }

    private int compare(Path file) throws IOException, InterruptedException {
        PartFigures all = FiguresFile.read(file);
        PartsComparison.requireSameJdk(all, Machine.jdk());
        PartFigures before = new PartFigures(
                all.machine(),
                all.jdk(),
                all.calibrationNanos(),
                all.parts().stream()
                        .filter(part -> part.name().startsWith(only))
                        .toList());
        PartFigures now = measure("^" + Pattern.quote(only));
        PartsComparison comparison = new PartsComparison(before, now, margin / PERCENT);
        if (!comparison.isHeld()) {
            print(List.of("again, to be sure: " + String.join(", ", comparison.suspects())));
            now = now.withFaster(measure(comparison.suspects().stream()
                    .map(name -> "^" + Pattern.quote(name.replaceFirst("\\(.*", "")) + "$")
                    .distinct()
                    .collect(Collectors.joining("|"))));
            comparison = new PartsComparison(before, now, margin / PERCENT);
        }
        print(PartsReport.of(before, now, comparison));
        return comparison.isHeld() ? 0 : 1;
    }

    /** Runs the benchmarks in a process of their own, which tells beforehand how long it will take and keeps to that. */
    private PartFigures measure(String parts) throws IOException, InterruptedException {
        Path figures = Files.createTempFile("apex-bench-parts-", ".txt");
        try {
            BenchProcess.run(PartsRun.class, List.of(), List.of(figures.toString(), Integer.toString(forks), parts));
            return FiguresFile.of(figures, Machine.describe(), Machine.jdk());
        } finally {
            Files.deleteIfExists(figures);
        }
    }

    private void print(List<String> lines) {
        PrintWriter out = spec.commandLine().getOut();
        lines.forEach(out::println);
        out.flush();
    }
}
