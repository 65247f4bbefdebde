package apex.app.toml;

import apex.spi.settings.Place;
import apex.spi.settings.SettingsTable;
import apex.spi.settings.SettingsValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the part of TOML that large configurations are written in, where the library takes most of the time of a start: ASCII, with
 * plain keys, {@code [table]} and {@code [[array]]} with one key, strings in double quotes without escapes, integers, booleans, arrays and
 * inline tables on one line. It judges nothing: of all else, and of whatever is wrong, it makes nothing, and the library has the word.
 */
final class PlainToml {
    private static final int DEEPEST = 16;
    private static final int MOST_DIGITS = 18;

    /** The text is beyond what is read here. */
    private static final class Beyond extends Exception {
        private static final long serialVersionUID = 1L;

        Beyond() {
            super(null, null, false, false);
        }
    }

    private final String text;
    private final String source;
    private int at;
    private int line = 1;
    private int lineStart;

    private PlainToml(String text, String source) {
        this.text = text;
        this.source = source;
    }

    /** What {@code text} says, with the places that the library gives, or nothing when that is for the library to say. */
    static Optional<SettingsTable> read(String text, String source) {
        try {
            return Optional.of(new PlainToml(text, source).document());
        } catch (Beyond e) {
            return Optional.empty();
        }
    }

    private SettingsTable document() throws Beyond {
        Map<String, SettingsValue> root = new LinkedHashMap<>();
        Map<String, List<SettingsValue>> arrays = new LinkedHashMap<>();
        pairs(root);
        while (at < text.length()) {
            Place place = here();
            expect('[');
            boolean isElement = next() == '[';
            if (isElement) {
                at++;
            }
            blanks();
            String name = key();
            blanks();
            expect(']');
            if (isElement) {
                expect(']');
            }
            lineEnd();
            Map<String, SettingsValue> values = new LinkedHashMap<>();
            pairs(values);
            SettingsValue table = new SettingsValue(new SettingsTable(values, place), place);
            if (!isElement) {
                put(root, name, table);
                continue;
            }
            List<SettingsValue> array = arrays.get(name);
            if (array == null) {
                array = new ArrayList<>();
                arrays.put(name, array);
                put(root, name, new SettingsValue(array, place));
            }
            array.add(table);
        }
        arrays.forEach((name, array) ->
                root.computeIfPresent(name, (_, value) -> new SettingsValue(List.copyOf(array), value.place())));
        return new SettingsTable(root, new Place(source, 0, 0));
    }

    /** The lines up to the next header or the end. */
    private void pairs(Map<String, SettingsValue> values) throws Beyond {
        while (at < text.length()) {
            blanks();
            char c = next();
            if (c == '[') {
                return;
            }
            if (isOfKey(c)) {
                pair(values, 0);
            }
            lineEnd();
        }
    }

    private void pair(Map<String, SettingsValue> values, int depth) throws Beyond {
        Place place = here();
        String key = key();
        blanks();
        expect('=');
        blanks();
        put(values, key, new SettingsValue(value(place, depth), place));
    }

    private static void put(Map<String, SettingsValue> values, String key, SettingsValue value) throws Beyond {
        if (values.putIfAbsent(key, value) != null) {
            throw new Beyond();
        }
    }

    private Object value(Place place, int depth) throws Beyond {
        if (depth > DEEPEST) {
            throw new Beyond();
        }
        return switch (next()) {
            case '"' -> string();
            case '[' -> array(depth + 1);
            case '{' -> table(place, depth + 1);
            case 't' -> word("true", true);
            case 'f' -> word("false", false);
            default -> integer();
        };
    }

    private String string() throws Beyond {
        int start = ++at;
        while (next() != '"') {
            char c = next();
            if (c < ' ' || c > '~' || c == '\\') {
                throw new Beyond();
            }
            at++;
        }
        String value = text.substring(start, at++);
        if (value.isEmpty() && next() == '"') {
            throw new Beyond();
        }
        return value;
    }

    private Boolean word(String word, Boolean value) throws Beyond {
        if (!text.startsWith(word, at)) {
            throw new Beyond();
        }
        at += word.length();
        endOfValue();
        return value;
    }

    private Long integer() throws Beyond {
        int start = at;
        while (next() >= '0' && next() <= '9') {
            at++;
        }
        int digits = at - start;
        if (digits == 0 || digits > MOST_DIGITS || digits > 1 && text.charAt(start) == '0') {
            throw new Beyond();
        }
        endOfValue();
        return Long.valueOf(text.substring(start, at));
    }

    /** So that nothing is taken for a whole value that goes on: 1_000, 1.5, 1979-05-27. */
    private void endOfValue() throws Beyond {
        if (" \t\r\n,]}#\0".indexOf(next()) < 0) {
            throw new Beyond();
        }
    }

    private List<SettingsValue> array(int depth) throws Beyond {
        List<SettingsValue> values = new ArrayList<>();
        at++;
        linesAndBlanks();
        while (next() != ']') {
            Place place = here();
            values.add(new SettingsValue(value(place, depth), place));
            linesAndBlanks();
            if (next() != ']') {
                expect(',');
                linesAndBlanks();
            }
        }
        at++;
        return List.copyOf(values);
    }

    private SettingsTable table(Place place, int depth) throws Beyond {
        Map<String, SettingsValue> values = new LinkedHashMap<>();
        at++;
        blanks();
        while (next() != '}') {
            pair(values, depth);
            blanks();
            if (next() != '}') {
                expect(',');
                blanks();
                if (next() == '}') {
                    throw new Beyond();
                }
            }
        }
        at++;
        return new SettingsTable(values, place);
    }

    private String key() throws Beyond {
        int start = at;
        while (isOfKey(next())) {
            at++;
        }
        if (at == start) {
            throw new Beyond();
        }
        return text.substring(start, at);
    }

    private static boolean isOfKey(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '-';
    }

    /** The next character, 0 at the end. A 0 in the text itself fits nowhere. */
    private char next() {
        return at < text.length() ? text.charAt(at) : 0;
    }

    private void expect(char c) throws Beyond {
        if (next() != c) {
            throw new Beyond();
        }
        at++;
    }

    private void blanks() {
        while (next() == ' ' || next() == '\t') {
            at++;
        }
    }

    private void linesAndBlanks() throws Beyond {
        blanks();
        while (next() == '\n' || next() == '\r' || next() == '#') {
            lineEnd();
            blanks();
        }
    }

    /** Takes in the rest of a line, which says nothing more. */
    private void lineEnd() throws Beyond {
        blanks();
        if (next() == '#') {
            while (next() >= ' ' && next() <= '~' || next() == '\t') {
                at++;
            }
        }
        if (next() == '\r') {
            at++;
            if (next() != '\n') {
                throw new Beyond();
            }
        }
        if (at < text.length()) {
            expect('\n');
            line++;
            lineStart = at;
        }
    }

    private Place here() {
        return new Place(source, line, at - lineStart + 1);
    }
}
