package apex.bench.figures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The report of a comparison says what its figures are worth. */
class ReportTest {
    @Test
    void aQuietRunHasARowForEachProxyAndNoDoubts() {
        String report = report(round(50_000, 0.99, 0.98), round(60_000, 1, 0.98), round(52_000, 0.98, 0.97));
        assertTrue(report.startsWith("| proxy |"), report);
        assertTrue(
                report.contains("| Apex | 52 000 (50 000–60 000) | 52 000 (50 000–60 000) | 1.00 | 2.00 | 2.0 | 0 |"),
                report);
        assertTrue(report.contains("- a line of the setup"), report);
        assertTrue(report.contains("- skipped: HAProxy: not found"), report);
        assertFalse(report.contains("less than 97 % busy"), report);
        assertFalse(report.contains("other programs"), report);
    }

    @Test
    void aCoreThatHadRestIsNamed() {
        String report = report(round(50_000, 0.80, 0.79), round(50_000, 0.99, 0.98));
        assertTrue(report.contains("Apex: its core was less than 97 % busy in 1 of 2 rounds"), report);
    }

    @Test
    void aCoreThatServedOthersIsNamed() {
        String report = report(round(50_000, 1, 0.60), round(50_000, 1, 0.99));
        assertTrue(report.contains("Apex: up to 40 % of its core went to interrupts and other programs"), report);
    }

    @Test
    void theJsonHasEveryRound() {
        RunningProxy proxy = new RunningProxy(contender(), null, null, List.of(round(1, 1, 1), round(2, 1, 1)));
        String json = new FiguresReport(List.of("x"), List.of(), List.of(proxy)).json();
        assertEquals(2, json.split("requests_per_cpu_second", -1).length - 1);
        assertTrue(json.contains("\"name\": \"Apex\""), json);
    }

    private static String report(Round... rounds) {
        RunningProxy proxy = new RunningProxy(contender(), null, null, List.of(rounds));
        List<String> skipped = List.of("HAProxy: not found");
        String lines =
                String.join("\n", new FiguresReport(List.of("a line of the setup"), skipped, List.of(proxy)).lines());
        return lines.replaceAll(" +", " ");
    }

    private static Contender contender() {
        return new Contender("Apex", "0", "apex.toml", List.of("apex"));
    }

    private static Round round(long perCpuSecond, double busy, double own) {
        return new Round(new LoadResult(perCpuSecond, 1, 1_000_000, 2_000_000, 0), 1, 2048, busy, own, 0);
    }
}
