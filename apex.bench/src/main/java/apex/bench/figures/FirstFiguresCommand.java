package apex.bench.figures;

import apex.bench.origin.Origin;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code apex bench first-figures}. */
@Command(
        name = "first-figures",
        description = "Measure Apex beside nginx and HAProxy, those that are here: each on the same core, in turns.",
        mixinStandardHelpOptions = true)
public final class FirstFiguresCommand implements Callable<Integer> {
    private static final int MOST = 10_000;

    @Spec
    private CommandSpec spec;

    @Option(names = "--rounds", paramLabel = "N", defaultValue = "3", description = "Turns of each proxy (default: 3).")
    private int rounds;

    @Option(names = "--seconds", paramLabel = "N", defaultValue = "8", description = "Length of a turn (default: 8).")
    private int seconds;

    @Option(
            names = "--warm-up",
            paramLabel = "N",
            defaultValue = "10",
            description = "Seconds of load on each proxy before the first turn (default: 10).")
    private int warmUp;

    @Option(
            names = "--connections",
            paramLabel = "N",
            defaultValue = "64",
            description = "Clients' connections (default: 64).")
    private int connections;

    @Option(
            names = "--body",
            paramLabel = "BYTES",
            defaultValue = "128",
            description = "Length of the responses' bodies (default: 128).")
    private int body;

    @Option(
            names = "--io",
            paramLabel = "KIND",
            defaultValue = "epoll",
            description = "Apex's kind of sockets: epoll or nio (default: epoll).")
    private String io;

    @Option(names = "--own-load", description = "Use Apex's own load generator, even if wrk is here.")
    private boolean ownLoad;

    @Option(names = "--json", paramLabel = "FILE", description = "Write all that was measured into this file, too.")
    private Path json;

    /** A command that picocli fills in. */
    public FirstFiguresCommand() {
        // Fields are set by their annotations.
    }

    /** Measures and prints the table; 1 when a proxy could not be measured. */
    @Override
    public Integer call() throws IOException, InterruptedException {
        check("--rounds", rounds);
        check("--seconds", seconds);
        check("--warm-up", warmUp);
        check("--connections", connections);
        if (!io.equals("epoll") && !io.equals("nio")) {
            throw refused("--io: \"" + io + "\" (expected: epoll or nio)");
        }
        Path root = Path.of(System.getProperty("apex.root", ""));
        Programs programs = new Programs(System.getenv().getOrDefault("PATH", ""));
        Cores cores = cores(programs);
        List<String> skipped = new ArrayList<>();
        List<Contender> contenders = Contender.find(programs, root, skipped);
        Load load = load(programs);
        cores.bindThisProcess();
        PrintWriter err = spec.commandLine().getErr();
        InetSocketAddress anywhere = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0);
        try (Origin origin = Origin.start(anywhere, body);
                Comparison comparison = new Comparison(cores, load, line -> progress(err, line))) {
            Map<String, String> values = Map.of("io", io, "pool", Integer.toString(Math.max(128, 2 * connections)));
            for (Contender contender : contenders) {
                comparison.start(contender, origin, values);
            }
            List<RunningProxy> measured = comparison.run(warmUp, rounds, seconds);
            report(new FiguresReport(setup(contenders, load, cores), skipped, measured));
        }
        return 0;
    }

    private static void progress(PrintWriter err, String line) {
        err.println(line);
        err.flush();
    }

    private void report(FiguresReport report) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        report.lines().forEach(out::println);
        out.flush();
        if (json != null) {
            Files.writeString(json, report.json() + "\n");
        }
    }

    private Load load(Programs programs) {
        Optional<Path> wrk = ownLoad ? Optional.empty() : programs.find("wrk");
        return wrk.map(program -> Load.wrk(program, connections)).orElseGet(() -> Load.own(connections));
    }

    private Cores cores(Programs programs) throws IOException {
        Path taskset = programs.find("taskset")
                .orElseThrow(() -> new IOException("taskset not found (expected: the package util-linux)"));
        if (Runtime.getRuntime().availableProcessors() < 2) {
            throw new IOException("cores: 1 (expected: 2, one for the proxy and one for load and origin)");
        }
        return new Cores(taskset, 0, 1);
    }

    private List<String> setup(List<Contender> contenders, Load load, Cores cores) {
        List<String> setup = new ArrayList<>();
        contenders.forEach(contender -> setup.add(contender.name() + ": " + contender.version()));
        setup.add("proxy on core %d; load (%s) and origin (%d bytes of body) on core %d"
                .formatted(cores.proxy(), load.description(), body, cores.load()));
        setup.add(
                "%d rounds of %d s in turns, after a warm-up of %d s for each; keep-alive on both sides, no access log"
                        .formatted(rounds, seconds, warmUp));
        setup.add("Apex on %s; Java %s, %s %s"
                .formatted(
                        io,
                        System.getProperty("java.version"),
                        System.getProperty("os.name"),
                        System.getProperty("os.version")));
        return setup;
    }

    private void check(String option, int value) {
        if (value < 1 || value > MOST) {
            throw refused(option + ": " + value + " (expected: 1 to " + MOST + ")");
        }
    }

    private ParameterException refused(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
