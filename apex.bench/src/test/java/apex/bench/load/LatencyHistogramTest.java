package apex.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Percentiles beside those of a sorted array. */
class LatencyHistogramTest {
    private final LatencyHistogram histogram = new LatencyHistogram();

    @Test
    void emptyItIsZeroThroughout() {
        assertEquals(0, histogram.count());
        assertEquals(0, histogram.percentile(99));
        assertEquals(0, histogram.mean());
        assertEquals(0, histogram.max());
    }

    @Test
    void smallValuesAreExact() {
        for (int i = 1; i <= 1000; i++) {
            histogram.record(i);
        }
        assertEquals(500, histogram.percentile(50));
        assertEquals(900, histogram.percentile(90));
        assertEquals(990, histogram.percentile(99));
        assertEquals(999, histogram.percentile(99.9));
        assertEquals(1000, histogram.percentile(100));
        assertEquals(500.5, histogram.mean());
        assertEquals(1000, histogram.max());
    }

    @Test
    void theSmallestPercentileIsTheSmallestValue() {
        histogram.record(7);
        histogram.record(9);
        assertEquals(7, histogram.percentile(0.001));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 42, 4711})
    void percentilesAreNeverTooSmallAndAtMostAThousandthTooLarge(long seed) {
        Random random = new Random(seed);
        long[] values = new long[20_000];
        for (int i = 0; i < values.length; i++) {
            values[i] = (long) Math.exp(random.nextDouble() * Math.log(5e11));
            histogram.record(values[i]);
        }
        Arrays.sort(values);
        for (int permille = 1; permille <= 1000; permille++) {
            long exact = values[permille * values.length / 1000 - 1];
            long told = histogram.percentile(permille / 10.0);
            assertTrue(told >= exact, () -> told + " for " + exact);
            assertTrue(told - exact <= exact / 1024, () -> told + " for " + exact);
        }
        assertEquals(values[values.length - 1], histogram.max());
        assertEquals(Arrays.stream(values).average().orElseThrow(), histogram.mean(), 1e-3);
    }

    @ParameterizedTest
    @ValueSource(longs = {2047, 2048, 2049, 4095, 4096, 4097, (1L << 40) - 1})
    void edgesOfBucketsLieInTheirOwnBucket(long value) {
        histogram.record(value);
        histogram.record(Long.MAX_VALUE);
        assertTrue(histogram.percentile(50) >= value);
        assertTrue(histogram.percentile(50) - value <= value / 1024);
    }

    @Test
    void whatIsBeyondItsRangeCountsAsTheEndOfIt() {
        histogram.record(-5);
        histogram.record(Long.MAX_VALUE);
        assertEquals(0, histogram.percentile(50));
        assertEquals((1L << 40) - 1, histogram.max());
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, 100.1, Double.NaN})
    void refusesWhatIsNoPercentage(double percent) {
        assertThrows(IllegalArgumentException.class, () -> histogram.percentile(percent));
    }
}
