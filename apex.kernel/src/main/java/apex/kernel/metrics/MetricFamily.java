package apex.kernel.metrics;

import java.util.List;

/** A metric with its present values. */
public record MetricFamily(Metric metric, List<Sample> samples) {
    /** Copies the list. */
    public MetricFamily {
        samples = List.copyOf(samples);
    }
}
