package apex.bench.figures;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read from programs, and what is written for people and machines. */
class FiguresTest {
    private static final String WRK = """
            Running 8s test @ http://127.0.0.1:40000/
              1 threads and 64 connections
              Thread Stats   Avg      Stdev     Max   +/- Stdev
                Latency     1.62ms    1.10ms  26.80ms   89.55%
                Req/Sec    40.90k     3.76k   47.89k    75.31%
              Latency Distribution
                 50%    1.41ms
                 75%  987.00us
                 90%    2.61ms
                 99%    1.05s
              325801 requests in 8.01s, 60.27MB read
              Socket errors: connect 1, read 20, write 300, timeout 4000
              Non-2xx or 3xx responses: 50000
            Requests/sec:  40674.28
            Transfer/sec:      7.52MB
            """;

    @Test
    void wrkIsReadWithAllItsUnitsAndErrors() {
        assertEquals(
                new LoadResult(325_801, 8.01, 1_410_000, 1_050_000_000, LoadResult.UNKNOWN, 54_321),
                WrkOutput.parse(WRK));
    }

    @Test
    void withoutErrorLinesThereAreNone() {
        String clean = WRK.lines()
                .filter(line -> !line.contains("errors") && !line.contains("Non-2xx"))
                .reduce("", (all, line) -> all + line + "\n");
        assertEquals(0, WrkOutput.parse(clean).errors());
    }

    @Test
    void whatWrkSaysWhenItFailsIsPassedOn() {
        IllegalArgumentException refusal = assertThrows(
                IllegalArgumentException.class,
                () -> WrkOutput.parse("unable to connect to 127.0.0.1:1 Connection refused\n"));
        assertTrue(refusal.getMessage().contains("Connection refused"), refusal::getMessage);
        assertThrows(IllegalArgumentException.class, () -> WrkOutput.parse("5 requests in 1.00s, 1KB read"));
    }

    @Test
    void theMedianStandsBetweenItsExtremes() {
        assertEquals(new Spread(2, 1, 9), Spread.of(9, 1, 2));
        assertEquals(new Spread(2.5, 1, 4), Spread.of(4, 1, 3, 2));
        assertEquals("2 (1–9)", Spread.of(9, 1, 2).text(number -> "%.0f".formatted(number)));
        assertEquals("5", Spread.of(5.1, 5.2).text(number -> "%.0f".formatted(number)));
    }

    @Test
    void aTableIsAlignedAndItsBarsAreEscaped() {
        List<String> lines = new MarkdownTable("proxy", "n")
                .row("a|b", "12345")
                .row("longer", "1")
                .lines();
        assertEquals(
                List.of("| proxy  |     n |", "| :----- | ----: |", "| a\\|b   | 12345 |", "| longer |     1 |"),
                lines);
    }

    @Test
    void aRowOfAnotherWidthIsRefused() {
        MarkdownTable table = new MarkdownTable("a", "b");
        assertThrows(IllegalArgumentException.class, () -> table.row("alone"));
    }

    @Test
    void jsonIsEscapedAndNested() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("a\"\\\n", List.of(1, 2.5, true));
        map.put("none", Double.NaN);
        assertEquals("{\"a\\\"\\\\\\u000a\": [1, 2.5, true], \"none\": null}", Json.of(map));
    }

    @Test
    void aRoundDividesByTheProxysOwnTime() {
        Round round = new Round(new LoadResult(100_000, 4, 1, 2, 3, 0), 2, 1024, 1, 0.5, 0);
        assertEquals(50_000, round.perCpuSecond());
        assertEquals(25_000, round.load().perSecond());
        assertEquals(50_000.0, round.values().get("requests_per_cpu_second"));
        assertEquals(3.0, round.values().get("p999_nanos"));
        Round nothing = new Round(new LoadResult(1, 0, 1, 1, LoadResult.UNKNOWN, 0), 0, 0, 0, 0, 0);
        assertEquals(0, nothing.perCpuSecond());
        assertEquals(0, nothing.load().perSecond());
        assertEquals(Double.NaN, nothing.values().get("p999_nanos"));
    }

    @Test
    void jsonIsReadAsItIsWritten() {
        Map<String, Object> map = JsonReader.object("{\"a\": {\"b\": [1, -2.5e1, true, \"x\"]}, \"n\": 3 }\n");
        assertEquals(Map.of("a", Map.of("b", List.of(1.0, -25.0, true, "x")), "n", 3.0), map);
        assertEquals(3, JsonReader.number(map, "n"));
        assertEquals(1, JsonReader.object(map, "a").size());
        assertEquals(Map.of(), JsonReader.object("{}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{\"a\"}",
                "{\"a\": }",
                "{\"a\": 1} 2",
                "[1]",
                "{\"a\": [1 2]}",
                "{\"a\": \"\\n\"}",
                "{a: 1}",
                "{\"a\": trap}"
            })
    void whatIsNoJsonIsRefused(String text) {
        IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class, () -> JsonReader.object(text));
        assertTrue(refusal.getMessage().startsWith("JSON: \""), refusal::getMessage);
    }

    @Test
    void aMemberThatIsMissingIsNamed() {
        Map<String, Object> map = JsonReader.object("{\"a\": 1}");
        assertEquals(
                "JSON: \"b\" is null (expected: a number)",
                assertThrows(IllegalArgumentException.class, () -> JsonReader.number(map, "b"))
                        .getMessage());
        assertEquals(
                "JSON: \"a\" is 1.0 (expected: an object)",
                assertThrows(IllegalArgumentException.class, () -> JsonReader.object(map, "a"))
                        .getMessage());
    }

    @Test
    void tooFewDescriptorsAreSaidWithTheWayOut() {
        String limits =
                "Limit                     Soft Limit\nMax open files            %s               20000     files\n";
        assertDoesNotThrow(() -> Descriptors.check(limits.formatted("20000"), 20_000));
        assertDoesNotThrow(() -> Descriptors.check(limits.formatted("unlimited"), 20_000));
        IOException refusal =
                assertThrows(IOException.class, () -> Descriptors.check(limits.formatted("1024"), 20_000));
        assertTrue(refusal.getMessage().contains("ulimit -n 20000"), refusal::getMessage);
    }

    @Test
    void aProgramThatIsRequiredIsNamedWithItsPackage() {
        Programs programs = new Programs("/bin:/usr/bin");
        assertDoesNotThrow(() -> programs.required("sh", "dash"));
        assertEquals(
                "no-program not found (expected: apt-get install no-package)",
                assertThrows(IOException.class, () -> programs.required("no-program", "no-package"))
                        .getMessage());
    }

    @Test
    void programsAreFoundByNameAndNotInvented() {
        Programs programs = new Programs("/bin:/usr/bin::");
        assertTrue(programs.find("sh").isPresent());
        assertTrue(programs.find("no-program-of-this-name").isEmpty());
    }
}
