package apex.bench.parts;

import java.util.List;
import java.util.Optional;

/**
 * One run of the benchmarks.
 *
 * @param machine on which it was
 * @param jdk its exact version
 * @param calibrationNanos what the yardstick took in the same run
 * @param parts in the order in which they ran
 */
record PartFigures(String machine, String jdk, double calibrationNanos, List<PartFigure> parts) {
    /** Copies the list. */
    PartFigures {
        parts = List.copyOf(parts);
    }

    Optional<PartFigure> part(String name) {
        return parts.stream().filter(part -> part.name().equals(name)).findFirst();
    }

    /** The cost of a part as a multiple of the yardstick's, which is what machines can be compared by. */
    double relative(PartFigure part) {
        return part.nanos() / calibrationNanos;
    }

    /** With those of {@code others} in place of the ones of the same name where they are faster: what was measured twice. */
    PartFigures withFaster(PartFigures others) {
        List<PartFigure> merged = parts.stream()
                .map(part -> others.part(part.name())
                        .map(again -> faster(part, again, others))
                        .orElse(part))
                .toList();
        return new PartFigures(machine, jdk, calibrationNanos, merged);
    }

    /** In terms of this run's yardstick. */
    private PartFigure faster(PartFigure part, PartFigure again, PartFigures others) {
        double nanos = others.relative(again) * calibrationNanos;
        return new PartFigure(part.name(), Math.min(part.nanos(), nanos), Math.min(part.bytes(), again.bytes()));
    }
}
