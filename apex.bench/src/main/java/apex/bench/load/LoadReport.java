package apex.bench.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a run came to.
 *
 * @param elapsed how long it was measured
 * @param latencies of all complete responses, whatever their status
 * @param errors how many of each kind, without the kinds that did not happen
 * @param bytes that were received
 */
public record LoadReport(Duration elapsed, LatencyHistogram latencies, Map<LoadError, Long> errors, long bytes) {
    /** Complete responses per second. */
    public double perSecond() {
        return latencies.count() / (elapsed.toNanos() / 1e9);
    }

    /** Errors of all kinds. */
    public long errorCount() {
        return errors.values().stream().mapToLong(Long::longValue).sum();
    }

    /** The report for people. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "requests    %d in %.2f s, %.0f/s, %.1f MB/s",
                latencies.count(),
                elapsed.toNanos() / 1e9,
                perSecond(),
                bytes / 1e6 / (elapsed.toNanos() / 1e9)));
        lines.add(String.format(
                Locale.ROOT,
                "latency     mean %s, P50 %s, P90 %s, P99 %s, P99.9 %s, max %s",
                micros(Math.round(latencies.mean())),
                micros(latencies.percentile(50)),
                micros(latencies.percentile(90)),
                micros(latencies.percentile(99)),
                micros(latencies.percentile(99.9)),
                micros(latencies.max())));
        lines.add("errors      "
                + (errors.isEmpty()
                        ? "none"
                        : errors.entrySet().stream()
                                .map(entry -> entry.getKey().word() + " " + entry.getValue())
                                .collect(Collectors.joining(", "))));
        return lines;
    }

    /** A duration in microseconds, milliseconds or seconds, three digits or a little more. */
    private static String micros(long nanos) {
        if (nanos < 1_000_000) {
            return String.format(Locale.ROOT, "%.1f µs", nanos / 1e3);
        }
        return nanos < 1_000_000_000
                ? String.format(Locale.ROOT, "%.2f ms", nanos / 1e6)
                : String.format(Locale.ROOT, "%.2f s", nanos / 1e9);
    }
}
