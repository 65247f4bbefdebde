package apex.spi.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.invoke.MethodHandles;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaTest {
    enum Mode {
        FAST,
        VERY_SAFE
    }

    record Everything(
            @Setting("Who.") String name,

            @Setting(value = "How many.", byDefault = "4", min = 1, max = 64)
            int workerCount,

            @Setting(value = "How large.", byDefault = "1024")
            long size,

            @Setting(value = "What part.", byDefault = "0.5", min = 0, max = 1)
            double share,

            @Setting(value = "What sum.", byDefault = "0") double sum,
            @Setting(value = "Whether.", byDefault = "true") boolean enabled,

            @Setting(value = "How long.", byDefault = "30s", min = 100, max = 3_600_000)
            Duration timeout,

            @Setting(value = "How.", byDefault = "very_safe")
            Mode mode,

            @Setting(value = "Which.", byDefault = "a, b", max = 3)
            List<String> tags,

            @Setting(value = "What else.", byDefault = "", max = 2)
            Map<String, String> labels) {}

    record Checked(@Setting(value = "Any.", byDefault = "1") int number) {
        Checked {
            if (number == 13) {
                throw new IllegalArgumentException("number: 13 (expected: a lucky one)");
            }
        }
    }

    record Words(
            @Setting(value = "A word.", byDefault = "x", min = 1, max = 3)
            String word) {}

    record Forgotten(String word) {}

    private static final Schema<Everything> SCHEMA = Schema.of(MethodHandles.lookup(), Everything.class);
    private static final Place TABLE = new Place("apex.toml", 3, 1);

    private static SettingsValue at(int line, Object value) {
        return new SettingsValue(value, new Place("apex.toml", line, 9));
    }

    /** A table with {@code name} given, and the other keys in lines 4, 5 and so on. */
    private static SettingsTable table(Object... keysAndValues) {
        Map<String, SettingsValue> values = new LinkedHashMap<>();
        values.put("name", at(4, "n"));
        for (int i = 0; i < keysAndValues.length; i += 2) {
            values.put((String) keysAndValues[i], at(4 + i / 2, keysAndValues[i + 1]));
        }
        return new SettingsTable(values, TABLE);
    }

    private static String refusal(SettingsTable table) {
        return assertThrows(SettingsException.class, () -> SCHEMA.bind(table)).getMessage();
    }

    @Test
    void keysThatAreMissingTakeTheirDefaults() {
        assertEquals(
                new Everything(
                        "n",
                        4,
                        1024,
                        0.5,
                        0.0,
                        true,
                        Duration.ofSeconds(30),
                        Mode.VERY_SAFE,
                        List.of("a", "b"),
                        Map.of()),
                SCHEMA.bind(table()));
    }

    @Test
    void keysOfOthersAreLeftAloneWhereTheyMayStand() {
        Schema<Words> schema = Schema.of(MethodHandles.lookup(), Words.class);
        Place place = new Place("apex.toml", 1, 1);
        Map<String, SettingsValue> values = new LinkedHashMap<>();
        values.put("word", new SettingsValue("abc", place));
        values.put("other", new SettingsValue(1L, place));

        assertEquals("abc", schema.bindKnown(new SettingsTable(values, place)).word());
        assertTrue(schema.knows("word") && !schema.knows("other"));
        assertThrows(SettingsException.class, () -> schema.bind(new SettingsTable(values, place)));
        values.put("word", new SettingsValue("abcd", place));
        assertThrows(SettingsException.class, () -> schema.bindKnown(new SettingsTable(values, place)));
    }

    @Test
    void whatOneRecordDoesToItsDefaultsNoOtherSees() {
        Schema<Everything> schema = Schema.of(MethodHandles.lookup(), Everything.class);
        Place place = new Place("apex.toml", 1, 1);
        SettingsTable table = new SettingsTable(Map.of("name", new SettingsValue("n", place)), place);

        schema.bind(table).tags().add("c");
        schema.bind(table).labels().put("k", "v");
        assertEquals(List.of("a", "b"), schema.bind(table).tags());
        assertEquals(Map.of(), schema.bind(table).labels());
    }

    @Test
    void everyTypeIsBound() {
        SettingsTable labels = new SettingsTable(Map.of("k", at(9, "v")), TABLE);
        Everything bound = SCHEMA.bind(table(
                "worker_count",
                8L,
                "size",
                -1L,
                "share",
                1L,
                "enabled",
                false,
                "timeout",
                "250ms",
                "mode",
                "fast",
                "tags",
                List.of(at(8, "x")),
                "labels",
                labels));

        assertEquals(
                new Everything(
                        "n", 8, -1, 1.0, 0.0, false, Duration.ofMillis(250), Mode.FAST, List.of("x"), Map.of("k", "v")),
                bound);
    }

    @Test
    void everythingWrongIsSaidAtOnceEachAtItsPlace() {
        SettingsTable table = new SettingsTable(
                new LinkedHashMap<>(Map.of("worker_count", at(5, 65L), "tag", at(6, "x"), "mode", at(7, "slow"))),
                TABLE);

        List<String> lines = List.of(refusal(table).split("\n"));

        assertEquals(4, lines.size());
        assertTrue(lines.contains("apex.toml:3:1: name: missing (expected: Who.)"), lines::toString);
        assertTrue(lines.contains("apex.toml:5:9: worker_count: 65 (expected: 1 to 64)"), lines::toString);
        assertTrue(
                lines.contains("apex.toml:7:9: mode: \"slow\" (expected: \"fast\", \"very_safe\")"), lines::toString);
        assertTrue(
                lines.contains(
                        "apex.toml:6:9: tag: unknown key (expected: name, worker_count, size, share, sum, enabled,"
                                + " timeout, mode, tags, labels) – did you mean tags?"),
                lines::toString);
    }

    @ParameterizedTest(name = "{0} = {1} is refused")
    @CsvSource(
            delimiter = '|',
            value = {
                "worker_count | 0             | worker_count: 0 (expected: 1 to 64)",
                "worker_count | 99999999999   | worker_count: 99999999999 (expected: 1 to 64)",
                "worker_count | \"4\"         | worker_count: string \"4\" (expected: an integer, 1 to 64)",
                "worker_count | 4.0           | worker_count: float 4.0 (expected: an integer, 1 to 64)",
                "size         | true          | size: boolean true (expected: an integer)",
                "share        | -0.1          | share: -0.1 (expected: 0 to 1)",
                "share        | 1.5           | share: 1.5 (expected: 0 to 1)",
                "share        | 2             | share: 2.0 (expected: 0 to 1)",
                "share        | NaN           | share: NaN (expected: 0 to 1)",
                "share        | \"half\"      | share: string \"half\" (expected: a number)",
                "sum          | Infinity      | sum: Infinity (expected: a finite number)",
                "enabled      | \"yes\"       | enabled: string \"yes\" (expected: true or false)",
                "timeout      | \"99ms\"      | timeout: \"99ms\" (expected: 100ms to 1h)",
                "timeout      | \"2h\"        | timeout: \"2h\" (expected: 100ms to 1h)",
                "timeout      | 30            | timeout: integer 30 (expected: a duration such as \"250ms\", \"30s\", \"5m\")",
                "mode         | \"FAST\"      | mode: \"FAST\" (expected: \"fast\", \"very_safe\")",
                "mode         | 1             | mode: integer 1 (expected: \"fast\", \"very_safe\")",
                "tags         | \"x\"         | tags: string \"x\" (expected: an array of strings)",
                "labels       | \"x\"         | labels: string \"x\" (expected: a table of strings)",
                "name         | 1             | name: integer 1 (expected: a string)",
            })
    void theMessageNamesKeyValueAndWhatIsExpected(String key, String value, String message) {
        assertEquals("apex.toml:4:9: " + message, refusal(table(key, literal(value))));
    }

    private static Object literal(String toml) {
        if (toml.startsWith("\"")) {
            return toml.substring(1, toml.length() - 1);
        }
        if (toml.equals("true")) {
            return true;
        }
        if (toml.contains(".") || toml.equals("NaN") || toml.equals("Infinity")) {
            return Double.valueOf(toml);
        }
        return Long.valueOf(toml);
    }

    @Test
    void anEntryOfTheWrongTypeIsNamed() {
        assertEquals(
                "apex.toml:4:9: tags: entry 2: integer 5 (expected: a string)",
                refusal(table("tags", List.of(at(4, "a"), at(4, 5L)))));
        assertEquals(
                "apex.toml:4:9: labels: k: boolean true (expected: a string)",
                refusal(table("labels", new SettingsTable(Map.of("k", at(4, true)), TABLE))));
    }

    @Test
    void tooManyEntriesAreRefused() {
        SettingsValue item = at(4, "a");

        assertEquals(
                "apex.toml:4:9: tags: of 4 (expected: at most 3 entries)",
                refusal(table("tags", List.of(item, item, item, item))));
    }

    @Test
    void theLengthOfAStringIsItsRange() {
        Schema<Words> schema = Schema.of(MethodHandles.lookup(), Words.class);
        SettingsTable empty = new SettingsTable(Map.of("word", at(4, "")), TABLE);

        assertEquals(
                "apex.toml:4:9: word: \"\" (expected: 1 to 3 characters)",
                assertThrows(SettingsException.class, () -> schema.bind(empty)).getMessage());
        assertEquals(new Words("abc"), schema.bind(new SettingsTable(Map.of("word", at(4, "abc")), TABLE)));
    }

    @Test
    void whatTheRecordItselfRefusesIsAProblemOfTheTable() {
        Schema<Checked> schema = Schema.of(MethodHandles.lookup(), Checked.class);
        SettingsTable table = new SettingsTable(Map.of("number", at(4, 13L)), TABLE);

        assertEquals(
                "apex.toml:3:1: number: 13 (expected: a lucky one)",
                assertThrows(SettingsException.class, () -> schema.bind(table)).getMessage());
    }

    @Test
    void keysTellNameDefaultAndMeaning() {
        Schema.Key first = SCHEMA.keys().getFirst();
        Schema.Key second = SCHEMA.keys().get(1);

        assertTrue(first.isRequired());
        assertEquals(
                "worker_count 4 1 64 How many.",
                String.join(
                        " ",
                        second.name(),
                        second.byDefault(),
                        second.min() + "",
                        second.max() + "",
                        second.meaning()));
    }

    @Test
    void aRecordThatSaysNothingOfAComponentIsRefused() {
        assertEquals(
                Forgotten.class.getName() + ".word: no @Setting",
                assertThrows(IllegalArgumentException.class, () -> Schema.of(MethodHandles.lookup(), Forgotten.class))
                        .getMessage());
    }

    @Test
    void aRecordThatTheLookupCannotMakeIsRefused() {
        String message = assertThrows(
                        IllegalArgumentException.class, () -> Schema.of(MethodHandles.publicLookup(), Words.class))
                .getMessage();

        assertTrue(message.startsWith(Words.class.getName() + ": its constructor is not accessible to "), message);
    }
}
