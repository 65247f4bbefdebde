package apex.bench.pauses;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * The pauses of a process and the load that it was under.
 *
 * @param all of them, in their order
 * @param loadedNanos when the first request was sent, on the clock of the pauses
 * @param seconds of load
 */
public record Pauses(List<Pause> all, long loadedNanos, double seconds) {
    /** The begin of the load that is told apart, in seconds. */
    public static final int FIRST_SECONDS = 10;

    private static final double NANOS = 1e9;
    private static final double NANOS_PER_MILLI = 1e6;

    /** Copies the list. */
    public Pauses {
        all = List.copyOf(all);
    }

    /**
     * Pauses in one figure each.
     *
     * @param count how many
     * @param totalMillis all together
     * @param longestMillis of one, 0 when there was none
     */
    public record Sum(int count, double totalMillis, double longestMillis) {
        static Sum of(List<Pause> pauses) {
            return new Sum(
                    pauses.size(),
                    pauses.stream().mapToLong(Pause::nanos).sum() / NANOS_PER_MILLI,
                    pauses.stream().mapToLong(Pause::nanos).max().orElse(0) / NANOS_PER_MILLI);
        }
    }

    /** A part of the time. */
    public enum Period {
        /** The process starts, nobody asks it for anything. */
        BEFORE("before the first request"),
        /** The begin of the load. */
        FIRST("first " + FIRST_SECONDS + " s of load"),
        /** The rest of the load. */
        LATER("load from " + FIRST_SECONDS + " s on");

        private final String words;

        Period(String words) {
            this.words = words;
        }

        /** For people. */
        public String words() {
            return words;
        }
    }

    /** Those that ended under load: from the first request to the last one. */
    public List<Pause> loaded() {
        return all.stream()
                .filter(pause -> second(pause) + pause.nanos() / NANOS > 0 && second(pause) < seconds)
                .toList();
    }

    /** Those of a part of the time, collections or all others. */
    public Sum of(Period period, boolean isCollection) {
        List<Pause> loaded = loaded();
        return Sum.of(all.stream()
                .filter(pause -> pause.isCollection() == isCollection
                        && switch (period) {
                            case BEFORE -> second(pause) < 0 && !loaded.contains(pause);
                            case FIRST -> second(pause) < FIRST_SECONDS && loaded.contains(pause);
                            case LATER -> second(pause) >= FIRST_SECONDS && loaded.contains(pause);
                        })
                .toList());
    }

    /** All under load, whatever they were for. */
    public Sum underLoad() {
        return Sum.of(loaded());
    }

    /** The longest ones under load, the longest first, in words. */
    public List<String> longest(int most) {
        return loaded().stream()
                .sorted(Comparator.comparingLong(Pause::nanos).reversed())
                .limit(most)
                .map(pause -> String.format(
                        Locale.ROOT,
                        "%.3f ms at %.1f s: %s",
                        pause.nanos() / NANOS_PER_MILLI,
                        second(pause),
                        pause.what()))
                .toList();
    }

    /** When a pause began, in seconds from the first request; negative before. */
    public double second(Pause pause) {
        return (pause.beginNanos() - loadedNanos) / NANOS;
    }
}
