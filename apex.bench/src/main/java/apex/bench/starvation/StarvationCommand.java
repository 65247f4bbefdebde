package apex.bench.starvation;

import apex.bench.figures.Comparison;
import apex.bench.figures.Contender;
import apex.bench.figures.Cores;
import apex.bench.figures.Descriptors;
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
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code apex bench starvation}. */
@Command(
        name = "starvation",
        description =
                "Measure Apex while slowhttptest attacks its listener, and while it attacks another beside it, in turns.",
        mixinStandardHelpOptions = true)
public final class StarvationCommand implements Callable<Integer> {
    private static final int MOST = 100_000;
    private static final int DESCRIPTORS = 20_000;
    private static final int BODY_BYTES = 128;
    private static final int LARGE_BYTES = 256 * 1024;
    private static final int REST_SECONDS = 2;

    @Spec
    private CommandSpec spec;

    @Mixin
    private final RunOptions run = new RunOptions(5, 6);

    @Option(
            names = "--attackers",
            paramLabel = "N",
            defaultValue = "4000",
            description = "Connections of an attack (default: 4000).")
    private int attackers;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Of them in a second; the round begins when all are there (default: 1000).")
    private int rate;

    @Option(
            names = "--only",
            paramLabel = "ATTACK",
            description = "HEADERS, BODY, RANGE or READ; may be repeated (default: all).")
    private List<Attack> only = List.of();

    /** A command that picocli fills in. */
    public StarvationCommand() {
        // Fields are set by their annotations.
    }

    /** Measures and prints the table; 1 when the bar was broken. */
    @Override
    public Integer call() throws IOException, InterruptedException {
        check("--attackers", attackers);
        check("--rate", rate);
        run.check();
        Programs programs = new Programs(System.getenv().getOrDefault("PATH", ""));
        Path tool = programs.required("slowhttptest", "slowhttptest");
        Load load = Load.wrk(programs.required("wrk", "wrk"), run.connections());
        Cores cores = run.cores(programs);
        Descriptors.require(DESCRIPTORS);
        Path root = Path.of(System.getProperty("apex.root", ""));
        Contender apex = Contender.apex("Apex", root, "starvation.toml");
        cores.bindThisProcess();
        PrintWriter err = spec.commandLine().getErr();
        InetSocketAddress anywhere = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0);
        InetSocketAddress admin = Comparison.freeAddress();
        try (Origin origin = Origin.start(anywhere, BODY_BYTES);
                Origin large = Origin.start(anywhere, LARGE_BYTES);
                DummyListener dummy = DummyListener.start();
                Comparison comparison = new Comparison(cores, line -> progress(err, line))) {
            Map<String, String> values = Map.of(
                    "io", run.io(), "admin", Contender.hostPort(admin), "large", Contender.hostPort(large.address()));
            RunningProxy proxy = comparison.start(apex, origin.address(), values);
            progress(err, "warm-up of " + run.warmUp() + " s");
            proxy.warmUp(load, run.warmUp());
            StarvationReport report = new StarvationReport(setup(apex, load, cores));
            for (Attack attack : only.isEmpty() ? Arrays.asList(Attack.values()) : only) {
                for (int i = 1; i <= run.rounds(); i++) {
                    String reference = "http://" + Contender.hostPort(dummy.address());
                    Turn beside = turn(tool, attack, reference, proxy, load, cores);
                    dummy.drop();
                    report.reference(attack, beside.round);
                    Map<String, Long> before = reasons(admin);
                    String server = "http://" + proxy.url().getAuthority();
                    Turn under = turn(tool, attack, server, proxy, load, cores);
                    report.attacked(attack, under.round, under.output, MetricsText.since(before, reasons(admin)));
                    progress(err, line(attack, i, beside, under));
                }
            }
            report.lines().forEach(spec.commandLine().getOut()::println);
            spec.commandLine().getOut().flush();
            return report.isHeld() ? 0 : 1;
        }
    }

    private record Turn(Round round, SlowOutput output) {}

    /** One attack on {@code server}, with a round of load on the proxy when all attackers have had the time to connect. */
    private Turn turn(Path tool, Attack attack, String server, RunningProxy proxy, Load load, Cores cores)
            throws IOException, InterruptedException {
        int ramp = (attackers + rate - 1) / rate;
        List<String> command = new ArrayList<>(List.of(tool.toString()));
        command.addAll(attack.arguments(server, attackers, rate, ramp + run.seconds() + REST_SECONDS));
        Path log = Files.createTempFile("apex-bench-", ".log");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            // It may have ended by itself: when all of its connections have been closed.
            process.waitFor(ramp, TimeUnit.SECONDS);
            Round round = proxy.round(load, run.seconds(), cores);
            process.waitFor();
            return new Turn(round, SlowOutput.parse(Files.readString(log, StandardCharsets.ISO_8859_1)));
        } finally {
            Files.delete(log);
        }
    }

    private static Map<String, Long> reasons(InetSocketAddress admin) throws IOException, InterruptedException {
        URI url = URI.create("http://" + Contender.hostPort(admin) + "/metrics");
        try (HttpClient client = HttpClient.newHttpClient()) {
            return MetricsText.reasons(client.send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString())
                    .body());
        }
    }

    private static String line(Attack attack, int number, Turn beside, Turn under) {
        return String.format(
                Locale.ROOT,
                "%s, pair %d: P99 %.2f ms beside, %.2f ms under attack; %d connected, %d closed (%s)",
                attack.words(),
                number,
                beside.round.load().p99Nanos() / 1e6,
                under.round.load().p99Nanos() / 1e6,
                under.output.mostConnected(),
                under.output.closed(),
                under.output.exit());
    }

    private static void progress(PrintWriter err, String line) {
        err.println(line);
        err.flush();
    }

    private List<String> setup(Contender apex, Load load, Cores cores) {
        return List.of(
                "%s on core %d, with its own limits; load (%s), attackers (slowhttptest) and origins on core %d"
                        .formatted(apex.version(), cores.proxy(), load.description(), cores.load()),
                "%d attackers, %d a second; rounds of %d s, begun when all had the time to connect, in %d pairs for each"
                        .formatted(attackers, rate, run.seconds(), run.rounds()));
    }

    private void check(String option, int value) {
        if (value < 1 || value > MOST) {
            throw new ParameterException(spec.commandLine(), option + ": " + value + " (expected: 1 to " + MOST + ")");
        }
    }
}
