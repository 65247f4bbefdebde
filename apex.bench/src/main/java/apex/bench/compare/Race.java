package apex.bench.compare;

import apex.bench.allocation.HotSpot;
import apex.bench.compare.Turns.Racer;
import apex.bench.figures.Comparison;
import apex.bench.figures.Contender;
import apex.bench.figures.Cores;
import apex.bench.figures.Load;
import apex.bench.figures.LoadResult;
import apex.bench.figures.Round;
import apex.bench.figures.RunningProxy;
import apex.bench.idle.IdleRun;
import apex.bench.load.LoadWatcher;
import apex.bench.tools.NativeTools;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** One workload from the start of the proxies to their end. */
final class Race {
    /**
     * How it is run.
     *
     * @param connections of the load, where the workload has no number of its own
     * @param rounds of each proxy
     * @param seconds of a round
     * @param warmUp seconds of load before the first one, and again at the constant rate before the first one at that
     * @param rate requests per second of the rounds at a constant rate, empty for what {@code rateOf} can do
     * @param rateOf whose slowest sets that rate, at half of what it can do
     * @param keepDirty whether dirty rounds count
     */
    record Plan(
            int connections,
            int rounds,
            int seconds,
            int warmUp,
            OptionalLong rate,
            List<ProxyKind> rateOf,
            boolean keepDirty) {}

    /** Makes the load of a workload; without a rate it is a closed loop, and with one there may be none. */
    @FunctionalInterface
    interface Loads {
        Optional<Load> of(Workload workload, int connections, OptionalLong rate);
    }

    private static final String ACCESS_LOG = "access.log";
    private static final int LONGER = 3;
    private static final double RATE_SHARE = 0.5;
    private static final int LOOKUP_SECONDS = 18;

    private final Workload workload;
    private final Plan plan;
    private final Rules rules;
    private final Cores cores;
    private final NativeTools tools;
    private final Loads loads;
    private final Consumer<String> progress;
    private final List<String> skipped = new ArrayList<>();

    Race(Workload workload, Plan plan, Cores cores, NativeTools tools, Loads loads, Consumer<String> progress) {
        this.workload = workload;
        this.plan = plan;
        rules = Rules.of(plan.rounds());
        this.cores = cores;
        this.tools = tools;
        this.loads = loads;
        this.progress = line -> progress.accept(workload.word() + ": " + line);
    }

    /** Seconds that it takes for so many proxies when no round is dirty, roughly. */
    static int seconds(Workload workload, Plan plan, int proxies) {
        int started = 2;
        int connecting = 6;
        int all = proxies * plan.rounds();
        switch (workload) {
            case IDLE -> {
                return all * (started + plan.warmUp() + connecting);
            }
            case START, PAUSES -> {
                return all * (started + plan.seconds() + 1);
            }
            case ROUTES_LOAD -> {
                return all * (2 * started + connecting);
            }
            case ROUTES_LOOKUP -> {
                return plan.rounds() * LOOKUP_SECONDS;
            }
            default -> {
                // Rounds of those that are warm.
            }
        }
        int turns = workload.hasRate() ? 2 : 1;
        int allocation = workload.hasAllocation() ? (1 + LONGER) * plan.seconds() : 0;
        return proxies * (started + turns * (plan.warmUp() + plan.rounds() * (plan.seconds() + 1))) + allocation;
    }

    /** Runs it for those of {@code entrants} that can take part. */
    Outcome run(List<Entrant> entrants) throws IOException, InterruptedException {
        List<Entrant> able = new ArrayList<>();
        for (Entrant entrant : entrants) {
            if (workload.isOfApexAlone() && entrant.kind() != ProxyKind.APEX) {
                continue;
            }
            workload.without(entrant.kind())
                    .ifPresentOrElse(
                            reason -> skipped.add(entrant.name() + ": left out, because " + reason),
                            () -> able.add(entrant));
        }
        try (Comparison comparison = new Comparison(cores, progress)) {
            InetSocketAddress origin =
                    comparison.startBeside(List.of(tools.origin().toString())).awaitAnnouncement();
            Course course = new Course(plan, rules, cores, tools, progress);
            RouteRounds routes = new RouteRounds(course);
            return switch (workload) {
                case IDLE -> idle(comparison, able, origin);
                case START -> outcome(new StartRounds(course).run(comparison, able, origin));
                case PAUSES -> outcome(new PauseRounds(course).run(comparison, able, origin));
                case ROUTES_LOAD -> outcome(routes.load(comparison, able, origin));
                case ROUTES_LOOKUP -> outcome(routes.lookUp(able));
                default -> loaded(comparison, able, origin);
            };
        }
    }

