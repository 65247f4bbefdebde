package apex.bench.paired;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import apex.bench.figures.LoadResult;
import apex.bench.figures.Round;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is made of the rounds. */
class PairedReportTest {
    @Test
    void theMedianOfTheRatiosIsHeldAgainstTheBar() {
        PairedReport report = new PairedReport(List.of("setup"), 1.03);
        report.add(new Pair(1, round(1.02), round(1)));
        report.add(new Pair(1, round(1.50), round(1)));
        report.add(new Pair(2, round(0.90), round(1)));
        assertTrue(report.isHeld());
        List<String> lines = report.lines();
        String all = lines.stream()
                .filter(line -> line.startsWith("| all "))
                .findFirst()
                .orElse("");
        assertTrue(all.contains("1.020 (0.900–1.500)"), lines::toString);
        assertTrue(lines.contains("- setup"), lines::toString);
        report.add(new Pair(2, round(1.06), round(1)));
        assertFalse(report.isHeld(), "the middle is 1.04 now");
    }

    @Test
    void whoAnswersNothingIsInfinitelyDear() {
        Round silent = new Round(new LoadResult(0, 1, 0, 0, LoadResult.UNKNOWN, 0), 1, 1, 1, 1, 0);
        assertEquals(Double.POSITIVE_INFINITY, new Pair(1, silent, round(1)).ratio());
        PairedReport report = new PairedReport(List.of(), 1.03);
        report.add(new Pair(1, silent, round(1)));
        assertFalse(report.isHeld());
    }

    private static Round round(double cpuSeconds) {
        return new Round(new LoadResult(1_000, 1, 1, 1, LoadResult.UNKNOWN, 0), cpuSeconds, 1, 1, 1, 0);
    }
}
