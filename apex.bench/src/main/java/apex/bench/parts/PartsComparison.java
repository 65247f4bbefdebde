package apex.bench.parts;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** This run against the baseline, part by part, both as multiples of the yardstick of their own run. */
final class PartsComparison {
    /** Less than that for a call is none: what the profiler itself and a growing table bring in. */
    private static final double NOTHING_BYTES = 0.5;

    private static final double MORE_BYTES = 1.01;

    /** What became of a part. */
    enum Fate {
        SAME(""),
        SLOWER("slower"),
        FASTER("faster"),
        ALLOCATES("allocates"),
        NEW("new"),
        GONE("gone");

        private final String word;

        Fate(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }

        boolean isBad() {
            return this == SLOWER || this == ALLOCATES;
        }
    }

    /**
     * One part.
     *
     * @param before null for a new part
     * @param now null for one that is gone
     * @param ratio of the relative costs, the baseline's being 1
     */
    record Line(String name, PartFigure before, PartFigure now, double ratio, List<Fate> fates) {
        boolean isBad() {
            return fates.stream().anyMatch(Fate::isBad);
        }
    }

    private final List<Line> lines = new ArrayList<>();

    /**
     * @param margin how much slower or faster a part may be to pass for the same, 0.1 for a tenth
     * @throws IllegalArgumentException when the runs are of different JDKs
     */
    PartsComparison(PartFigures baseline, PartFigures now, double margin) {
        requireSameJdk(baseline, now.jdk());
        for (PartFigure part : now.parts()) {
            PartFigure before = baseline.part(part.name()).orElse(null);
            if (before == null) {
                lines.add(new Line(part.name(), null, part, Double.NaN, List.of(Fate.NEW)));
            } else {
                double ratio = now.relative(part) / baseline.relative(before);
                lines.add(new Line(part.name(), before, part, ratio, fates(before, part, ratio, margin)));
            }
        }
        for (PartFigure part : baseline.parts()) {
            if (now.part(part.name()).isEmpty()) {
                lines.add(new Line(part.name(), part, null, Double.NaN, List.of(Fate.GONE)));
            }
        }
    }

    /**
     * Another JDK compiles other code: what differs then is not what changed in Apex.
     *
     * @throws IllegalArgumentException when that is so
     */
    static void requireSameJdk(PartFigures baseline, String jdk) {
        if (!baseline.jdk().equals(jdk)) {
            throw new IllegalArgumentException("baseline: of JDK " + baseline.jdk() + ", and this is " + jdk
                    + " (expected: the same; --write-baseline on the state before the change makes another)");
        }
    }

    private static List<Fate> fates(PartFigure before, PartFigure now, double ratio, double margin) {
        List<Fate> fates = new ArrayList<>();
        if (ratio > 1 + margin) {
            fates.add(Fate.SLOWER);
        } else if (ratio < 1 / (1 + margin)) {
            fates.add(Fate.FASTER);
        }
        if (now.bytes() > before.bytes() * MORE_BYTES + NOTHING_BYTES) {
            fates.add(Fate.ALLOCATES);
        }
        return fates.isEmpty() ? List.of(Fate.SAME) : List.copyOf(fates);
    }

    List<Line> lines() {
        return List.copyOf(lines);
    }

    /** Whether nothing is slower or allocates. */
    boolean isHeld() {
        return lines.stream().noneMatch(Line::isBad);
    }

    /** The names of the parts that are slower or allocate. */
    List<String> suspects() {
        return lines.stream().filter(Line::isBad).map(Line::name).toList();
    }

    /** The sentence behind the table. */
    String verdict() {
        return String.format(
                Locale.ROOT,
                "%d parts: %d slower, %d allocate, %d faster, %d new, %d gone",
                lines.size(),
                count(Fate.SLOWER),
                count(Fate.ALLOCATES),
                count(Fate.FASTER),
                count(Fate.NEW),
                count(Fate.GONE));
    }

    private long count(Fate fate) {
        return lines.stream().filter(line -> line.fates().contains(fate)).count();
    }
}
