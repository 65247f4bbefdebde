package apex.bench.starvation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import apex.bench.figures.LoadResult;
import apex.bench.figures.Round;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is read of slowhttptest and of Apex's metrics, and when the bar is broken. */
class StarvationTest {
    private static final String STATUS = """
            \u001b[0mSat Nov 21 18:41:10 2026:\u001b[1;32m
            slow HTTP test status on \u001b[0;32m%d\u001b[1;32mth second:

            \u001b[1;32minitializing:\u001b[1;32m        0
            \u001b[1;32mpending:     \u001b[1;32m        1
            \u001b[1;32mconnected:   \u001b[1;32m        %d
            \u001b[1;32merror:       \u001b[1;32m        2
            \u001b[1;32mclosed:      \u001b[1;32m        %d
            \u001b[1;32mservice available:\u001b[1;32m   \u001b[1;31mNO\u001b[0m
            """;
    private static final String END =
            "Test ended on 5th second\nExit status: \u001b[1;33mHit test time limit\u001b[0m\n";

    @Test
    void theLastReportCountsAndTheMostThatWereConnected() {
        String output = STATUS.formatted(0, 0, 0) + STATUS.formatted(5, 3_990, 0) + STATUS.formatted(10, 12, 3_988);
        assertEquals(new SlowOutput(12, 3_990, 2, 3_988, "Hit test time limit"), SlowOutput.parse(output + END));
        assertEquals("unknown", SlowOutput.parse(output).exit());
    }

    @Test
    void whatItSaysWhenItFailsIsPassedOn() {
        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> SlowOutput.parse("error resolving host"));
        assertTrue(refusal.getMessage().contains("error resolving host"), refusal::getMessage);
    }

    @Test
    void reasonsAreReadAndSubtracted() {
        String text = """
                # TYPE apex_reasons_total counter
                apex_reasons_total{reason="header_timeout",side="client"} 7
                apex_reasons_total{reason="no_route",side="client"} 0
                apex_connections_refused_total{listener="a",reason="connection_limit"} 3
                apex_requests_total{route="origin",status="2xx"} 9
                """;
        Map<String, Long> reasons = MetricsText.reasons(text);
        assertEquals(Map.of("header_timeout", 7L, "connection_limit", 3L), reasons);
        assertEquals(
                Map.of("header_timeout", 2L),
                MetricsText.since(Map.of("header_timeout", 5L, "connection_limit", 3L), reasons));
    }

    @Test
    void theBarIsTwiceTheP99() {
        assertTrue(report(2).isHeld());
        assertFalse(report(3).isHeld());
        List<String> lines = report(3).lines();
        assertTrue(
                lines.stream().anyMatch(line -> line.contains("| slowloris |") && line.contains("3.00")),
                lines::toString);
        assertTrue(lines.stream().anyMatch(line -> line.endsWith("slowloris: header_timeout=4000")), lines::toString);
    }

    @Test
    void aRoundWithoutAResponseBreaksTheBar() {
        StarvationReport report = report(1);
        SlowOutput output = new SlowOutput(0, 4_000, 0, 0, "");
        report.attacked(Attack.HEADERS, new Round(new LoadResult(0, 1, 0, 0, 0, 0), 1, 1, 1, 1, 0), output, Map.of());
        assertFalse(report.isHeld());
    }

    private static StarvationReport report(long millis) {
        StarvationReport report = new StarvationReport(List.of());
        report.reference(Attack.HEADERS, round(1));
        SlowOutput output = new SlowOutput(0, 4_000, 0, 4_000, "");
        report.attacked(Attack.HEADERS, round(millis), output, Map.of("header_timeout", 4_000L));
        return report;
    }

    private static Round round(long millis) {
        return new Round(new LoadResult(1, 1, 1, millis * 1_000_000, LoadResult.UNKNOWN, 0), 1, 1_024, 1, 1, 0);
    }
}
