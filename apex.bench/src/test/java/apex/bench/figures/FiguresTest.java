package apex.bench.figures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
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
        assertEquals(new LoadResult(325_801, 8.01, 1_410_000, 1_050_000_000, 54_321), WrkOutput.parse(WRK));
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
        Round round = new Round(new LoadResult(100_000, 4, 1, 2, 0), 2, 1024, 1, 0.5, 0);
        assertEquals(50_000, round.perCpuSecond());
        assertEquals(25_000, round.load().perSecond());
        assertEquals(50_000.0, round.values().get("requests_per_cpu_second"));
        assertEquals(0, new Round(new LoadResult(1, 1, 1, 1, 0), 0, 0, 0, 0, 0).perCpuSecond());
    }

    @ParameterizedTest
    @ValueSource(strings = {"apex.toml", "nginx.conf", "haproxy.cfg"})
    void everyPlaceInATemplateIsFilled(String template) throws IOException {
        Map<String, String> values = Map.of(
                "listen", "127.0.0.1:1", "origin", "127.0.0.1:2", "pool", "128", "io", "epoll", "folder", "/tmp/f");
        try (InputStream in = Contender.class.getResourceAsStream(template)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            String filled = Contender.fill(text, values);
            assertFalse(filled.contains("${"), filled);
            assertTrue(filled.contains("127.0.0.1:1") && filled.contains("127.0.0.1:2"), filled);
        }
    }

    @Test
    void programsAreFoundByNameAndNotInvented() {
        Programs programs = new Programs("/bin:/usr/bin::");
        assertTrue(programs.find("sh").isPresent());
        assertTrue(programs.find("no-program-of-this-name").isEmpty());
    }
}
