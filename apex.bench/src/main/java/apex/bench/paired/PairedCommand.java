package apex.bench.paired;

import apex.bench.figures.Comparison;
import apex.bench.figures.Contender;
import apex.bench.figures.Cores;
import apex.bench.figures.Load;
import apex.bench.figures.Programs;
import apex.bench.figures.Round;
import apex.bench.figures.RunOptions;
import apex.bench.figures.RunningProxy;
import apex.bench.origin.Origin;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code apex bench paired}. */
@Command(
        name = "paired",
        description = "Measure this state of Apex against another one, built beside it, in pairs of rounds.",
        mixinStandardHelpOptions = true)
public final class PairedCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--against",
            paramLabel = "FOLDER",
            required = true,
            description = "Another source tree of Apex, for example by: git worktree add FOLDER COMMIT.")
    private Path against;

    @Option(
            names = "--starts",
            paramLabel = "N",
            defaultValue = "5",
            description = "Pairs of processes, one after the other: what the JVM compiles differs (default: 5).")
    private int starts;

    @Mixin
    private final RunOptions run = new RunOptions(4, 4);

    @Option(
            names = "--body",
            paramLabel = "BYTES",
            defaultValue = "128",
            description = "Length of the responses' bodies (default: 128).")
    private int body;

    @Option(
            names = "--bar",
            paramLabel = "RATIO",
            defaultValue = "1.03",
            description = "The most that a request may cost here, there being 1 (default: 1.03).")
    private double bar;

    /** A command that picocli fills in. */
    public PairedCommand() {
        // Fields are set by their annotations.
    }

    /** Measures and prints the table; 1 when the bar was broken. */
    @Override
    public Integer call() throws IOException, InterruptedException {
        if (starts < 1) {
            throw new ParameterException(spec.commandLine(), "--starts: " + starts + " (expected: 1 or more)");
        }
        run.check();
        Programs programs = new Programs(System.getenv().getOrDefault("PATH", ""));
        Load load = Load.wrk(programs.required("wrk", "wrk"), run.connections());
        Cores cores = run.cores(programs);
        Contender here = Contender.apex("here", Path.of(System.getProperty("apex.root", "")), "apex.toml");
        Contender there = Contender.apex("there", against, "apex.toml");
        cores.bindThisProcess();
        PairedReport report = new PairedReport(setup(load, cores), bar);
        InetSocketAddress anywhere = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0);
        try (Origin origin = Origin.start(anywhere, body)) {
            for (int start = 1; start <= starts; start++) {
                try (Comparison comparison = new Comparison(cores, this::progress)) {
                    Map<String, String> values = Map.of("io", run.io(), "pool", Integer.toString(run.pool()));
                    // Whoever starts first may have the better place in memory.
                    boolean hereFirst = start % 2 == 1;
                    RunningProxy first = comparison.start(hereFirst ? here : there, origin.address(), values);
                    RunningProxy second = comparison.start(hereFirst ? there : here, origin.address(), values);
                    measure(start, hereFirst ? first : second, hereFirst ? second : first, load, cores, report);
                }
            }
        }
        PrintWriter out = spec.commandLine().getOut();
        report.lines().forEach(out::println);
        out.flush();
        return report.isHeld() ? 0 : 1;
    }

    private void measure(int start, RunningProxy here, RunningProxy there, Load load, Cores cores, PairedReport report)
            throws IOException, InterruptedException {
        here.warmUp(load, run.warmUp());
        there.warmUp(load, run.warmUp());
        for (int i = 0; i < run.rounds(); i++) {
            Pair pair;
            if (i % 2 == 0) {
                Round first = here.round(load, run.seconds(), cores);
                pair = new Pair(start, first, there.round(load, run.seconds(), cores));
            } else {
                Round first = there.round(load, run.seconds(), cores);
                pair = new Pair(start, here.round(load, run.seconds(), cores), first);
            }
            report.add(pair);
            progress(String.format(
                    Locale.ROOT,
                    "processes %d, pair %d: %.2f µs of CPU a request here, %.2f there, ratio %.3f",
                    start,
                    i + 1,
                    Pair.micros(pair.here()),
                    Pair.micros(pair.there()),
                    pair.ratio()));
        }
    }

    private void progress(String line) {
        PrintWriter err = spec.commandLine().getErr();
        err.println(line);
        err.flush();
    }

    private List<String> setup(Load load, Cores cores) {
        return List.of(
                "here: this source tree; there: " + against.getFileName(),
                "one event loop on core %d, both alive at a time and loaded in turns; load (%s) and origin (%d bytes of body) on core %d"
                        .formatted(cores.proxy(), load.description(), body, cores.load()),
                "%d pairs of processes, each with %d pairs of rounds of %d s after a warm-up of %d s; keep-alive on both sides, no access log"
                        .formatted(starts, run.rounds(), run.seconds(), run.warmUp()));
    }
}
