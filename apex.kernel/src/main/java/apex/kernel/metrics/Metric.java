package apex.kernel.metrics;

import java.util.List;

/**
 * A metric as it is declared.
 *
 * @param name {@code apex_…} with its base unit, and {@code _total} when it only grows
 * @param help one sentence
 * @param labels what its values are told apart by, in order
 */
public record Metric(String name, Kind kind, String help, List<String> labels) {
    /** How values behave over time. */
    public enum Kind {
        /** Only grows, until the process ends. */
        COUNTER,
        /** Goes up and down. */
        GAUGE,
        /** Counts in buckets, which only grow. */
        HISTOGRAM
    }

    /** Copies the list. */
    public Metric {
        labels = List.copyOf(labels);
    }

    /** A metric that only grows. */
    public static Metric counter(String name, String help, String... labels) {
        return new Metric(name, Kind.COUNTER, help, List.of(labels));
    }

    /** A metric that goes up and down. */
    public static Metric gauge(String name, String help, String... labels) {
        return new Metric(name, Kind.GAUGE, help, List.of(labels));
    }

    /** A metric that counts durations in buckets. */
    public static Metric histogram(String name, String help, String... labels) {
        return new Metric(name, Kind.HISTOGRAM, help, List.of(labels));
    }
}
