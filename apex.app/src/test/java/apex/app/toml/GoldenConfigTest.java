package apex.app.toml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import apex.app.config.Reading;
import apex.spi.settings.Problem;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every file in {@code golden/} is one case: a configuration, a line of equals signs, and what reading it gives: the problems, or
 * the configuration as {@link ConfigText} shows it. A new case is a new file and no code; {@code -Dgolden.write=true} writes what
 * comes out into all of them, to be read before it is committed.
 */
class GoldenConfigTest {
    private static final String SEPARATOR = "\n=====\n";

    @TestFactory
    List<DynamicTest> readingGivesWhatTheFileSays() throws IOException, URISyntaxException {
        return files().stream()
                .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> check(file)))
                .toList();
    }

    @Test
    void thereAreEnoughCases() throws IOException, URISyntaxException {
        assertTrue(files().size() >= 60, () -> "a lost folder would pass unseen");
    }

    private static List<Path> files() throws IOException, URISyntaxException {
        Path folder = Path.of(GoldenConfigTest.class.getResource("/golden").toURI());
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".toml"))
                    .sorted()
                    .toList();
        }
    }

    private static void check(Path file) throws IOException {
        String text = Files.readString(file);
        int separator = text.indexOf(SEPARATOR);
        assertTrue(separator >= 0, () -> file + ": no line =====");
        String expected = text.substring(separator + SEPARATOR.length());
        Reading reading = TomlConfigReader.parse(text.substring(0, separator + 1), "apex.toml");
        List<String> actual = reading.problems().isEmpty()
                ? ConfigText.lines(reading.config())
                : reading.problems().stream().map(Problem::toString).toList();
        if (Boolean.getBoolean("golden.write")) {
            Path source = Path.of("src/test/resources/golden").resolve(file.getFileName());
            Files.writeString(source, text.substring(0, separator) + SEPARATOR + String.join("\n", actual) + "\n");
            return;
        }
        assertEquals(expected.strip(), String.join("\n", actual));
    }
}
