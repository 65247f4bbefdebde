package apex.kernel.count;

import apex.spi.thread.Cold;

/**
 * Durations as they were counted up to now.
 *
 * @param bounds the upper bounds of the buckets in seconds
 * @param counts how many lie in each bucket, and at the end how many are longer
 * @param sum of all, in seconds
 */
@Cold
@SuppressWarnings("ArrayRecordComponent") // made for one reader, never compared
public record Histogram(double[] bounds, long[] counts, double sum) {}
