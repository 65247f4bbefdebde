package apex.bench.paired;

import apex.bench.figures.MarkdownTable;
import apex.bench.figures.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the pairs came to, in Markdown. */
final class PairedReport {
    private final List<String> setup;
    private final double bar;
    private final List<Pair> pairs = new ArrayList<>();

    PairedReport(List<String> setup, double bar) {
        this.setup = List.copyOf(setup);
        this.bar = bar;
    }

    void add(Pair pair) {
        pairs.add(pair);
    }

    /** Whether the median of the ratios is not above the bar. */
    boolean isHeld() {
        return ratios(pairs).median() <= bar;
    }

    private static Spread ratios(List<Pair> of) {
        return Spread.of(of.stream().mapToDouble(Pair::ratio).toArray());
    }

    List<String> lines() {
        MarkdownTable table = new MarkdownTable(
                "processes", "pairs", "µs of CPU a request here", "there", "ratio", "P99 ms here", "there", "errors");
        int starts = pairs.getLast().start();
        for (int i = 1; i <= starts; i++) {
            int start = i;
            row(
                    table,
                    Integer.toString(i),
                    pairs.stream().filter(pair -> pair.start() == start).toList());
        }
        row(table, "all", pairs);
        List<String> lines = new ArrayList<>(table.lines());
        lines.add("");
        lines.add("Medians, in parentheses the smallest and the largest. The bar is a median ratio of %s: %s."
                .formatted(two(bar), isHeld() ? "held" : "broken"));
        setup.forEach(line -> lines.add("- " + line));
        return lines;
    }

    private static void row(MarkdownTable table, String name, List<Pair> of) {
        table.row(
                name,
                Integer.toString(of.size()),
                spread(of.stream().mapToDouble(pair -> Pair.micros(pair.here())).toArray()),
                spread(of.stream()
                        .mapToDouble(pair -> Pair.micros(pair.there()))
                        .toArray()),
                ratios(of).text(PairedReport::three),
                spread(of.stream()
                        .mapToDouble(pair -> pair.here().load().p99Nanos() / 1e6)
                        .toArray()),
                spread(of.stream()
                        .mapToDouble(pair -> pair.there().load().p99Nanos() / 1e6)
                        .toArray()),
                of.stream().mapToLong(pair -> pair.here().load().errors()).sum() + ", "
                        + of.stream()
                                .mapToLong(pair -> pair.there().load().errors())
                                .sum());
    }

    private static String spread(double... values) {
        return Spread.of(values).text(PairedReport::two);
    }

    private static String two(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    private static String three(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }
}
