package apex.kernel.metrics;

import java.util.List;

/**
 * One value.
 *
 * @param suffix behind the metric's name, for the parts of histograms; else empty
 * @param bucket the upper bound of the bucket, or null when the sample is none
 * @param labels the values of the metric's labels, in their order
 */
public record Sample(String suffix, String bucket, List<String> labels, double value) {
    /** Copies the list. */
    public Sample {
        labels = List.copyOf(labels);
    }
}
