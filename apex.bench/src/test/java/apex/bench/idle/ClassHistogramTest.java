package apex.bench.idle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import apex.bench.idle.ClassHistogram.Row;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClassHistogramTest {
    private static final String BEFORE = """
            4711:
             num     #instances         #bytes  class name (module)
            -------------------------------------------------------
               1:            10           1000  [B (java.base@25)
               2:             2             64  a.Gone (a@1)
            Total            12           1064
            """;
    private static final String AFTER = """
             num     #instances         #bytes  class name (module)
            -------------------------------------------------------
               1:            30           5000  [B (java.base@25)
               2:             4            128  a.Same (a@1)
               3:             1             32  a.Same (b@1)
            Total            35           5160
            """;

    @Test
    void readsTheTableOfTheJvm() {
        ClassHistogram read = ClassHistogram.parse(AFTER);
        assertEquals(new Row(30, 5000), read.classes().get("[B"));
        assertEquals(new Row(5, 160), read.classes().get("a.Same"), "of two loaders");
        assertEquals(2, read.classes().size());
        assertEquals(160, read.bytes(name -> name.startsWith("a.")));
    }

    @Test
    void tellsWhatHasComeAndWhatHasGone() {
        ClassHistogram since = ClassHistogram.parse(AFTER).since(ClassHistogram.parse(BEFORE));
        assertEquals(new Row(20, 4000), since.classes().get("[B"));
        assertEquals(new Row(5, 160), since.classes().get("a.Same"));
        assertEquals(new Row(-2, -64), since.classes().get("a.Gone"));
    }

    @Test
    void textWithoutATableIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> ClassHistogram.parse("Unable to open socket file\n"));
    }

    @Test
    void reportSharesTheSumAmongTheConnections() {
        ClassHistogram more = ClassHistogram.parse(AFTER);
        IdleReport report = new IdleReport(2, more, 1_000, 8);
        assertEquals(
                List.of(
                        "3080 bytes for each of 2 idle connections (bar 4096): heap 2580, direct 500; RSS 4096",
                        "",
                        "| bytes each | objects each | class |",
                        "|---|---|---|",
                        "| 2500.0 | 15.00 | [B |"),
                report.lines(1));
        assertTrue(report.isHeld());
        assertFalse(new IdleReport(1, more, 0, 0).isHeld());
    }
}
