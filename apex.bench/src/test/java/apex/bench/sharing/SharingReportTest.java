package apex.bench.sharing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is made of the figures, and what is reckoned. */
class SharingReportTest {
    private static final List<String> LINES =
            List.of("counters;request;1;2.50", "counters;request;8;2.75", "permits;connection;1;4.00");

    @Test
    void eachStructureIsARowAndEachNumberOfLoopsAColumn() throws IOException {
        List<String> lines = new SharingReport(LINES).measured(2);
        assertEquals("| structure | once for each | 1 loop | 8 loops |", lines.getFirst());
        assertEquals("| counters  |       request |    2.5 |     2.8 |", lines.get(2));
        assertEquals("| permits   |    connection |    4.0 |         |", lines.get(3));
    }

    @Test
    void moreLoopsThanProcessorsAreSaidToShowNothingOfCaches() throws IOException {
        assertTrue(new SharingReport(LINES).measured(2).getLast().startsWith("Up to 2 loops run at once"));
        assertFalse(new SharingReport(LINES).measured(8).getLast().startsWith("Up to"));
        assertTrue(new SharingReport(LINES).measured(1).getLast().contains("nothing here is contention"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"counters;request;1", "counters;request;one;2.5", "counters;request;1;fast", ""})
    void aBrokenLineIsNamed(String line) {
        IOException failed = assertThrows(IOException.class, () -> new SharingReport(List.of(line)));
        assertEquals("sharing: \"" + line + "\" (expected: name;how often;loops;nanoseconds)", failed.getMessage());
    }

    @Test
    void aLineIsWithOneCoreAtATime() {
        SharedLine one = new SharedLine("word", 2, "connection", 1);
        assertEquals(200, one.cost(100));
        assertEquals(5_000_000, one.mostPerSecond(100));
        assertEquals(50_000_000, new SharedLine("words", 2, "connection", 10).mostPerSecond(100));
    }

    @Test
    void theReckoningHasARowForEachWordThatAllLoopsWrite() {
        String text = String.join("\n", SharingReport.reckoned());
        SharedLine.ALL.forEach(line -> assertTrue(text.contains("| " + line.name()), line::name));
        assertTrue(text.contains("5,000,000"), text);
        assertTrue(text.contains("no bound"), text);
    }
}
