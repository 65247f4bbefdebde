package apex.app.toml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import apex.spi.settings.Place;
import apex.spi.settings.SettingsTable;
import apex.spi.settings.SettingsValue;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tomlj.Toml;
import org.tomlj.TomlParseResult;

/** No text is read in two ways: whatever {@link PlainToml} reads, the library reads as the same, places and order included. */
class PlainTomlTest {
    private static final String SOURCE = "apex.toml";
    private static final String ALL = """
            a = 1
              b =\t"two" # and a comment

             [ s ]
            k = { u = "x", w = 3, v = [ true, false ] }
            e = {}
            [[ r ]]\r
            n = [ 1, 2, # one and two
               { q = true },
             ]
            [[r]]
            n = []
            [t]
            [[q]]
            """;
    private static final String MUTANTS = "\"'[]{}=,#\\\n\r\t ._-+0123ab\u007f\u00e9\f\0";

    @Test
    void whatItReadsIsWhatTheLibraryReads() {
        assertTrue(isReadAlike(ALL));
        assertTrue(isReadAlike(""));
        assertTrue(isReadAlike("a = 1"));
    }

    @Test
    void largeConfigurationsAreInItsPart() {
        StringBuilder text = new StringBuilder("[server]\nlisten = \"127.0.0.1:0\"\n");
        for (int i = 0; i < 100; i++) {
            text.append("\n[[routes]]\nname = \"route-%d\"\npath_prefix = \"/r/%d\"\n".formatted(i, i))
                    .append("backends = [{ url = \"http://127.0.0.1:9000\" }]\n");
        }
        assertTrue(isReadAlike(text.toString()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a = 1\na = 2",
                "[a]\n[a]",
                "[[a]]\n[a]",
                "[a]\n[[a]]",
                "a = []\n[[a]]",
                "a = {}\n[a]",
                "a = {x=1,x=2}",
                "a = {x=1,}",
                "a = {x=1\n}",
                "a.b = 1",
                "[a.b]",
                "\"a\" = 1",
                "a = 'x'",
                "a = \"\"\"x\"\"\"",
                "a = \"\\n\"",
                "a = \"\u00e9\"",
                "a = 1 b = 2",
                "a = 01",
                "a = +1",
                "a = -1",
                "a = 1_0",
                "a = 1.5",
                "a = 0x1",
                "a = 1979-05-27",
                "a = 9223372036854775808",
                "a = inf",
                "a = true1",
                "a = [,]",
                "a = [1 2]",
                "a = [1",
                "a = {",
                "a =",
                "a",
                "= 1",
                "[a",
                "[a]]",
                "[[a]",
                "[ [a] ]",
                "[]",
                "[a] b = 1",
                "a = 1\rb = 2",
                "\f",
                "# \u007f",
                "# \u00e9",
                "\0",
                "a = \"x"
            })
    void theLibraryHasTheWordOnWhatIsOddOrWrong(String text) {
        assertFalse(PlainToml.read(text, SOURCE).isPresent(), text);
        assertFalse(PlainToml.read(ALL + text + "\n", SOURCE).isPresent(), text);
    }

    @Test
    void noMutantOfAnyConfigurationIsReadInTwoWays() throws IOException, URISyntaxException {
        Random random = new Random(1);
        int read = 0;
        for (String seed : seeds()) {
            read += isReadAlike(seed) ? 1 : 0;
            for (int i = 0; i < 40; i++) {
                read += isReadAlike(mutant(seed, random)) ? 1 : 0;
            }
        }
        int enough = read;
        assertTrue(enough > 500, () -> "read only " + enough);
    }

    private static List<String> seeds() throws IOException, URISyntaxException {
        List<String> seeds = new ArrayList<>();
        Path folder = Path.of(PlainTomlTest.class.getResource("/golden").toURI());
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                seeds.add(Files.readString(file).replaceFirst("(?s)\n=====\n.*", "\n"));
            }
        }
        for (int i = 0; i < 20; i++) {
            seeds.add(ALL);
        }
        return seeds;
    }

    private static String mutant(String seed, Random random) {
        StringBuilder text = new StringBuilder(seed);
        for (int i = random.nextInt(2); i >= 0 && !text.isEmpty(); i--) {
            int from = random.nextInt(text.length());
            int end = Math.min(text.length(), from + random.nextInt(3));
            int at = random.nextInt(MUTANTS.length());
            text.replace(from, end, random.nextInt(4) == 0 ? "" : MUTANTS.substring(at, at + 1));
        }
        return text.toString();
    }

    /** Whether {@link PlainToml} reads it; then the library has to, and as the same. */
    private static boolean isReadAlike(String text) {
        Optional<SettingsTable> plain = PlainToml.read(text, SOURCE);
        if (plain.isEmpty()) {
            return false;
        }
        TomlParseResult result = Toml.parse(text);
        assertFalse(result.hasErrors(), () -> "read, and wrong: " + result.errors() + "\n" + text);
        SettingsTable library = new TomlConfigReader(SOURCE).table(result);
        assertEquals(library, plain.get(), () -> text);
        assertEquals(inOrder(library), inOrder(plain.get()), () -> text);
        return true;
    }

    /** Keys, values and places in their order, which maps do not compare. */
    private static String inOrder(SettingsTable table) {
        StringBuilder all = new StringBuilder();
        append(all, new SettingsValue(table, new Place(SOURCE, 0, 0)));
        return all.toString();
    }

    private static void append(StringBuilder all, SettingsValue value) {
        all.append(value.place()).append(' ').append(value.kind()).append('\n');
        if (value.value() instanceof SettingsTable table) {
            table.values().forEach((key, each) -> append(all.append(key).append(' '), each));
        } else if (value.value() instanceof List<?> list) {
            list.forEach(each -> append(all, (SettingsValue) each));
        }
    }
}
