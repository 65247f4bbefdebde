package apex.bench.compare;

import apex.bench.compare.Bar.Verdict;
import apex.bench.figures.Json;
import apex.bench.figures.MarkdownTable;
import apex.bench.figures.Round;
import apex.bench.figures.Spread;
import apex.bench.figures.SvgChart;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What a comparison came to, for people and for machines.
 *
 * @param setup what has to be known to read it
 * @param rules which rounds count
 * @param skipped who is not here
 * @param outcomes of the workloads
 */
record CompareReport(List<String> setup, List<String> rules, List<String> skipped, List<Outcome> outcomes) {
    private static final List<Figure> CLOSED_LOOP =
            List.of(Figure.PER_CPU, Figure.PER_SECOND, Figure.P50, Figure.P99, Figure.P999, Figure.RESIDENT);
    private static final List<Figure> AT_RATE =
            List.of(Figure.RATE_PER_SECOND, Figure.RATE_PER_CPU, Figure.RATE_P50, Figure.RATE_P99, Figure.RATE_P999);
    private static final List<Figure> START =
            List.of(Figure.START_REACHED, Figure.START_FIRST, Figure.START_FULL, Figure.START_BELOW);
    private static final List<Figure> ROUTES_LOAD =
            List.of(Figure.ROUTES_LOAD, Figure.FIRST_ANSWER_ONE, Figure.FIRST_ANSWER_MANY);
    private static final List<Figure> ROUTES_LOOKUP =
            List.of(Figure.LOOKUP_HOST, Figure.LOOKUP_PATH, Figure.LOOKUP_NONE);
    private static final List<Figure> IDLE = List.of(Figure.IDLE_RESIDENT, Figure.IDLE_LIVE);

    private static final Count ERRORS = new Count("errors", standing -> Long.toString(standing.errors()));
    private static final Count BUSY = new Count("core busy %", CompareReport::busy);
    private static final Count ROUNDS = new Count("rounds: clean, saturated, dirty", CompareReport::rounds);
    private static final Count STARTS = new Count("rounds: that count, dirty, not saturated", CompareReport::starts);

    /** Copies the lists. */
    CompareReport {
        setup = List.copyOf(setup);
        rules = List.copyOf(rules);
        skipped = List.copyOf(skipped);
        outcomes = List.copyOf(outcomes);
    }

    /** Everything in Markdown. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (Outcome outcome : outcomes) {
            lines.add("## " + outcome.workload().word() + ": "
                    + outcome.workload().description());
            lines.add("");
            tables(outcome, lines);
            notes(outcome, lines);
            lines.add("");
        }
        List<Verdict> verdicts = Bars.judge(outcomes);
        if (!verdicts.isEmpty()) {
            lines.add("## Bars");
            lines.add("");
            MarkdownTable table = new MarkdownTable("bar", "who", "figure", "against", "verdict");
            verdicts.forEach(verdict -> table.row(
                    verdict.bar(),
                    verdict.apex(),
                    verdict.ours(),
                    verdict.theirs().isEmpty() ? "–" : verdict.theirs(),
                    Bars.word(verdict.state())));
            lines.addAll(table.lines());
            lines.add("");
        }
        lines.add("## How it was measured");
        lines.add("");
        lines.add("Medians, in parentheses the smallest and the largest round that counts; a dash where none does.");
        lines.add("");
        Stream.concat(setup.stream(), rules.stream()).forEach(line -> lines.add("- " + line));
        skipped.forEach(line -> lines.add("- skipped: " + line));
        return lines;
    }

    private static void tables(Outcome outcome, List<String> lines) {
        lines.addAll(
                switch (outcome.workload()) {
                    case IDLE -> table(outcome, IDLE, List.of());
                    case START -> table(outcome, START, List.of(ERRORS, STARTS));
                    case PAUSES -> PauseRounds.table(outcome.standings());
                    case ROUTES_LOAD -> table(outcome, ROUTES_LOAD, List.of());
                    case ROUTES_LOOKUP -> table(outcome, ROUTES_LOOKUP, List.of());
                    default -> table(outcome, CLOSED_LOOP, List.of(ERRORS, BUSY, ROUNDS));
                });
        if (outcome.standings().stream().anyMatch(standing -> !standing.atRate().isEmpty())) {
            lines.add("");
            lines.add("At a constant rate of " + outcome.rate() + ":");
            lines.add("");
            lines.addAll(table(outcome, AT_RATE, List.of()));
        }
    }

    private static List<String> table(Outcome outcome, List<Figure> figures, List<Count> counts) {
        List<String> head = new ArrayList<>(List.of("proxy"));
        figures.forEach(figure -> head.add(figure.title()));
        counts.forEach(count -> head.add(count.title()));
        MarkdownTable table = new MarkdownTable(head.toArray(String[]::new));
        for (Standing standing : outcome.standings()) {
            List<String> row = new ArrayList<>(List.of(standing.entrant().name()));
            figures.forEach(figure -> row.add(figure.cell(standing)));
            counts.forEach(count -> row.add(count.cell().apply(standing)));
            table.row(row.toArray(String[]::new));
        }
        return table.lines();
    }

    /** What says how far the figures can be trusted. */
    private record Count(String title, Function<Standing, String> cell) {}

    private static String busy(Standing standing) {
        return standing.closedLoop().isEmpty()
                ? "–"
                : Spread.of(standing.closedLoop(), Round::coreBusy).text(CompareReport::percent);
    }

