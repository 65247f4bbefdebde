package apex.bench.pauses;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a JVM of HotSpot logs of its pauses. */
public final class PauseLog {
    private static final Pattern LINE = Pattern.compile("\\[(?<at>\\d+)ns]\\[(?<tags>[a-z,]+) *] (?<rest>.*)");
    private static final Pattern SAFEPOINT =
            Pattern.compile("Safepoint \"(?<name>[^\"]+)\",.* Total: +(?<total>\\d+) ns.*");
    private static final Pattern COLLECTION =
            Pattern.compile("GC\\(\\d+\\) (?:[YOyo]: )?(?<what>Pause .*?)(?: [0-9.]+ms)?");
    private static final Pattern COLLECTOR = Pattern.compile(".*(?:Collect|GC|G1|Shenandoah|^Z[A-Z]).*");

    private PauseLog() {}

    /** The option that makes a JVM log them into {@code file}, beside whatever else it logs. */
    public static String option(String file) {
        return "-Xlog:gc,safepoint:file=" + file + ":timenanos,tags:filecount=0";
    }

    /**
     * The pauses in such a log, in their order. A collection is told by the line of the collector that stands before that of its
     * safepoint, or by the safepoint's name.
     *
     * @throws IllegalArgumentException when a line of a safepoint cannot be read, or nothing was logged at all
     */
    public static List<Pause> parse(List<String> lines) {
        List<Pause> pauses = new ArrayList<>();
        String collection = "";
        boolean isLog = false;
        for (String line : lines) {
            Matcher parts = LINE.matcher(line);
            if (!parts.matches()) {
                continue;
            }
            isLog = true;
            String rest = parts.group("rest");
            Matcher pause = COLLECTION.matcher(rest);
            if (parts.group("tags").equals("safepoint")) {
                pauses.add(pause(Long.parseLong(parts.group("at")), rest, collection));
                collection = "";
            } else if (pause.matches()) {
                collection = pause.group("what");
            }
        }
        if (!isLog) {
            throw new IllegalArgumentException(
                    "log of pauses: no line of a JVM (expected: what " + option("FILE") + " makes it write)");
        }
        return List.copyOf(pauses);
    }

    private static Pause pause(long at, String rest, String collection) {
        Matcher safepoint = SAFEPOINT.matcher(rest);
        if (!safepoint.matches()) {
            throw new IllegalArgumentException(
                    "log of pauses: \"" + rest + "\" (expected: Safepoint \"NAME\", … Total: N ns …)");
        }
        long nanos = Long.parseLong(safepoint.group("total"));
        String name = safepoint.group("name");
        boolean isCollection = !collection.isEmpty() || COLLECTOR.matcher(name).matches();
        // The line is written when the threads run again.
        return new Pause(collection.isEmpty() ? name : name + ": " + collection, isCollection, at - nanos, nanos);
    }
}
