package apex.bench.idle;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What lives on a heap, by class, as {@code jcmd PID GC.class_histogram} tells it after a full collection.
 *
 * @param classes by their names as the JVM writes them
 */
record ClassHistogram(Map<String, Row> classes) {
    private static final Pattern ROW = Pattern.compile("(?m)^ *\\d+: +(\\d+) +(\\d+) +(\\S+)");

    /**
     * The objects of one class.
     *
     * @param count how many
     * @param bytes what they take, without what they refer to
     */
    record Row(long count, long bytes) {
        static final Row NONE = new Row(0, 0);

        private Row plus(Row other) {
            return new Row(count + other.count, bytes + other.bytes);
        }

        private Row minus(Row other) {
            return new Row(count - other.count, bytes - other.bytes);
        }
    }

    ClassHistogram {
        classes = Map.copyOf(classes);
    }

    /**
     * Reads the JVM's table. Classes of the same name, of several loaders, count as one.
     *
     * @throws IllegalArgumentException when there is none in {@code text}
     */
    static ClassHistogram parse(String text) {
        Map<String, Row> classes = new HashMap<>();
        Matcher row = ROW.matcher(text);
        while (row.find()) {
            Row read = new Row(Long.parseLong(row.group(1)), Long.parseLong(row.group(2)));
            classes.merge(row.group(3), read, Row::plus);
        }
        if (classes.isEmpty()) {
            throw new IllegalArgumentException(
                    "class histogram: no rows in \"" + text.strip() + "\" (expected: that of HotSpot)");
        }
        return new ClassHistogram(classes);
    }

    /** What has come to {@code before}; less where there is less. */
    ClassHistogram since(ClassHistogram before) {
        Map<String, Row> more = new HashMap<>();
        classes.forEach((name, row) -> more.put(name, row.minus(before.classes.getOrDefault(name, Row.NONE))));
        before.classes.forEach((name, row) -> more.computeIfAbsent(name, _ -> Row.NONE.minus(row)));
        return new ClassHistogram(more);
    }

    /** The bytes of all classes with such names. */
    long bytes(Predicate<String> names) {
        return classes.entrySet().stream()
                .filter(entry -> names.test(entry.getKey()))
                .mapToLong(entry -> entry.getValue().bytes())
                .sum();
    }
}