    private static String rounds(Standing standing) {
        return "%d, %d, %d"
                .formatted(
                        standing.closedLoop().size() + standing.atRate().size(),
                        standing.saturated().size(),
                        standing.dirty().size());
    }

    private static String starts(Standing standing) {
        long counting =
                standing.starts().stream().filter(StartRounds.Run::counts).count();
        long dirty = standing.starts().stream().filter(run -> !run.isClean()).count();
        return "%d, %d, %d".formatted(counting, dirty, standing.starts().size() - counting - dirty);
    }

    private static void notes(Outcome outcome, List<String> lines) {
        List<String> notes = new ArrayList<>(outcome.workload().remarks());
        for (Standing standing : outcome.standings()) {
            String name = standing.entrant().name();
            if (!standing.failure().isEmpty()) {
                notes.add(name + ": not measured to the end: " + standing.failure());
            }
            if (standing.allocatedBytes().isPresent()) {
                notes.add(name + ": " + Figure.ALLOCATED.cell(standing)
                        + " bytes allocated per request on the event loops");
            }
            notes.addAll(StartRounds.notes(standing));
            notes.addAll(PauseRounds.notes(standing));
            notes.addAll(RouteRounds.notes(standing));
        }
        notes.addAll(outcome.skipped());
        List<Round> rounds = rounds(outcome);
        if (!rounds.isEmpty()) {
            notes.add("stolen by the hypervisor in the rounds that count: at most "
                    + String.format(Locale.ROOT, "%.1f", 100 * worst(rounds)) + " % of a core");
        }
        if (!notes.isEmpty()) {
            lines.add("");
            notes.forEach(note -> lines.add("- " + note));
        }
    }

    private static List<Round> rounds(Outcome outcome) {
        return outcome.standings().stream()
                .flatMap(standing -> Stream.concat(standing.closedLoop().stream(), standing.atRate().stream()))
                .toList();
    }

    private static double worst(List<Round> rounds) {
        return rounds.stream().mapToDouble(Round::stolen).max().orElse(0);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f", 100 * share);
    }

    /** Everything that was measured, dirty rounds included, as JSON. */
    String json() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("setup", setup);
        all.put("rules", rules);
        all.put("skipped", skipped);
        all.put("workloads", outcomes.stream().map(CompareReport::values).toList());
        all.put("bars", Bars.judge(outcomes).stream().map(CompareReport::values).toList());
        return Json.of(all);
    }

    private static Map<String, Object> values(Outcome outcome) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("name", outcome.workload().word());
        values.put("rate", outcome.rate());
        values.put("skipped", outcome.skipped());
        values.put(
                "proxies",
                outcome.standings().stream().map(CompareReport::values).toList());
        return values;
    }

    private static Map<String, Object> values(Standing standing) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("name", standing.entrant().name());
        values.put("version", standing.entrant().version());
        values.put("failure", standing.failure());
        values.put("rounds", values(standing.closedLoop()));
        values.put("rounds_at_rate", values(standing.atRate()));
        values.put("dirty_rounds", values(standing.dirty()));
        values.put("allocated_bytes_per_request", standing.allocatedBytes().orElse(Double.NaN));
        values.put(
                "idle",
                standing.idle().stream()
                        .map(idle -> Map.of(
                                "resident_bytes",
                                idle.residentBytes(),
                                "live_bytes",
                                idle.liveBytes().orElse(Double.NaN)))
                        .toList());
        values.put(
                "starts",
                standing.starts().stream().map(StartRounds.Run::values).toList());
        values.put(
                "pauses",
                standing.pauses().stream().map(PauseRounds.Run::values).toList());
        values.put(
                "loads_of_routes",
                standing.loads().stream().map(RouteRounds.Load::values).toList());
        values.put(
                "look_ups",
                standing.lookups().stream().map(RouteRounds.Lookups::values).toList());
        return values;
    }

    private static List<Object> values(List<Round> rounds) {
        return rounds.stream().map(round -> (Object) round.values()).toList();
    }

    private static Map<String, Object> values(Verdict verdict) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("bar", verdict.bar());
        values.put("who", verdict.apex());
        values.put("figure", verdict.ours());
        values.put("against", verdict.theirs());
        values.put("verdict", Bars.word(verdict.state()));
        return values;
    }

    /** Requests per CPU-second as bars; of workloads that have none, their own figures. */
    String svg() {
        SvgChart chart = new SvgChart(
                "Requests per CPU-second of the proxy, where nothing else is said: medians, smallest and largest round");
        for (Outcome outcome : outcomes) {
            String name = outcome.workload().description();
            switch (outcome.workload()) {
                case START -> group(chart, name, outcome, Figure.START_REACHED);
                case PAUSES -> group(chart, name, outcome, Figure.PAUSE_LONGEST);
                case ROUTES_LOAD -> group(chart, name, outcome, Figure.ROUTES_LOAD);
                case ROUTES_LOOKUP -> ROUTES_LOOKUP.forEach(figure -> group(chart, name, outcome, figure));
                default -> group(chart, name, outcome, Figure.PER_CPU);
            }
        }
        return chart.text();
    }

    private static void group(SvgChart chart, String name, Outcome outcome, Figure figure) {
        List<SvgChart.Value> values = new ArrayList<>();
        for (Standing standing : outcome.standings()) {
            Optional<Spread> spread = figure.of(standing);
            spread.ifPresent(value -> values.add(new SvgChart.Value(
                    standing.entrant().name(), value, standing.entrant().kind() == ProxyKind.APEX)));
        }
        chart.group(figure == Figure.PER_CPU ? name : name + ", " + figure.title(), values, figure::text);
    }
}
