package apex.bench.tools;

import apex.bench.figures.JsonReader;
import java.util.List;
import java.util.Map;

/**
 * Complete answers by the time at which they came.
 *
 * @param seconds that one slice lasts
 * @param answers in each slice, the first of which begins with the first request
 */
public record Slices(double seconds, List<Long> answers) {
    private static final double MILLIS = 1_000;

    /** Copies the list. */
    public Slices {
        answers = List.copyOf(answers);
    }

    /**
     * The slices in what the load in C prints.
     *
     * @throws IllegalArgumentException when there are none
     */
    static Slices parse(String output) {
        Map<String, Object> all = JsonReader.object(output);
        double seconds = JsonReader.number(all, "slice_ms") / MILLIS;
        if (!(all.get("slices") instanceof List<?> counts) || counts.isEmpty() || !(seconds > 0)) {
            throw new IllegalArgumentException(
                    "load: slices are " + all.get("slices") + " (expected: a number for each slice of time)");
        }
        return new Slices(
                seconds,
                counts.stream().map(count -> ((Number) count).longValue()).toList());
    }
}