    private record Started(Racer racer, String admin) {}

    private Optional<Started> start(Comparison comparison, Entrant entrant, InetSocketAddress origin)
            throws InterruptedException {
        try {
            return Optional.of(begin(comparison, entrant, origin));
        } catch (IOException | IllegalArgumentException e) {
            String reason = entrant.name() + ": not measured: "
                    + e.getMessage().replaceFirst("^\\Q" + entrant.name() + "\\E: ", "");
            progress.accept(reason);
            skipped.add(reason);
            return Optional.empty();
        }
    }

    /** Starts a proxy, and warms it up. */
    private Started begin(Comparison comparison, Entrant entrant, InetSocketAddress origin)
            throws IOException, InterruptedException {
        String admin = Contender.hostPort(Comparison.freeAddress());
        Contender contender = entrant.contender(workload, plan.connections());
        RunningProxy proxy = comparison.start(contender, origin, Map.of("admin", admin));
        proxy.awaitAnswer();
        progress.accept(entrant.name() + ": warm-up of " + plan.warmUp() + " s");
        proxy.warmUp(closedLoop(), plan.warmUp());
        String told = entrant.kind() == ProxyKind.APEX ? admin : "";
        return new Started(new Racer(proxy, new Standing(entrant, rules)), told);
    }

    private Load closedLoop() {
        return load(OptionalLong.empty()).orElseThrow();
    }

    private Optional<Load> load(OptionalLong rate) {
        return loads.of(workload, workload.connections(plan.connections()), rate);
    }

    private Outcome loaded(Comparison comparison, List<Entrant> entrants, InetSocketAddress origin)
            throws IOException, InterruptedException {
        List<Started> started = new ArrayList<>();
        for (Entrant entrant : entrants) {
            start(comparison, entrant, origin).ifPresent(started::add);
        }
        List<Racer> racers = started.stream().map(Started::racer).toList();
        List<Standing> standings = racers.stream().map(Racer::standing).toList();
        Turns turns = new Turns(rules, plan.rounds(), plan.keepDirty(), progress);
        turns.take(racers, false, by(closedLoop()));
        String rate = "";
        if (workload.hasRate()) {
            Rate chosen = rate(standings);
            rate = chosen.words;
            if (chosen.perSecond.isPresent() && load(chosen.perSecond).isPresent()) {
                progress.accept("constant rate: " + rate);
                Load atRate = load(chosen.perSecond).orElseThrow();
                // A JVM compiles anew for what it has not seen: connections that rest, and waits.
                progress.accept("warm-up of " + plan.warmUp() + " s at the rate for each");
                turns.warmUp(racers, proxy -> proxy.warmUp(atRate, plan.warmUp()));
                turns.take(racers, true, by(atRate));
            }
        }
        if (workload.hasAllocation()) {
            for (Started one : started) {
                if (!one.admin.isEmpty()) {
                    allocation(one);
                }
            }
        }
        return new Outcome(workload, standings, skipped, rate);
    }

    /** Rounds by that load; what was logged meanwhile need not be kept. */
    private Turns.Measure by(Load load) {
        return proxy -> {
            Round round = proxy.round(load, plan.seconds(), cores);
            Path log = proxy.folder().resolve(ACCESS_LOG);
            if (Files.exists(log)) {
                Files.newByteChannel(log, StandardOpenOption.WRITE).truncate(0).close();
            }
            return round;
        };
    }

    private record Rate(OptionalLong perSecond, String words) {}

