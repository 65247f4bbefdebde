package apex.bench.parts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How figures are written and read. */
class FiguresFileTest {
    private static final List<String> WHOLE =
            List.of("# why", "machine 2 x CPU, Linux", "jdk 25.0.1+8", "", "calibration 100.0 ns");

    @TempDir
    private Path folder;

    @Test
    void whatIsWrittenIsReadTheSame() throws IOException {
        PartFigures figures = new PartFigures(
                "4 x Some CPU @ 2 GHz, Linux amd64",
                "25.0.1+8-LTS",
                2100.5,
                List.of(new PartFigure("RequestHead.small", 101.25, 0), new PartFigure("Route.host(10000)", 9.5, 24)));
        Path file = folder.resolve("baseline.txt");
        FiguresFile.write(file, figures);
        assertEquals(figures, FiguresFile.read(file));
    }

    @Test
    void aRunIsReadWithWhereItWas() throws IOException {
        Path file = Files.write(folder.resolve("run.txt"), List.of("calibration 7.5 ns", "part A.b 1.5 ns 0.0 bytes"));
        PartFigures figures = FiguresFile.of(file, "here", "25");
        assertEquals(new PartFigures("here", "25", 7.5, List.of(new PartFigure("A.b", 1.5, 0))), figures);
    }

    @Test
    void aMissingFileIsNamedWithTheWayOut() {
        Path file = folder.resolve("nowhere.txt");
        IOException failed = assertThrows(IOException.class, () -> FiguresFile.read(file));
        assertEquals(file + ": no such file (expected: a baseline; --write-baseline makes one)", failed.getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "part A.b 1.5 ns               | :6: \"part A.b 1.5 ns\" (expected: machine TEXT,",
                "part A.b 1.5 ms 0.0 bytes     | :6: \"part A.b 1.5 ms 0.0 bytes\" (expected: machine TEXT,",
                "part A.b fast ns 0.0 bytes    | :6: \"fast\" (expected: a number)",
                "part A.b -1 ns 0.0 bytes      | :6: \"-1\" (expected: a number from 0)",
                "part A.b NaN ns 0.0 bytes     | :6: \"NaN\" (expected: a number from 0)",
                "part A.b 1.5 ns Infinity bytes| :6: \"Infinity\" (expected: a number from 0)",
                "calibration 0 ns              | :6: \"calibration 0 ns\" (expected: machine TEXT,",
                "calibration                   | :6: \"calibration\" (expected: machine TEXT,",
                "<<<<<<< HEAD                  | :6: \"<<<<<<< HEAD\" (expected: machine TEXT,",
            })
    void aBrokenLineIsNamedWithItsNumber(String line, String message) throws IOException {
        Path file = with(line);
        IOException failed = assertThrows(IOException.class, () -> FiguresFile.read(file));
        assertTrue(failed.getMessage().startsWith(file + message), failed::getMessage);
    }

    @Test
    void aPartThatStandsTwiceIsRefused() throws IOException {
        Path file = with("part A.b 1 ns 0 bytes", "part A.b 2 ns 0 bytes");
        IOException failed = assertThrows(IOException.class, () -> FiguresFile.read(file));
        assertEquals(file + ":7: A.b for the second time (expected: once)", failed.getMessage());
    }

    @Test
    void aFileWithoutItsYardstickIsRefused() throws IOException {
        Path file = Files.write(folder.resolve("half.txt"), List.of("machine here", "jdk 25"));
        IOException failed = assertThrows(IOException.class, () -> FiguresFile.read(file));
        assertTrue(failed.getMessage().contains("has not all of the lines machine, jdk and calibration"));
    }

    private Path with(String... more) throws IOException {
        Path file = folder.resolve("broken.txt");
        Files.write(file, WHOLE);
        return Files.write(file, List.of(more), java.nio.file.StandardOpenOption.APPEND);
    }
}
