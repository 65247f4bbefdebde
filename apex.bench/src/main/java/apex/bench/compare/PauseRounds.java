package apex.bench.compare;

import apex.bench.compare.Bar.State;
import apex.bench.figures.Comparison;
import apex.bench.figures.Contender;
import apex.bench.figures.MarkdownTable;
import apex.bench.figures.Round;
import apex.bench.figures.RunningProxy;
import apex.bench.pauses.PauseLog;
import apex.bench.pauses.Pauses;
import apex.bench.pauses.Pauses.Period;
import apex.bench.pauses.Pauses.Sum;
import apex.bench.tools.NativeLoad;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What stops all threads of Apex, from a cold start on and under a load that saturates it. */
final class PauseRounds {
    /** Seconds of load for which the bar is set. */
    static final int BAR_SECONDS = 300;

    private static final int LISTED = 5;
    private static final int PERCENT = 100;
    private static final String OPTIONS = "APEX_JAVA_OPTS";
    private static final String LOG = "pauses.log";

    /**
     * One run.
     *
     * @param round all of it
     * @param pauses of the JVM
     * @param isClean by the rules
     * @param isSaturated by the rules
     */
    record Run(Round round, Pauses pauses, boolean isClean, boolean isSaturated) {
        /** Whether no pause under load was longer, missed only where nothing else can have made it so. */
        State judge(double mostMillis) {
            boolean isWithin = pauses.underLoad().longestMillis() <= mostMillis;
            boolean isLong = pauses.seconds() >= BAR_SECONDS;
            if (isLong && isWithin && isSaturated) {
                return State.HELD;
            }
            return isLong && !isWithin && isClean ? State.MISSED : State.OPEN;
        }

        /** Why it says nothing, empty when it does. */
        private String reservation() {
            List<String> words = new ArrayList<>();
            if (pauses.seconds() < BAR_SECONDS) {
                words.add(String.format(Locale.ROOT, "only %.0f s of %d", pauses.seconds(), BAR_SECONDS));
            }
            if (!isClean) {
                words.add("dirty");
            }
            if (!isSaturated) {
                words.add("not saturated");
            }
            return String.join(", ", words);
        }

        Map<String, Object> values() {
            Map<String, Object> values = new LinkedHashMap<>(round.values());
            values.put("clean", isClean);
            values.put("saturated", isSaturated);
            values.put(
                    "pauses",
                    pauses.all().stream()
                            .map(pause -> Map.of(
                                    "what",
                                    pause.what(),
                                    "collection",
                                    pause.isCollection(),
                                    "second",
                                    pauses.second(pause),
                                    "nanos",
                                    pause.nanos()))
                            .toList());
            return values;
        }
    }

    private final Course course;

    PauseRounds(Course course) {
        this.course = course;
    }

    /** All rounds of all entrants. None is measured again: a busy machine makes pauses longer, never shorter. */
    List<Standing> run(Comparison comparison, List<Entrant> entrants, InetSocketAddress origin)
            throws InterruptedException {
        return new FreshRounds(course.rules(), course.plan().rounds(), true, course.progress())
                .take(entrants, (entrant, standing, round) -> {
                    course.tell(entrant.name() + ": " + course.plan().seconds() + " s of load");
                    RunningProxy proxy = comparison.start(
                            logging(entrant.contender(
                                    Workload.PAUSES, course.plan().connections())),
                            origin,
                            Map.of("admin", Contender.hostPort(Comparison.freeAddress())));
                    try {
                        Run run = measure(proxy);
                        standing.add(run);
                        Sum all = run.pauses().underLoad();
                        course.tell(String.format(
                                Locale.ROOT,
                                "%s, round %d: %d pauses under load, longest %.3f ms, %.3f ms together, core busy %.0f %%, stolen %.1f %%%s",
                                entrant.name(),
                                round,
                                all.count(),
                                all.longestMillis(),
                                all.totalMillis(),
                                PERCENT * run.round().coreBusy(),
                                PERCENT * run.round().stolen(),
                                run.reservation().isEmpty() ? "" : ", " + run.reservation()));
                        return true;
                    } finally {
                        comparison.end(proxy);
                    }
                });
    }

