package apex.bench.compare;

import apex.bench.figures.Comparison;
import apex.bench.figures.Contender;
import apex.bench.figures.Round;
import apex.bench.figures.RunningProxy;
import apex.bench.startup.RampUp;
import apex.bench.tools.NativeLoad;
import apex.bench.tools.NativeTools;
import apex.bench.tools.Slices;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;

/** Cold starts under load: nobody asks a process for anything before the load does, as soon as it listens. */
final class StartRounds {
    /** Of one slice. */
    static final int SLICE_MILLIS = 100;
    /** In which a start should be at full speed, beside the bar. */
    static final int AIM_SECONDS = 3;

    private static final int PERCENT = 100;

    /**
     * One start.
     *
     * @param round all of it
     * @param slices of it
     * @param rampUp what they say
     * @param isClean by the rules, or dirty ones count
     * @param isSaturated by the rules
     */
    record Run(Round round, Slices slices, RampUp rampUp, boolean isClean, boolean isSaturated) {
        /** Whether it says how soon the proxy is at full speed. */
        boolean counts() {
            return isClean && isSaturated;
        }

        Map<String, Object> values() {
            Map<String, Object> values = new LinkedHashMap<>(round.values());
            values.put("clean", isClean);
            values.put("saturated", isSaturated);
            values.put("full_speed", rampUp.fullPerSecond());
            values.put("seconds_to_90_percent", rampUp.reachedSeconds().orElse(Double.NaN));
            values.put("share_below_afterwards", rampUp.belowAfterwards());
            values.put("first_second", rampUp.firstSecond());
            values.put("slice_seconds", slices.seconds());
            values.put("slices", slices.answers());
            return values;
        }
    }

    private final Course course;

    StartRounds(Course course) {
        this.course = course;
    }

    /** All rounds of all entrants. */
    List<Standing> run(Comparison comparison, List<Entrant> entrants, InetSocketAddress origin)
            throws InterruptedException {
        return course.freshRounds().take(entrants, (entrant, standing, round) -> {
            RunningProxy proxy = comparison.start(
                    entrant.contender(Workload.START, course.plan().connections()),
                    origin,
                    Map.of("admin", Contender.hostPort(Comparison.freeAddress())));
            try {
                Run run = measure(proxy);
                standing.add(run);
                tell(entrant, round, run);
                return !course.rules().isDirty(run.round());
            } finally {
                comparison.end(proxy);
            }
        });
    }

    private Run measure(RunningProxy proxy) throws IOException, InterruptedException {
        NativeLoad load = load(course.tools(), course.plan().connections());
        Round round = proxy.round(load, course.plan().seconds(), course.cores());
        Slices slices = load.slices();
        boolean isClean = course.plan().keepDirty() || !course.rules().isDirty(round);
        return new Run(round, slices, RampUp.of(slices), isClean, course.rules().isSaturated(round));
    }

    /** A load that counts from its first request on. */
    static NativeLoad load(NativeTools tools, int connections) {
        List<String> arguments = List.of("--slices", Integer.toString(SLICE_MILLIS));
        return new NativeLoad(tools.load(), arguments, connections, OptionalLong.empty());
    }

    private void tell(Entrant entrant, int number, Run run) {
        String reached = run.rampUp().reachedSeconds().isEmpty()
                ? "not reached"
                : String.format(
                        Locale.ROOT,
                        "after %.1f s",
                        run.rampUp().reachedSeconds().getAsDouble());
        course.tell(String.format(
                Locale.ROOT,
                "%s, round %d: %.0f requests in the first second, %.0f %% of %.0f requests/s %s, core busy %.0f %%, stolen %.1f %%%s",
                entrant.name(),
                number,
                run.rampUp().firstSecond(),
                PERCENT * RampUp.SHARE,
                run.rampUp().fullPerSecond(),
                reached,
                PERCENT * run.round().coreBusy(),
                PERCENT * run.round().stolen(),
                course.rules().isDirty(run.round())
                        ? ", dirty"
                        : course.rules().isSaturated(run.round()) ? "" : ", not saturated"));
    }

    /** What stands below the table. */
    static List<String> notes(Standing standing) {
        List<String> notes = new ArrayList<>();
        List<Run> counting = standing.starts().stream().filter(Run::counts).toList();
        if (!counting.isEmpty() && standing.entrant().kind() == ProxyKind.APEX) {
            long reached = counting.stream()
                    .filter(run -> run.rampUp().reachedSeconds().orElse(Double.MAX_VALUE) <= AIM_SECONDS)
                    .count();
            notes.add("%s: the aim of %d s was reached in %d of %d rounds that count"
                    .formatted(standing.entrant().name(), AIM_SECONDS, reached, counting.size()));
        }
        long never = counting.stream()
                .filter(run -> run.rampUp().reachedSeconds().isEmpty())
                .count();
        if (never > 0) {
            notes.add("%s: never at 90 %% in %d rounds that count, which are taken as their whole length"
                    .formatted(standing.entrant().name(), never));
        }
        return notes;
    }
}
