package apex.bench.figures;

import apex.net.loop.TransportChoice;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What all comparisons of running proxies ask for, with defaults of each command's own. */
public final class RunOptions {
    private static final int MOST = 100_000;
    private static final List<String> PREFERRED = List.of("epoll", "io_uring");

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--cores",
            paramLabel = "P,L",
            description = "The core of the proxies, and the one of load and origin (default: ${DEFAULT-VALUE}).")
    private String cores = "0,1";

    @Option(
            names = {"--rounds", "--pairs"},
            paramLabel = "N",
            description = "Turns of each one (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            description = "Length of a round in seconds (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Option(
            names = "--warm-up",
            paramLabel = "N",
            description =
                    "Seconds of load on each process before the first round of a kind of load (default: ${DEFAULT-VALUE}).")
    private int warmUp = 10;

    @Option(names = "--connections", paramLabel = "N", description = "Of the load (default: ${DEFAULT-VALUE}).")
    private int connections = 64;

    @Option(
            names = "--io",
            paramLabel = "KIND",
            description = "Apex's kind of sockets, for example epoll or nio (default: what the command compares).")
    private List<String> io = List.of();

    /** Options with these defaults. */
    public RunOptions(int rounds, int seconds) {
        this.rounds = rounds;
        this.seconds = seconds;
    }

    /**
     * Refuses what cannot be.
     *
     * @throws ParameterException with the first mistake
     */
    public void check() {
        check("--rounds", rounds);
        check("--seconds", seconds);
        check("--warm-up", warmUp);
        check("--connections", connections);
        if (!cores.matches("[0-9]{1,4},[0-9]{1,4}") || core(0) == core(1)) {
            throw refused("--cores: \"" + cores + "\" (expected: two different numbers such as 0,1)");
        }
        for (String kind : io) {
            if (!kinds().contains(kind)) {
                throw refused("--io: \"" + kind + "\" (expected: " + String.join(" or ", kinds()) + ")");
            }
        }
    }

    /** Turns, or pairs of turns. */
    public int rounds() {
        return rounds;
    }

    /** Whether the command line says how many. */
    public boolean isRoundsGiven() {
        return spec.commandLine().getParseResult().hasMatchedOption("--rounds");
    }

    /** Of a round. */
    public int seconds() {
        return seconds;
    }

    /** Seconds. */
    public int warmUp() {
        return warmUp;
    }

    /** Of clients. */
    public int connections() {
        return connections;
    }

    /** The one kind of sockets of a command that compares no kinds. */
    public String io() {
        if (io.size() > 1) {
            throw refused("--io: given " + io.size() + " times (expected: once)");
        }
        return io.isEmpty() ? PREFERRED.getFirst() : io.getFirst();
    }

    /** All kinds of sockets that are asked for; without a wish those that Apex is made for on Linux. */
    public List<String> ios() {
        List<String> known = kinds();
        return io.isEmpty()
                ? PREFERRED.stream().filter(known::contains).toList()
                : io.stream().distinct().toList();
    }

    /** Connections that a proxy may have to the origin: enough for everybody, and some in reserve. */
    public int pool() {
        return pool(connections);
    }

    /** The same for another number of clients' connections. */
    public static int pool(int connections) {
        return Math.max(128, 2 * connections);
    }

    /**
     * The cores, bound by {@code taskset}.
     *
     * @throws IOException when this machine has too few, or no such program
     */
    public Cores cores(Programs programs) throws IOException {
        int present = Runtime.getRuntime().availableProcessors();
        if (present < 2) {
            throw new IOException("cores: 1 (expected: 2, one for the proxy and one for load and origin)");
        }
        return new Cores(programs.required("taskset", "util-linux"), core(0), core(1));
    }

    private int core(int index) {
        return Integer.parseInt(cores.split(",", -1)[index]);
    }

    private static List<String> kinds() {
        return Arrays.stream(TransportChoice.values())
                .filter(kind -> kind != TransportChoice.AUTO)
                .map(kind -> kind.name().toLowerCase(Locale.ROOT))
                .toList();
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
