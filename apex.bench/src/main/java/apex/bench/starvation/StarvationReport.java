package apex.bench.starvation;

import apex.bench.figures.MarkdownTable;
import apex.bench.figures.Round;
import apex.bench.figures.Spread;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What the attacks came to, in Markdown. */
final class StarvationReport {
    /** The P99 under attack may be so many times what it is beside one. */
    private static final double BAR = 2;

    /** The rounds of one attack. */
    private static final class Rounds {
        final List<Round> reference = new ArrayList<>();
        final List<Round> attacked = new ArrayList<>();
        final Map<String, Long> reasons = new TreeMap<>();
        int mostConnected;
        int closed;
    }

    private final List<String> setup;
    private final Map<Attack, Rounds> attacks = new EnumMap<>(Attack.class);

    StarvationReport(List<String> setup) {
        this.setup = List.copyOf(setup);
    }

    /** Adds a round in which the dummy listener was attacked. */
    void reference(Attack attack, Round round) {
        of(attack).reference.add(round);
    }

    /** Adds a round in which Apex was. */
    void attacked(Attack attack, Round round, SlowOutput output, Map<String, Long> reasons) {
        Rounds rounds = of(attack);
        rounds.attacked.add(round);
        rounds.mostConnected = Math.max(rounds.mostConnected, output.mostConnected());
        rounds.closed += output.closed();
        reasons.forEach((reason, count) -> rounds.reasons.merge(reason, count, Long::sum));
    }

    private Rounds of(Attack attack) {
        return attacks.computeIfAbsent(attack, _ -> new Rounds());
    }

    /** Whether every attack stayed below the bar. */
    boolean isHeld() {
        return attacks.values().stream().allMatch(rounds -> ratio(rounds) <= BAR);
    }

    /** Without bound when there was a round in which nobody was answered. */
    private static double ratio(Rounds rounds) {
        boolean starved = rounds.attacked.stream()
                .anyMatch(round -> round.load().requests() <= round.load().errors());
        return starved
                ? Double.POSITIVE_INFINITY
                : p99(rounds.attacked).median() / p99(rounds.reference).median();
    }

    private static Spread p99(List<Round> rounds) {
        return Spread.of(rounds, round -> round.load().p99Nanos());
    }

    private static Spread p50(List<Round> rounds) {
        return Spread.of(rounds, round -> round.load().p50Nanos());
    }

    private static long errors(List<Round> rounds) {
        return rounds.stream().mapToLong(round -> round.load().errors()).sum();
    }

    List<String> lines() {
        MarkdownTable table = new MarkdownTable(
                "attack",
                "P50 ms beside",
                "P50 ms under",
                "P99 ms beside",
                "P99 ms under",
                "ratio",
                "errors beside, under",
                "memory MiB beside",
                "memory MiB under",
                "connected at most",
                "closed by Apex");
        attacks.forEach((attack, rounds) -> table.row(
                attack.words(),
                p50(rounds.reference).text(StarvationReport::millis),
                p50(rounds.attacked).text(StarvationReport::millis),
                p99(rounds.reference).text(StarvationReport::millis),
                p99(rounds.attacked).text(StarvationReport::millis),
                String.format(Locale.ROOT, "%.2f", ratio(rounds)),
                errors(rounds.reference) + ", " + errors(rounds.attacked),
                Spread.of(rounds.reference, Round::residentKib).text(StarvationReport::mebibytes),
                Spread.of(rounds.attacked, Round::residentKib).text(StarvationReport::mebibytes),
                Integer.toString(rounds.mostConnected),
                Integer.toString(rounds.closed)));
        List<String> lines = new ArrayList<>(table.lines());
        lines.add("");
        lines.add(
                "Medians, in parentheses the smallest and the largest round. Beside: the attack is on a listener that accepts and"
                        + " never answers. The bar is a ratio of " + (int) BAR + ": "
                        + (isHeld() ? "held." : "broken."));
        attacks.forEach((attack, rounds) -> lines.add("- reasons that Apex gave during " + attack.words() + ": "
                + (rounds.reasons.isEmpty() ? "none" : rounds.reasons.toString().replaceAll("[{}]", ""))));
        attacks.values().stream()
                .flatMap(rounds -> rounds.attacked.stream())
                .filter(round -> round.load().requests() == 0)
                .forEach(_ -> lines.add("- a round under attack without a single response"));
        setup.forEach(line -> lines.add("- " + line));
        return lines;
    }

    private static String millis(double nanos) {
        return String.format(Locale.ROOT, "%.2f", nanos / 1e6);
    }

    private static String mebibytes(double kib) {
        return String.format(Locale.ROOT, "%.1f", kib / 1024);
    }
}
