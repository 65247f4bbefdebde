package apex.bench.idle;

import apex.bench.figures.ChildProcess;
import apex.bench.figures.Comparison;
import apex.bench.figures.Contender;
import apex.bench.figures.Programs;
import apex.bench.origin.Origin;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code apex bench idle}. */
@Command(
        name = "idle",
        description = "Print what Apex holds in memory for each connection that waits for its next request, by class.",
        mixinStandardHelpOptions = true)
public final class IdleCommand implements Callable<Integer> {
    private static final int MOST = 1_000_000;
    private static final int BODY_BYTES = 128;

    /** They stay open, so that what is made once only is there before anything is counted. */
    private static final int FIRST_CONNECTIONS = 64;

    private static final Pattern DIRECT = Pattern.compile("(?m)^apex_direct_memory_bytes\\{[^}]*} (\\S+)");

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--connections",
            paramLabel = "N",
            defaultValue = "10000",
            description = "How many, each with one request behind it (default: 10000).")
    private int connections;

    @Option(names = "--top", paramLabel = "N", defaultValue = "40", description = "Classes to print (default: 40).")
    private int top;

    /** A command that picocli fills in. */
    public IdleCommand() {
        // Fields are set by their annotations.
    }

    /** Measures and prints; 1 when a connection takes more than the bar. */
    @Override
    public Integer call() throws IOException, InterruptedException {
        check("--connections", connections);
        check("--top", top);
        InetSocketAddress anywhere = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0);
        InetSocketAddress listen = Comparison.freeAddress();
        InetSocketAddress admin = Comparison.freeAddress();
        Path config = Files.createTempFile("apex-bench-", ".toml");
        Path log = Files.createTempFile("apex-bench-", ".log");
        try (Origin origin = Origin.start(anywhere, BODY_BYTES)) {
            Files.writeString(
                    config,
                    filled(Map.of(
                            "listen", Contender.hostPort(listen),
                            "admin", Contender.hostPort(admin),
                            "origin", Contender.hostPort(origin.address()))));
            Path apex = Path.of(System.getProperty("apex.root", "")).resolve("apex");
            List<String> command = List.of(apex.toString(), "run", "--config", config.toString());
            try (ChildProcess process = ChildProcess.start(command, Map.of(), log);
                    IdleConnections clients = new IdleConnections(listen)) {
                process.awaitListening(listen);
                IdleReport report = measure(process, clients, admin);
                report.lines(top).forEach(spec.commandLine().getOut()::println);
                spec.commandLine().getOut().flush();
                return report.isHeld() ? 0 : 1;
            }
        } finally {
            Files.delete(config);
            Files.delete(log);
        }
    }

    private IdleReport measure(ChildProcess process, IdleConnections clients, InetSocketAddress admin)
            throws IOException, InterruptedException {
        clients.open(FIRST_CONNECTIONS);
        // The first look makes what a look needs.
        look(process, admin);
        Look before = look(process, admin);
        clients.open(connections);
        Look after = look(process, admin);
        return new IdleReport(
                connections,
                after.heap.since(before.heap),
                after.directBytes - before.directBytes,
                after.residentKib - before.residentKib);
    }

    private record Look(ClassHistogram heap, long directBytes, long residentKib) {}

    private static Look look(ChildProcess process, InetSocketAddress admin) throws IOException, InterruptedException {
        long direct = directBytes(admin);
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        String text = Programs.output(List.of(jcmd.toString(), Long.toString(process.pid()), "GC.class_histogram"));
        return new Look(ClassHistogram.parse(text), direct, process.residentKib());
    }

    private static long directBytes(InetSocketAddress admin) throws IOException, InterruptedException {
        URI url = URI.create("http://" + Contender.hostPort(admin) + "/metrics");
        try (HttpClient client = HttpClient.newHttpClient()) {
            Matcher line =
                    DIRECT.matcher(client.send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString())
                            .body());
            long sum = 0;
            while (line.find()) {
                sum += (long) Double.parseDouble(line.group(1));
            }
            return sum;
        }
    }

    private static String filled(Map<String, String> values) throws IOException {
        try (InputStream in = IdleCommand.class.getResourceAsStream("idle.toml")) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            for (Map.Entry<String, String> value : values.entrySet()) {
                text = text.replace("${" + value.getKey() + "}", value.getValue());
            }
            return text;
        }
    }

    private void check(String option, int value) {
        if (value < 1 || value > MOST) {
            throw new ParameterException(spec.commandLine(), option + ": " + value + " (expected: 1 to " + MOST + ")");
        }
    }
}
