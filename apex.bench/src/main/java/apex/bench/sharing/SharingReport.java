package apex.bench.sharing;

import apex.bench.figures.MarkdownTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/** The words of a run, and the reckoning behind them. */
final class SharingReport {
    /** Nanoseconds from core to core: on one die, across a large chip or a shared cluster, across two sockets. */
    static final List<Integer> TRANSFERS = List.of(40, 100, 200);

    private static final int COLUMNS = 4;

    /** More than any machine does of anything in a second. */
    private static final double MEANINGFUL = 1e9;

    private final Map<String, Map<Integer, Double>> nanos = new LinkedHashMap<>();
    private final Map<String, String> often = new LinkedHashMap<>();
    private final TreeSet<Integer> loops = new TreeSet<>();

    /**
     * Takes in the lines of a run: name, how often, loops and nanoseconds, with semicolons.
     *
     * @throws IOException when one cannot be read
     */
    SharingReport(List<String> lines) throws IOException {
        for (String line : lines) {
            String[] parts = line.split(";", -1);
            try {
                if (parts.length != COLUMNS) {
                    throw new NumberFormatException("four columns");
                }
                int count = Integer.parseInt(parts[2]);
                double each = Double.parseDouble(parts[3]);
                nanos.computeIfAbsent(parts[0], _ -> new LinkedHashMap<>()).put(count, each);
                often.put(parts[0], parts[1]);
                loops.add(count);
            } catch (NumberFormatException broken) {
                throw new IOException("sharing: \"" + line + "\" (expected: name;how often;loops;nanoseconds)", broken);
            }
        }
    }

    /** What was measured, and for how many loops at once that means anything. */
    List<String> measured(int processors) {
        List<String> headings = new ArrayList<>(List.of("structure", "once for each"));
        loops.forEach(count -> headings.add(count + (count == 1 ? " loop" : " loops")));
        MarkdownTable table = new MarkdownTable(headings.toArray(String[]::new));
        nanos.forEach((name, byLoops) -> {
            List<String> row = new ArrayList<>(List.of(name, often.get(name)));
            loops.forEach(count ->
                    row.add(byLoops.containsKey(count) ? String.format(Locale.ROOT, "%.1f", byLoops.get(count)) : ""));
            table.row(row.toArray(String[]::new));
        });
        List<String> lines = new ArrayList<>(table.lines());
        lines.add("Nanoseconds of a processor for one call. This machine has " + processors
                + (processors == 1
                        ? " processor: no two loops run at once, so that nothing here is contention."
                        : " processors."));
        if (processors > 1 && loops.last() > processors) {
            lines.add(
                    "Up to " + processors
                            + " loops run at once and can take lines from one another. More loops take turns: their"
                            + " columns show what grows with the number of loops, such as a look at each of them, and nothing about caches.");
        }
        return lines;
    }

    /** What follows from the code for more cores than there are here. */
    static List<String> reckoned() {
        List<String> headings = new ArrayList<>(List.of("all loops write", "writes", "for each", "lines"));
        TRANSFERS.forEach(transfer -> headings.add("most a second at " + transfer + " ns"));
        MarkdownTable table = new MarkdownTable(headings.toArray(String[]::new));
        for (SharedLine line : SharedLine.ALL) {
            List<String> row = new ArrayList<>(
                    List.of(line.name(), Integer.toString(line.writes()), line.per(), Integer.toString(line.spread())));
            TRANSFERS.forEach(transfer -> row.add(most(line.mostPerSecond(transfer))));
            table.row(row.toArray(String[]::new));
        }
        List<String> lines = new ArrayList<>();
        lines.add(
                "Reckoned from the code: no request in steady state writes a word that another loop writes. What connections write:");
        lines.addAll(table.lines());
        return lines;
    }

    private static String most(double perSecond) {
        return perSecond > MEANINGFUL ? "no bound" : String.format(Locale.ROOT, "%,.0f", perSecond);
    }
}
