package apex.kernel.metrics;

import java.util.ArrayList;
import java.util.List;

/** Collects the values of one metric. */
public final class Samples {
    private final Metric metric;
    private final List<Sample> collected = new ArrayList<>();

    /** Nothing yet. */
    public Samples(Metric metric) {
        this.metric = metric;
    }

    /** Adds a count; readers take it as a double, which is exact up to 2⁵³. */
    public Samples add(long value, String... labels) {
        return add((double) value, labels);
    }

    /** Adds a value. */
    public Samples add(double value, String... labels) {
        put("", null, value, labels);
        return this;
    }

    /**
     * Adds a histogram.
     *
     * @param bounds the upper bounds of the buckets
     * @param counts how many lie in each bucket, and at the end how many above all
     */
    public Samples add(double[] bounds, long[] counts, double sum, String... labels) {
        long upTo = 0;
        for (int i = 0; i < counts.length; i++) {
            upTo += counts[i];
            put("_bucket", i < bounds.length ? Double.toString(bounds[i]) : "+Inf", (double) upTo, labels);
        }
        put("_sum", null, sum, labels);
        put("_count", null, (double) upTo, labels);
        return this;
    }

    private void put(String suffix, String bucket, double value, String... labels) {
        if (labels.length != metric.labels().size()) {
            throw new IllegalArgumentException(
                    metric.name() + ": labels " + List.of(labels) + " (expected: values for " + metric.labels() + ")");
        }
        collected.add(new Sample(suffix, bucket, List.of(labels), value));
    }

    /** The metric with what was added. */
    public MetricFamily family() {
        return new MetricFamily(metric, collected);
    }
}