    private Rate rate(List<Standing> standings) {
        if (plan.rate().isPresent()) {
            long asked = plan.rate().getAsLong();
            return new Rate(plan.rate(), "%s requests/s, as asked".formatted(Figure.whole((double) asked)));
        }
        return slowest(standings, plan.rateOf())
                .map(peer -> {
                    long perSecond = Math.round(RATE_SHARE * perSecond(peer));
                    return new Rate(
                            OptionalLong.of(perSecond),
                            String.format(
                                    Locale.ROOT,
                                    "%s requests/s, %.0f %% of what %s did",
                                    Figure.whole((double) perSecond),
                                    100 * RATE_SHARE,
                                    peer.entrant().name()));
                })
                .orElseGet(() -> new Rate(OptionalLong.empty(), ""));
    }

    /** The slowest of those that are asked for, else of the peers, else of all. */
    static Optional<Standing> slowest(List<Standing> standings, List<ProxyKind> asked) {
        Comparator<Standing> bySpeed = Comparator.comparingDouble(Race::perSecond);
        List<Standing> measured = standings.stream()
                .filter(standing -> !standing.closedLoop().isEmpty())
                .toList();
        Optional<Standing> chosen = measured.stream()
                .filter(standing -> asked.isEmpty()
                        ? standing.entrant().kind().isPeer()
                        : asked.contains(standing.entrant().kind()))
                .min(bySpeed);
        return chosen.or(() -> measured.stream().min(bySpeed));
    }

    /** Of saturated rounds if there are any, else of all. */
    private static double perSecond(Standing standing) {
        return Figure.PER_SECOND
                .of(standing)
                .map(spread -> spread.median())
                .orElseGet(() -> standing.closedLoop().stream()
                        .mapToDouble(round -> round.load().perSecond())
                        .average()
                        .orElse(0));
    }

    /**
     * Bytes per request by the difference of a short and a long run, so that what connecting costs, and what runs before the
     * load counts, cancels out.
     */
    private void allocation(Started apex) throws InterruptedException {
        Standing standing = apex.racer.standing();
        RunningProxy proxy = apex.racer.proxy();
        try {
            HotSpot jvm = HotSpot.of(proxy.process().pid(), apex.admin);
            double first = jvm.loopBytes();
            LoadResult shorter = closedLoop().run(proxy.url(), plan.seconds(), LoadWatcher.NONE);
            double second = jvm.loopBytes();
            LoadResult longer = closedLoop().run(proxy.url(), LONGER * plan.seconds(), LoadWatcher.NONE);
            double third = jvm.loopBytes();
            double bytes = bytesPerRequest(second - first, shorter.requests(), third - second, longer.requests());
            standing.allocated(bytes);
            progress.accept(String.format(
                    Locale.ROOT,
                    "%s: %.2f bytes allocated per request",
                    standing.entrant().name(),
                    bytes));
        } catch (IOException | IllegalArgumentException e) {
            String reason = standing.entrant().name() + ": allocation not measured: " + e.getMessage();
            progress.accept(reason);
            skipped.add(reason);
        }
    }

    static double bytesPerRequest(double shortBytes, long shortRequests, double longBytes, long longRequests) {
        if (longRequests <= shortRequests) {
            throw new IllegalArgumentException("requests: " + longRequests + " in the long run, " + shortRequests
                    + " in the short one (expected: more)");
        }
        return Math.max(0, (longBytes - shortBytes) / (longRequests - shortRequests));
    }

    private Outcome idle(Comparison comparison, List<Entrant> entrants, InetSocketAddress origin)
            throws InterruptedException {
        IdleRun run = new IdleRun(tools.load(), Workload.IDLE_CONNECTIONS);
        return outcome(new FreshRounds(rules, plan.rounds(), plan.keepDirty(), progress)
                .take(entrants, (entrant, standing, round) -> {
                    Started started = begin(comparison, entrant, origin);
                    RunningProxy proxy = started.racer().proxy();
                    try {
                        standing.add(run.measure(proxy, started.admin()));
                        progress.accept("%s, round %d: %s KiB resident for each connection, %s live"
                                .formatted(
                                        entrant.name(),
                                        round,
                                        Figure.IDLE_RESIDENT.cell(standing),
                                        Figure.IDLE_LIVE.cell(standing)));
                    } finally {
                        comparison.end(proxy);
                    }
                    return true;
                }));
    }

    private Outcome outcome(List<Standing> standings) {
        return new Outcome(workload, standings, skipped, "");
    }
}