    private static Contender logging(Contender apex) {
        Map<String, String> environment = new HashMap<>(apex.environment());
        String own = System.getenv().getOrDefault(OPTIONS, "");
        environment.put(OPTIONS, (own + " " + PauseLog.option("${folder}/" + LOG)).strip());
        return new Contender(apex.name(), apex.version(), apex.files(), apex.command(), environment);
    }

    private Run measure(RunningProxy proxy) throws IOException, InterruptedException {
        NativeLoad load = StartRounds.load(course.tools(), course.plan().connections());
        Round round = proxy.round(load, course.plan().seconds(), course.cores());
        // Before the process is ended: its end is a pause as well.
        List<String> log = Files.readAllLines(proxy.folder().resolve(LOG));
        Pauses pauses =
                new Pauses(PauseLog.parse(log), load.begunNanos(), course.plan().seconds());
        return new Run(
                round,
                pauses,
                course.plan().keepDirty() || !course.rules().isDirty(round),
                course.rules().isSaturated(round));
    }

    /** Collections and other pauses, by periods. */
    static List<String> table(List<Standing> standings) {
        MarkdownTable table = new MarkdownTable(
                "proxy", "when", "collections", "total ms", "longest ms", "other pauses", "total ms", "longest ms");
        for (Standing standing : standings) {
            for (int i = 0; i < standing.pauses().size(); i++) {
                Run run = standing.pauses().get(i);
                for (Period period : Period.values()) {
                    Sum collections = run.pauses.of(period, true);
                    Sum others = run.pauses.of(period, false);
                    table.row(
                            name(standing, i),
                            period.words(),
                            Integer.toString(collections.count()),
                            millis(collections.totalMillis()),
                            millis(collections.longestMillis()),
                            Integer.toString(others.count()),
                            millis(others.totalMillis()),
                            millis(others.longestMillis()));
                }
            }
        }
        return table.lines();
    }

    /** Of a run: the entrant's, with the run's number where there are several. */
    private static String name(Standing standing, int run) {
        String name = standing.entrant().name();
        return standing.pauses().size() == 1 ? name : name + ", run " + (run + 1);
    }

    private static String millis(double millis) {
        return String.format(Locale.ROOT, "%.3f", millis);
    }

    /** What stands below the table. */
    static List<String> notes(Standing standing) {
        List<String> notes = new ArrayList<>();
        for (int i = 0; i < standing.pauses().size(); i++) {
            Run run = standing.pauses().get(i);
            String name = name(standing, i);
            notes.add(String.format(
                    Locale.ROOT,
                    "%s: %.0f s of load, %s requests/s, core busy %.0f %%, stolen %.1f %%%s",
                    name,
                    run.pauses.seconds(),
                    Figure.whole(run.round.load().perSecond()),
                    PERCENT * run.round.coreBusy(),
                    PERCENT * run.round.stolen(),
                    run.reservation().isEmpty() ? "" : "; " + run.reservation()));
            run.pauses.longest(LISTED).forEach(pause -> notes.add(name + ": " + pause));
        }
        return notes;
    }

    /** The verdict on all runs of one Apex: the first that misses, else the first that says nothing, decides. */
    static Bar.Verdict judge(Bar bar, Standing standing) {
        String name = standing.entrant().name();
        if (standing.pauses().isEmpty()) {
            return new Bar.Verdict(bar.words(), name, "not measured", "", State.OPEN);
        }
        State state = State.HELD;
        Run worst = standing.pauses().getFirst();
        for (Run run : standing.pauses()) {
            State its = run.judge(bar.factor());
            if (its == State.MISSED || its == State.OPEN && state == State.HELD) {
                state = its;
            }
            worst = run.pauses.underLoad().longestMillis()
                            > worst.pauses.underLoad().longestMillis()
                    ? run
                    : worst;
        }
        String words = millis(worst.pauses.underLoad().longestMillis());
        String reservation = state == State.OPEN
                ? standing.pauses().stream()
                        .filter(run -> run.judge(bar.factor()) == State.OPEN)
                        .map(run -> " (" + run.reservation() + ")")
                        .findFirst()
                        .orElse("")
                : "";
        return new Bar.Verdict(bar.words(), name, words + reservation, "", state);
    }
}
