package apex.bench.parts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What is made of two runs. */
class PartsComparisonTest {
    private static final double MARGIN = 0.1;

    @Test
    void aPartWithinTheMarginIsTheSame() {
        PartsComparison comparison = compare(run(100, part("A.b", 50, 0)), run(100, part("A.b", 54.9, 0)));
        assertTrue(comparison.isHeld());
        assertEquals("1 parts: 0 slower, 0 allocate, 0 faster, 0 new, 0 gone", comparison.verdict());
    }

    @Test
    void aPartThatIsSlowerByMoreThanTheMarginIsAFailure() {
        PartsComparison comparison = compare(run(100, part("A.b", 50, 0)), run(100, part("A.b", 55.1, 0)));
        assertFalse(comparison.isHeld());
        assertEquals(List.of("A.b"), comparison.suspects());
        assertEquals("1 parts: 1 slower, 0 allocate, 0 faster, 0 new, 0 gone", comparison.verdict());
    }

    @Test
    void aSlowerMachineIsTakenOut() {
        PartFigures before = run(100, part("A.b", 50, 0));
        assertTrue(compare(before, run(200, part("A.b", 100, 0))).isHeld(), "all takes twice as long");
        assertFalse(compare(before, run(100, part("A.b", 100, 0))).isHeld(), "only the part does");
        assertFalse(compare(before, run(50, part("A.b", 50, 0))).isHeld(), "all but the part takes half");
    }

    @Test
    void whatIsFasterNewOrGoneIsSaidAndNoFailure() {
        PartsComparison comparison = compare(
                run(100, part("A.faster", 50, 0), part("A.gone", 1, 0)),
                run(100, part("A.faster", 25, 0), part("A.new", 1, 64)));
        assertTrue(comparison.isHeld());
        assertEquals("3 parts: 0 slower, 0 allocate, 1 faster, 1 new, 1 gone", comparison.verdict());
    }

    @Test
    void whatAllocatesAndDidNotBeforeIsAFailureHoweverFast() {
        PartsComparison comparison = compare(run(100, part("A.b", 50, 0)), run(100, part("A.b", 10, 8)));
        assertFalse(comparison.isHeld());
        assertEquals("1 parts: 0 slower, 1 allocate, 1 faster, 0 new, 0 gone", comparison.verdict());
    }

    @Test
    void whatAllocatesMoreThanBeforeIsAFailureAndNoiseIsNone() {
        PartFigures before = run(100, part("A.b", 50, 240));
        assertFalse(compare(before, run(100, part("A.b", 50, 248))).isHeld());
        assertTrue(compare(before, run(100, part("A.b", 50, 241))).isHeld());
        assertTrue(compare(before, run(100, part("A.b", 50, 0))).isHeld());
    }

    @Test
    void aBaselineOfAnotherJdkIsRefused() {
        PartFigures before = new PartFigures("here", "25.0.1+8", 100, List.of());
        IllegalArgumentException failed =
                assertThrows(IllegalArgumentException.class, () -> PartsComparison.requireSameJdk(before, "25.0.2+9"));
        assertTrue(
                failed.getMessage().startsWith("baseline: of JDK 25.0.1+8, and this is 25.0.2+9 (expected: the same;"));
    }

    @Test
    void aSecondMeasurementCountsWhereItIsFasterInTermsOfItsOwnYardstick() {
        PartFigures first = run(100, part("A.b", 60, 0), part("A.c", 10, 8), part("A.d", 5, 0));
        PartFigures again = run(200, part("A.b", 100, 0), part("A.c", 30, 0));
        assertEquals(
                List.of(part("A.b", 50, 0), part("A.c", 10, 0), part("A.d", 5, 0)),
                first.withFaster(again).parts());
    }

    @Test
    void theTableShowsBothRunsAndWhereTheBaselineWas() {
        PartFigures before = new PartFigures("elsewhere", "25", 100, List.of(part("A.b", 50, 0)));
        PartFigures now = run(100, part("A.b", 80, 16));
        List<String> lines = PartsReport.of(before, now, compare(before, now));
        String text = String.join("\n", lines);
        assertTrue(text.contains("baseline of another machine: elsewhere"), text);
        assertTrue(text.contains("1.600 |          0.0 |      16.0 | slower, allocates |"), text);
        assertEquals("1 parts: 1 slower, 1 allocate, 0 faster, 0 new, 0 gone", lines.getLast());
    }

    @Test
    void aMachineIsDescribedAlsoWithoutAModel() {
        List<String> lines = List.of("processor : 0", "model name\t: Some CPU @ 2 GHz", "model name : other");
        assertEquals("2 x Some CPU @ 2 GHz, Linux amd64", Machine.describe(lines, 2, "Linux", "amd64"));
        assertEquals("8 x unknown processor, Mac OS X aarch64", Machine.describe(List.of(), 8, "Mac OS X", "aarch64"));
    }

    private static PartsComparison compare(PartFigures before, PartFigures now) {
        return new PartsComparison(before, now, MARGIN);
    }

    private static PartFigures run(double yardstick, PartFigure... parts) {
        return new PartFigures("here", "25", yardstick, List.of(parts));
    }

    private static PartFigure part(String name, double nanos, double bytes) {
        return new PartFigure(name, nanos, bytes);
    }
}
