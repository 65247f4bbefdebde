package apex.bench.figures;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a comparison came to, for people and for machines. */
final class FiguresReport {
    /** A proxy whose core had more rest than this was not what limited the run. */
    private static final double SATURATED = 0.97;

    private final List<String> setup;
    private final List<String> skipped;
    private final List<RunningProxy> proxies;

    FiguresReport(List<String> setup, List<String> skipped, List<RunningProxy> proxies) {
        this.setup = setup;
        this.skipped = skipped;
        this.proxies = proxies;
    }

    /** A Markdown table with what has to be known to read it. */
    List<String> lines() {
        MarkdownTable table = new MarkdownTable(
                "proxy",
                "requests per CPU-second",
                "requests/s",
                "P50 ms",
                "P99 ms",
                "memory MiB",
                "errors",
                "core busy %",
                "by the proxy %");
        for (RunningProxy proxy : proxies) {
            List<Round> rounds = proxy.rounds();
            table.row(
                    proxy.contender().name(),
                    Spread.of(rounds, Round::perCpuSecond).text(FiguresReport::whole),
                    Spread.of(rounds, round -> round.load().perSecond()).text(FiguresReport::whole),
                    Spread.of(rounds, round -> round.load().p50Nanos()).text(FiguresReport::millis),
                    Spread.of(rounds, round -> round.load().p99Nanos()).text(FiguresReport::millis),
                    Spread.of(rounds, Round::residentKib).text(kib -> tenths(kib / 1024)),
                    Long.toString(rounds.stream()
                            .mapToLong(round -> round.load().errors())
                            .sum()),
                    Spread.of(rounds, Round::coreBusy).text(FiguresReport::percent),
                    Spread.of(rounds, Round::ownShare).text(FiguresReport::percent));
        }
        List<String> lines = new ArrayList<>(table.lines());
        lines.add("");
        lines.add("Medians, in parentheses the smallest and the largest round.");
        setup.forEach(line -> lines.add("- " + line));
        skipped.forEach(line -> lines.add("- skipped: " + line));
        lines.addAll(doubts());
        return lines;
    }

    /** What makes the figures less certain than they look. */
    private List<String> doubts() {
        List<String> doubts = new ArrayList<>();
        for (RunningProxy proxy : proxies) {
            List<Round> rounds = proxy.rounds();
            long idle = rounds.stream()
                    .filter(round -> round.coreBusy() < SATURATED)
                    .count();
            if (idle > 0) {
                doubts.add(
                        "- %s: its core was less than %s %% busy in %d of %d rounds, so its requests/s are those of the load"
                                .formatted(proxy.contender().name(), percent(SATURATED), idle, rounds.size()));
            }
            double others = rounds.stream()
                    .mapToDouble(round -> round.coreBusy() - round.ownShare())
                    .max()
                    .orElse(0);
            if (others > 1 - SATURATED) {
                doubts.add("- %s: up to %s %% of its core went to interrupts and other programs"
                        .formatted(proxy.contender().name(), percent(others)));
            }
        }
        double stolen = proxies.stream()
                .flatMap(proxy -> proxy.rounds().stream())
                .mapToDouble(Round::stolen)
                .max()
                .orElse(0);
        doubts.add("- stolen by the hypervisor: at most " + tenths(100 * stolen) + " % of a core in any round");
        return doubts;
    }

    /** Everything that was measured, as JSON. */
    String json() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("setup", setup);
        all.put("skipped", skipped);
        List<Object> list = new ArrayList<>();
        for (RunningProxy proxy : proxies) {
            Map<String, Object> values = new LinkedHashMap<>();
            values.put("name", proxy.contender().name());
            values.put("version", proxy.contender().version());
            values.put("rounds", proxy.rounds().stream().map(Round::values).toList());
            list.add(values);
        }
        all.put("proxies", list);
        return Json.of(all);
    }

    private static String whole(double number) {
        return String.format(Locale.ROOT, "%,.0f", number).replace(',', ' ');
    }

    private static String millis(double nanos) {
        return String.format(Locale.ROOT, "%.2f", nanos / 1e6);
    }

    private static String tenths(double number) {
        return String.format(Locale.ROOT, "%.1f", number);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f", 100 * share);
    }
}
