package apex.bench.idle;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What came with so many idle connections.
 *
 * @param connections how many
 * @param heap live objects after a full collection
 * @param directBytes memory outside of the heap for buffers
 * @param residentKib of the whole process, with what the collector has not returned
 */
record IdleReport(int connections, ClassHistogram heap, long directBytes, long residentKib) {
    /** The most for each connection, heap and direct memory together. */
    static final int BAR_BYTES = 4 * 1024;

    /** Heap and direct memory for one connection. */
    double bytesEach() {
        return (double) (heap.bytes(_ -> true) + directBytes) / connections;
    }

    boolean isHeld() {
        return bytesEach() <= BAR_BYTES;
    }

    /** The figures, then the {@code top} classes with the most bytes. */
    List<String> lines(int top) {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "%.0f bytes for each of %d idle connections (bar %d): heap %.0f, direct %.0f; RSS %.0f",
                bytesEach(),
                connections,
                BAR_BYTES,
                each(heap.bytes(_ -> true)),
                each(directBytes),
                each(residentKib * 1024)));
        lines.add("");
        lines.add("| bytes each | objects each | class |");
        lines.add("|---|---|---|");
        heap.classes().entrySet().stream()
                .sorted(Comparator.comparingLong((Map.Entry<String, ClassHistogram.Row> entry) ->
                                -entry.getValue().bytes())
                        .thenComparing(Map.Entry::getKey))
                .limit(top)
                .forEach(entry -> lines.add(String.format(
                        Locale.ROOT,
                        "| %.1f | %.2f | %s |",
                        each(entry.getValue().bytes()),
                        each(entry.getValue().count()),
                        entry.getKey())));
        return lines;
    }

    private double each(long sum) {
        return (double) sum / connections;
    }
}
