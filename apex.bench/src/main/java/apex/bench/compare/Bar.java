package apex.bench.compare;

import apex.bench.figures.Spread;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What Apex has to reach.
 *
 * @param workload in which
 * @param io with this kind of sockets only; empty for all
 * @param figure by which
 * @param against whose it is compared with; the best of those who took part counts; none for a fixed bound
 * @param factor times that figure, or the bound itself
 */
record Bar(Workload workload, String io, Figure figure, List<ProxyKind> against, double factor) {
    /** Whether a bar is reached. */
    enum State {
        /** It is. */
        HELD,
        /** It is not. */
        MISSED,
        /** There is nothing to judge by. */
        OPEN
    }

    /**
     * What became of a bar.
     *
     * @param bar in words
     * @param apex of whom
     * @param ours Apex's figure in words
     * @param theirs the other's, with its name
     * @param state whether it is reached
     */
    record Verdict(String bar, String apex, String ours, String theirs, State state) {}

    /** Copies the list. */
    Bar {
        against = List.copyOf(against);
    }

    /** The bar in words. */
    String words() {
        String sign = figure.moreIsBetter() ? "≥ " : "≤ ";
        String what = workload.word() + ", " + title() + " " + sign;
        if (against.isEmpty()) {
            return what + figure.text(factor);
        }
        List<String> names = against.stream().map(ProxyKind::title).toList();
        return what
                + String.format(Locale.ROOT, "%s × ", number(factor))
                + (names.size() > 1 ? "the better of " : "")
                + String.join(" and ", names);
    }

    private String title() {
        return switch (figure) {
            case RATE_P50, RATE_P99, RATE_P999, RATE_PER_CPU, RATE_PER_SECOND -> figure.title() + " at the same rate";
            case P50, P99, P999 -> figure.title() + " at saturation";
            default -> figure.title();
        };
    }

    private static String number(double factor) {
        return factor == Math.rint(factor)
                ? String.format(Locale.ROOT, "%.0f", factor)
                : String.format(Locale.ROOT, "%.2f", factor).replaceAll("0$", "");
    }

    /** Judges one of Apex's standings in an outcome of this bar's workload. */
    Verdict judge(Standing apex, Outcome outcome) {
        String name = apex.entrant().name();
        Optional<Double> ours = figure.of(apex).map(this::judged);
        String our = ours.map(figure::text).orElse("not measured");
        if (against.isEmpty()) {
            return verdict(name, our, "", ours, Optional.of(1.0));
        }
        Comparator<Standing> order = Comparator.comparingDouble(
                standing -> figure.of(standing).orElseThrow().median());
        List<Standing> measured = against.stream()
                .map(outcome::of)
                .flatMap(Optional::stream)
                .filter(standing -> figure.of(standing).isPresent())
                .toList();
        Optional<Standing> best = figure.moreIsBetter()
                ? measured.stream().max(order)
                : measured.stream().min(order);
        String their = best.map(standing -> standing.entrant().name() + " "
                        + figure.text(figure.of(standing).orElseThrow().median()))
                .orElse("not measured");
        return verdict(
                name,
                our,
                their,
                ours,
                best.map(standing -> figure.of(standing).orElseThrow().median()));
    }

    /** Memory is judged by its largest value, everything else by the median. */
    private double judged(Spread spread) {
        return figure == Figure.RESIDENT ? spread.max() : spread.median();
    }

    private Verdict verdict(String name, String our, String their, Optional<Double> ours, Optional<Double> theirs) {
        if (ours.isEmpty() || theirs.isEmpty()) {
            return new Verdict(words(), name, our, their, State.OPEN);
        }
        double bound = factor * theirs.orElseThrow();
        boolean isHeld = figure.moreIsBetter() ? ours.orElseThrow() >= bound : ours.orElseThrow() <= bound;
        return new Verdict(words(), name, our, their, isHeld ? State.HELD : State.MISSED);
    }
}
