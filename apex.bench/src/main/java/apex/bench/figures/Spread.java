package apex.bench.figures;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;

/** The middle of some values and their extremes. */
public record Spread(double median, double min, double max) {
    /** The spread of {@code value} over {@code rounds}, at least one. */
    public static Spread of(List<Round> rounds, ToDoubleFunction<Round> value) {
        double[] sorted = rounds.stream().mapToDouble(value).sorted().toArray();
        return of(sorted);
    }

    /** The spread of at least one value. */
    public static Spread of(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int half = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
        return new Spread(median, sorted[0], sorted[sorted.length - 1]);
    }

    /** {@code 12 (11–14)}, or the median alone when there is no spread to be seen. */
    public String text(DoubleFunction<String> format) {
        String low = format.apply(min);
        String high = format.apply(max);
        String middle = format.apply(median);
        return low.equals(high) ? middle : middle + " (" + low + "–" + high + ")";
    }
}
