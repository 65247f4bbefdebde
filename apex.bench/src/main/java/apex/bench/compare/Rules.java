package apex.bench.compare;

import apex.bench.figures.Round;
import java.util.List;
import java.util.Locale;

/**
 * Which rounds count, said before the first one.
 *
 * @param saturated the least share of the time that the proxy's core works for anybody, for a round to say how much a proxy can do
 * @param stolen the share of the time of a core from which on a round is dirty because the hypervisor took it
 * @param foreign the share of the time from which on a round is dirty because the proxy's core worked for others
 * @param mostRepeated how many dirty rounds of a proxy are measured again, for each kind of load
 */
record Rules(double saturated, double stolen, double foreign, int mostRepeated) {
    private static final double SATURATED = 0.97;
    private static final double STOLEN = 0.02;
    private static final double FOREIGN = 0.03;

    /** The rules of all comparisons, for so many rounds. */
    static Rules of(int rounds) {
        return new Rules(SATURATED, STOLEN, FOREIGN, rounds);
    }

    /** Whether the machine did other things meanwhile, so that the round is none. */
    boolean isDirty(Round round) {
        return isDirty(round.coreBusy(), round.ownShare(), round.stolen());
    }

    /** The same by the three shares of the time that are defined as those of a {@link Round}. */
    boolean isDirty(double coreBusy, double ownShare, double stolenShare) {
        return stolenShare >= stolen || coreBusy - ownShare >= foreign;
    }

    /** Whether the proxy was what limited the round, so that requests per second and latencies are its own. */
    boolean isSaturated(Round round) {
        return round.coreBusy() >= saturated;
    }

    /** The rules in words. */
    List<String> lines() {
        return List.of(
                "a round is dirty, and does not count, when the hypervisor stole %s %% or more of either core, or the proxy's core worked %s %% or more of the time for others"
                        .formatted(percent(stolen), percent(foreign)),
                "a dirty round is measured again at once, up to as many for each proxy and load as there are rounds (%d where a workload has no number of its own); beyond that it is left out"
                        .formatted(mostRepeated),
                "a round is saturated when the proxy's core was busy for %s %% of the time or more; of any other only requests per CPU-second count"
                        .formatted(percent(saturated)));
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f", 100 * share);
    }
}
