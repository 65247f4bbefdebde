package apex.bench.sharing;

import apex.bench.parts.BenchProcess;
import apex.bench.sharing.run.SharingRun;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code apex bench sharing}. */
@Command(
        name = "sharing",
        description = "Let many loops at the structures that they share, and reckon what more cores would make of it.",
        mixinStandardHelpOptions = true)
public final class SharingCommand implements Callable<Integer> {
    private static final int MOST_LOOPS = 256;
    private static final int MOST_MILLIS = 60_000;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--loops",
            paramLabel = "N,N,...",
            split = ",",
            defaultValue = "1,2,4,8,16,32,64",
            description = "How many loops at a time (default: 1,2,4,8,16,32,64).")
    private List<Integer> loops;

    @Option(
            names = "--millis",
            paramLabel = "N",
            defaultValue = "500",
            description = "How long each is measured (default: 500).")
    private int millis;

    @Option(
            names = "--only",
            paramLabel = "NAME",
            defaultValue = "",
            description =
                    "Only this structure: exchange, counters, loads, memory, pool, log-ring, permits, places, clients.")
    private String only;

    @Option(
            names = "--jvm",
            paramLabel = "OPTION",
            description =
                    "One more option for the JVM that measures, for example -XX:+UseCondCardMark; may be repeated.")
    private List<String> jvm = List.of();

    /** A command that picocli fills in. */
    public SharingCommand() {
        // Fields are set by their annotations.
    }

    /** Measures and reckons; always 0, because what is good differs from machine to machine. */
    @Override
    public Integer call() throws IOException, InterruptedException {
        for (int count : loops) {
            check("--loops", count, MOST_LOOPS);
        }
        check("--millis", millis, MOST_MILLIS);
        Path figures = Files.createTempFile("apex-bench-sharing-", ".txt");
        try {
            String counts = loops.stream().map(String::valueOf).collect(Collectors.joining(","));
            BenchProcess.run(
                    SharingRun.class, jvm, List.of(figures.toString(), Integer.toString(millis), counts, only));
            SharingReport report = new SharingReport(Files.readAllLines(figures));
            PrintWriter out = spec.commandLine().getOut();
            report.measured(Runtime.getRuntime().availableProcessors()).forEach(out::println);
            out.println();
            SharingReport.reckoned().forEach(out::println);
            out.flush();
        } finally {
            Files.deleteIfExists(figures);
        }
        return 0;
    }

    private void check(String option, int value, int most) {
        if (value < 1 || value > most) {
            throw new ParameterException(spec.commandLine(), option + ": " + value + " (expected: 1 to " + most + ")");
        }
    }
}
