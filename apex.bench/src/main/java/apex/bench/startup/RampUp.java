package apex.bench.startup;

import apex.bench.tools.Slices;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/**
 * How a process that has just been started comes to its full speed.
 *
 * @param fullPerSecond its full speed in answers per second: the median of the slices in the last {@link #FULL_SECONDS} seconds
 * @param reachedSeconds from the first request to the end of the first {@link #WINDOW} slices with a median of at least {@link #SHARE}
 *     of full speed; empty when there are none
 * @param belowAfterwards the share of the medians from there on that are lower again, 0 to 1
 * @param firstSecond answers within one second from the first request
 */
public record RampUp(double fullPerSecond, OptionalDouble reachedSeconds, double belowAfterwards, double firstSecond) {
    /** The end of a run that says what full speed is, in seconds. */
    public static final int FULL_SECONDS = 5;
    /** Slices of one running median. */
    public static final int WINDOW = 5;
    /** Of full speed. */
    public static final double SHARE = 0.9;

    /**
     * Judges a run.
     *
     * @throws IllegalArgumentException when it is not longer than twice the time that says what full speed is, or has no answers there
     */
    public static RampUp of(Slices slices) {
        List<Long> answers = slices.answers();
        int last = (int) Math.round(FULL_SECONDS / slices.seconds());
        if (answers.size() <= 2 * last) {
            throw new IllegalArgumentException("slices: " + answers.size() + " (expected: more than " + 2 * last
                    + ", of which the last " + last + " say what full speed is)");
        }
        double full = median(answers.subList(answers.size() - last, answers.size()));
        if (full == 0) {
            throw new IllegalArgumentException(
                    "answers in the last " + FULL_SECONDS + " s: next to none" + " (expected: some in most slices)");
        }
        double bound = SHARE * full;
        int reached = 0;
        int lower = 0;
        for (int end = WINDOW; end <= answers.size(); end++) {
            boolean isFast = median(answers.subList(end - WINDOW, end)) >= bound;
            if (reached == 0 && isFast) {
                reached = end;
            } else if (reached > 0 && !isFast) {
                lower++;
            }
        }
        int later = answers.size() - reached;
        int second = (int) Math.round(1 / slices.seconds());
        return new RampUp(
                full / slices.seconds(),
                reached == 0 ? OptionalDouble.empty() : OptionalDouble.of(reached * slices.seconds()),
                reached == 0 || later == 0 ? 0 : (double) lower / later,
                answers.subList(0, second).stream().mapToLong(Long::longValue).sum());
    }

    private static double median(List<Long> counts) {
        long[] sorted = counts.stream().mapToLong(Long::longValue).sorted().toArray();
        int half = sorted.length / 2;
        return sorted.length % 2 == 1
                ? sorted[half]
                : Arrays.stream(sorted, half - 1, half + 1).sum() / 2.0;
    }
}
