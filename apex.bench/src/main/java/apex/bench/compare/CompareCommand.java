package apex.bench.compare;

import apex.bench.figures.Cores;
import apex.bench.figures.Descriptors;
import apex.bench.figures.Load;
import apex.bench.figures.Programs;
import apex.bench.figures.RunOptions;
import apex.bench.startup.RampUp;
import apex.bench.tools.NativeLoad;
import apex.bench.tools.NativeTools;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code apex compare}. */
@Command(
        name = "compare",
        description = "Measure Apex beside other proxies and a bare relay: the same work on the same core, in turns.",
        mixinStandardHelpOptions = true)
public final class CompareCommand implements Callable<Integer> {
    private static final int DESCRIPTORS = 4_096;
    private static final int IDLE_DESCRIPTORS = 12_000;
    private static final long MOST_RATE = 1_000_000;
    private static final int MINUTE = 60;
    private static final int LEAST_START_SECONDS = 2 * RampUp.FULL_SECONDS + 1;
    private static final int MOST_RUN_SECONDS = 3_600;

    @Spec
    private CommandSpec spec;

    @Mixin
    private final RunOptions run = new RunOptions(9, 4);

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "NAME",
            description = "Who takes part (default: all; see --list).")
    private List<String> only = List.of();

    @Option(
            names = "--workload",
            split = ",",
            paramLabel = "NAME",
            description = "What is asked, or all of it by \"all\" (default: get; see --list).")
    private List<String> workloads = List.of("get");

    @Option(names = "--list", description = "Say who can take part and what can be asked, and measure nothing.")
    private boolean list;

    @Option(
            names = "--install",
            description = "Get what is missing: Debian's packages by apt-get, Python's into the user's cache.")
    private boolean install;

    @Option(
            names = "--load",
            paramLabel = "KIND",
            defaultValue = "own",
            description = "own or wrk, which does closed loops only (default: own).")
    private String load;

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "Requests per second at the constant rate (default: half of what the slowest peer does).")
    private Long rate;

    @Option(
            names = "--rate-of",
            split = ",",
            paramLabel = "NAME",
            description = "The slowest of these sets the constant rate, by half of what it does (default: all peers).")
    private List<String> rateOf = List.of();

    @Option(
            names = "--start-seconds",
            paramLabel = "N",
            defaultValue = "25",
            description = "Length of a round of the workload start, from 11 on (default: 25).")
    private int startSeconds;

    @Option(
            names = "--pauses-seconds",
            paramLabel = "N",
            defaultValue = "" + PauseRounds.BAR_SECONDS,
            description = "Length of a run of the workload pauses; its bar is open below the default (default: 300).")
    private int pausesSeconds;

    @Option(names = "--keep-dirty", description = "Let dirty rounds count, where no machine is quiet.")
    private boolean keepDirty;

    @Option(names = "--markdown", paramLabel = "FILE", description = "Write the report into this file, too.")
    private Path markdown;

    @Option(names = "--json", paramLabel = "FILE", description = "Write all that was measured into this file.")
    private Path json;

    @Option(names = "--svg", paramLabel = "FILE", description = "Draw requests per CPU-second into this file.")
    private Path svg;

    /** A command that picocli fills in. */
    public CompareCommand() {
        // Fields are set by their annotations.
    }

    /** Measures and prints the report; 1 when nobody could be measured. Bars that are missed are no failure. */
    @Override
    public Integer call() throws IOException, InterruptedException {
        run.check();
        List<ProxyKind> kinds = chosen("--only", only, ProxyKind.values(), ProxyKind::word);
        List<Workload> asked = chosen(
                "--workload",
                workloads.equals(List.of("all")) ? List.of() : workloads,
                Workload.values(),
                Workload::word);
        List<ProxyKind> pace =
                rateOf.isEmpty() ? List.of() : chosen("--rate-of", rateOf, ProxyKind.values(), ProxyKind::word);
        checkLoad(asked);
        if (rate != null && (rate < 1 || rate > MOST_RATE)) {
            throw refused("--rate: " + rate + " (expected: 1 to " + MOST_RATE + ")");
        }
        check("--start-seconds", startSeconds, LEAST_START_SECONDS);
        check("--pauses-seconds", pausesSeconds, 1);
        Programs programs = new Programs(System.getenv().getOrDefault("PATH", ""));
        Path cache = Installation.userCache();
        if (list) {
            return printList(programs, cache);
        }
        Cores cores = run.cores(programs);
        Descriptors.require(asked.contains(Workload.IDLE) ? IDLE_DESCRIPTORS : DESCRIPTORS);
        if (install) {
            new Installation(programs, cache, this::progress).install(kinds, load.equals("wrk"));
        }
        Path folder = Files.createTempDirectory("apex-compare-");
        // Also when the run is broken off.
        folder.toFile().deleteOnExit();
        Path root = Path.of(System.getProperty("apex.root", ""));
        NativeTools tools = NativeTools.compile(programs, root.resolve("apex.bench/src/main/c"), folder);
        Lineup lineup = Lineup.find(kinds, programs, root, cache, tools, run.ios());
        return measure(asked, pace, programs, cores, tools, lineup);
    }

    private int measure(
            List<Workload> asked,
            List<ProxyKind> pace,
            Programs programs,
            Cores cores,
            NativeTools tools,
            Lineup lineup)
            throws IOException, InterruptedException {
        if (lineup.entrants().isEmpty()) {
            throw new IOException("nobody to measure: " + String.join("; ", lineup.skipped()));
        }
        Rules rules = Rules.of(run.rounds());
        lineup.skipped().forEach(line -> progress("skipped: " + line));
        rules.lines().forEach(line -> progress("rule: " + line));
        int seconds = asked.stream()
                .mapToInt(workload -> Race.seconds(workload, plan(workload, pace), takingPart(workload, lineup)))
                .sum();
        progress("this takes about %d min, more when rounds are dirty"
                .formatted(Math.max(1, (seconds + MINUTE / 2) / MINUTE)));
        Optional<Path> wrk = load.equals("wrk") ? Optional.of(programs.required("wrk", "wrk")) : Optional.empty();
        cores.bindThisProcess();
        List<Outcome> outcomes = new ArrayList<>();
        for (Workload workload : asked) {
            Race race = new Race(workload, plan(workload, pace), cores, tools, loads(tools, wrk), this::progress);
            outcomes.add(race.run(lineup.entrants()));
        }
        List<String> ruleLines = new ArrayList<>(rules.lines());
        if (keepDirty) {
            ruleLines.add("dirty rounds counted all the same (--keep-dirty): these figures hold nothing");
        }
        write(new CompareReport(setup(asked, lineup, cores), ruleLines, lineup.skipped(), outcomes));
        return outcomes.stream().anyMatch(outcome -> !outcome.standings().isEmpty()) ? 0 : 1;
    }

    private Race.Plan plan(Workload workload, List<ProxyKind> pace) {
        int seconds = switch (workload) {
            case START -> startSeconds;
            case PAUSES -> pausesSeconds;
            default -> run.seconds();
        };
        return new Race.Plan(
                run.connections(),
                run.isRoundsGiven() ? run.rounds() : workload.rounds(run.rounds()),
                seconds,
                run.warmUp(),
                rate == null ? OptionalLong.empty() : OptionalLong.of(rate),
                pace,
                keepDirty);
    }

    private static int takingPart(Workload workload, Lineup lineup) {
        return (int) lineup.entrants().stream()
                .filter(entrant -> !workload.isOfApexAlone() || entrant.kind() == ProxyKind.APEX)
                .count();
    }

    private static Race.Loads loads(NativeTools tools, Optional<Path> wrk) {
        return (workload, connections, rate) -> {
            if (wrk.isEmpty()) {
                return Optional.of(new NativeLoad(tools.load(), workload.loadArguments(), connections, rate));
            }
            return rate.isPresent()
                    ? Optional.empty()
                    : Optional.of(Load.wrk(
                            wrk.orElseThrow(), connections, workload.plainPath().orElseThrow()));
        };
    }

    private void write(CompareReport report) throws IOException {
        String text = String.join("\n", report.lines()) + "\n";
        PrintWriter out = spec.commandLine().getOut();
        out.print(text);
        out.flush();
        if (markdown != null) {
            Files.writeString(markdown, text);
        }
        if (json != null) {
            Files.writeString(json, report.json() + "\n");
        }
        if (svg != null) {
            Files.writeString(svg, report.svg());
        }
    }

    private List<String> setup(List<Workload> asked, Lineup lineup, Cores cores) throws IOException {
        List<String> setup = new ArrayList<>();
        lineup.entrants().forEach(entrant -> setup.add(entrant.name() + ": " + entrant.version()));
        setup.add(
                "proxy on core %d; load (%s, %d connections where the workload says nothing else) and origin on core %d"
                        .formatted(
                                cores.proxy(),
                                load.equals("wrk") ? "wrk -t 1" : "apex.bench/src/main/c/load.c",
                                run.connections(),
                                cores.load()));
        if (asked.stream().anyMatch(Workload::hasRounds)) {
            setup.add(
                    "%d rounds of %d s for each, A B C A B C, after a warm-up of %d s for each by the same kind of load"
                            .formatted(run.rounds(), run.seconds(), run.warmUp()));
        }
        asked.stream().filter(workload -> !workload.hasRounds()).forEach(workload -> setup.add(fresh(workload)));
        setup.add(
                "one worker or thread each; keep-alive on both sides, X-Forwarded-For, -Proto and -Host and Via, no access log,"
                        + " where the workload says nothing else; GOMAXPROCS=1 for Traefik and Caddy");
        String options = System.getenv().getOrDefault("APEX_JAVA_OPTS", "");
        setup.add("Java %s, %s %s, %s; %s"
                .formatted(
                        System.getProperty("java.version"),
                        System.getProperty("os.name"),
                        System.getProperty("os.version"),
                        processor(Files.readString(Path.of("/proc/cpuinfo"))),
                        options.isEmpty() ? "Apex with its default JVM flags" : "APEX_JAVA_OPTS: " + options));
        return setup;
    }

    private String fresh(Workload workload) {
        Race.Plan plan = plan(workload, List.of());
        String rounds = workload.word() + ": " + (plan.rounds() == 1 ? "1 round" : plan.rounds() + " rounds");
        return switch (workload) {
            case START, PAUSES -> rounds + " of " + plan.seconds() + " s, each with a process of its own, cold";
            case IDLE -> rounds + ", each with a process of its own, after a warm-up of " + plan.warmUp() + " s";
            case ROUTES_LOOKUP -> rounds + ", each with a process of its own for each kind of look-up, warmed up";
            default -> rounds + ", each with processes of their own, cold";
        };
    }

    static String processor(String cpuinfo) {
        return cpuinfo.lines()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.replaceFirst("^.*?: *", ""))
                .findFirst()
                .orElse("processor unknown");
    }

    private int printList(Programs programs, Path cache) {
        PrintWriter out = spec.commandLine().getOut();
        out.println("Who can take part (--only):");
        for (ProxyKind kind : ProxyKind.values()) {
            boolean isHere = !kind.isPeer() || kind.find(programs, cache).isPresent();
            out.printf("  %-16s %s%s%n", kind.word(), kind.title(), isHere ? "" : ", missing: " + kind.way());
        }
        out.println("What can be asked (--workload):");
        for (Workload workload : Workload.values()) {
            out.printf("  %-16s %s%n", workload.word(), workload.description());
        }
        out.flush();
        return 0;
    }

    private void check(String option, int value, int least) {
        if (value < least || value > MOST_RUN_SECONDS) {
            throw refused(option + ": " + value + " (expected: " + least + " to " + MOST_RUN_SECONDS + ")");
        }
    }

    private void checkLoad(List<Workload> asked) {
        if (!load.equals("own") && !load.equals("wrk")) {
            throw refused("--load: \"" + load + "\" (expected: own or wrk)");
        }
        for (Workload workload : asked) {
            if (load.equals("wrk") && workload.plainPath().isEmpty()) {
                throw refused("--load: wrk cannot do " + workload.word() + " (expected: own)");
            }
        }
    }

    private <T> List<T> chosen(String option, List<String> words, T[] all, Function<T, String> word) {
        List<String> known = Stream.of(all).map(word).toList();
        for (String asked : words) {
            if (!known.contains(asked)) {
                throw refused(option + ": \"" + asked + "\" (expected: " + String.join(", ", known) + ")");
            }
        }
        return Arrays.stream(all)
                .filter(one -> words.isEmpty() || words.contains(word.apply(one)))
                .toList();
    }

    private void progress(String line) {
        PrintWriter err = spec.commandLine().getErr();
        err.println(line);
        err.flush();
    }

    private ParameterException refused(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
