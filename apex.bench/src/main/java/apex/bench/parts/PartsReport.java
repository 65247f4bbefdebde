package apex.bench.parts;

import apex.bench.figures.MarkdownTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The words of a run. */
final class PartsReport {
    private PartsReport() {}

    /** Figures alone. */
    static List<String> of(PartFigures now) {
        MarkdownTable table = new MarkdownTable("part", "ns", "of the yardstick", "bytes");
        for (PartFigure part : now.parts()) {
            table.row(part.name(), nanos(part), String.format(Locale.ROOT, "%.5f", now.relative(part)), bytes(part));
        }
        List<String> lines = new ArrayList<>(setup(now));
        lines.addAll(table.lines());
        return lines;
    }

    /** Figures beside those of the baseline. */
    static List<String> of(PartFigures baseline, PartFigures now, PartsComparison comparison) {
        MarkdownTable table =
                new MarkdownTable("part", "ns before", "ns now", "ratio", "bytes before", "bytes now", "which is");
        for (PartsComparison.Line line : comparison.lines()) {
            table.row(
                    line.name(),
                    nanos(line.before()),
                    nanos(line.now()),
                    Double.isNaN(line.ratio()) ? "" : relative(line.ratio()),
                    bytes(line.before()),
                    bytes(line.now()),
                    line.fates().stream().map(PartsComparison.Fate::word).collect(Collectors.joining(", ")));
        }
        List<String> lines = new ArrayList<>(setup(now));
        if (!baseline.machine().equals(now.machine())) {
            lines.add("baseline of another machine: " + baseline.machine()
                    + "; the ratios are those of multiples of each run's own yardstick");
        }
        lines.addAll(table.lines());
        lines.add(comparison.verdict());
        return lines;
    }

    private static List<String> setup(PartFigures now) {
        return List.of(
                now.machine() + ", JDK " + now.jdk(),
                String.format(Locale.ROOT, "yardstick: %.1f ns", now.calibrationNanos()));
    }

    private static String nanos(PartFigure part) {
        return part == null ? "" : String.format(Locale.ROOT, "%.2f", part.nanos());
    }

    private static String bytes(PartFigure part) {
        return part == null ? "" : String.format(Locale.ROOT, "%.1f", part.bytes());
    }

    private static String relative(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }
}
