package apex.app.toml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import apex.app.config.Reading;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the file itself can be like; what is in it, is for the golden files. */
class TomlConfigReaderTest {
    private static final String GOOD = "[[routes]]\nname = \"a\"\nbackends = [{ url = \"http://a\" }]\n";

    @TempDir
    Path folder;

    @Test
    void aGoodFileGivesAConfigurationWithThePathAsItWasGiven() throws IOException {
        Path file = Files.writeString(folder.resolve("my.toml"), GOOD);

        Reading reading = TomlConfigReader.read(file);

        assertEquals("", problems(reading));
        assertEquals(
                file + ":1:1",
                reading.config().gateway().routes().getFirst().place().toString());
    }

    @Test
    void aByteOrderMarkIsSkipped() throws IOException {
        Path file = Files.writeString(folder.resolve("my.toml"), "\uFEFF" + GOOD);

        assertEquals("", problems(TomlConfigReader.read(file)));
    }

    @Test
    void aMissingFileIsNamed() {
        Path file = folder.resolve("none.toml");

        assertEquals(
                file
                        + ": no such file (expected: a TOML file) – name another with --config FILE; apex run alone needs none",
                problems(TomlConfigReader.read(file)));
    }

    @Test
    void aFolderIsNoFile() {
        assertEquals(
                folder + ": is a directory (expected: a TOML file) – name the file in it: "
                        + folder.resolve("apex.toml"),
                problems(TomlConfigReader.read(folder)));
    }

    @Test
    void aFileBelowAFileCannotBeRead() throws IOException {
        Path file = Files.writeString(folder.resolve("my.toml"), GOOD);

        String problems = problems(TomlConfigReader.read(file.resolve("apex.toml")));

        assertTrue(problems.startsWith(file.resolve("apex.toml") + ": "), problems);
        assertTrue(problems.contains("expected: a readable TOML file"), problems);
    }

    @Test
    void bytesThatAreNotUtf8AreFoundAtTheirPlace() throws IOException {
        byte[] text = "[server]\n# caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1);
        Path file = Files.write(folder.resolve("latin.toml"), text);

        assertEquals(
                file + ":2:6: not UTF-8 from here on (expected: a TOML file in UTF-8)",
                problems(TomlConfigReader.read(file)));
    }

    @Test
    void aFileThatIsTooLargeIsRefusedWithoutParsing() throws IOException {
        byte[] blanks = new byte[TomlConfigReader.LARGEST + 1];
        Arrays.fill(blanks, (byte) '\n');
        Path file = Files.write(folder.resolve("large.toml"), blanks);

        assertEquals(
                file + ": is larger than 16 MiB (expected: a TOML file of at most 16 MiB)",
                problems(TomlConfigReader.read(file)));
    }

    @Test
    void whatCanBeReadIsThereForFurtherChecksDespiteProblems() {
        Reading reading = TomlConfigReader.parse(
                "[server]\nworkers = -1\n" + GOOD + "[[routes]]\nname = \"b\"\nhost = \"b\"\n", "apex.toml");

        assertEquals(2, reading.problems().size());
        assertEquals(2, reading.config().gateway().routes().size());
        assertEquals("b", reading.config().gateway().routes().getLast().name());
    }

    private static String problems(Reading reading) {
        return reading.problems().stream().map(Object::toString).collect(Collectors.joining("\n"));
    }
}
