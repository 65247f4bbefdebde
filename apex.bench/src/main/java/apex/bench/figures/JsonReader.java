package apex.bench.figures;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the JSON of programs (RFC 8259): objects, lists, strings without escapes, numbers as {@link Double}, truth values. */
public final class JsonReader {
    private final String text;
    private int at;

    private JsonReader(String text) {
        this.text = text;
    }

    /**
     * The object that {@code text} is.
     *
     * @throws IllegalArgumentException when it is none
     */
    @SuppressWarnings("unchecked")
    public static Map<String, Object> object(String text) {
        JsonReader reader = new JsonReader(text);
        Object value = reader.value();
        if (value instanceof Map<?, ?> map && reader.peek() == 0) {
            return (Map<String, Object>) map;
        }
        throw reader.unexpected("one object");
    }

    /**
     * A member of {@code of} that is an object itself.
     *
     * @throws IllegalArgumentException when there is none
     */
    @SuppressWarnings("unchecked")
    public static Map<String, Object> object(Map<String, Object> of, String name) {
        if (of.get(name) instanceof Map<?, ?> map) {
            return (Map<String, Object>) map;
        }
        throw new IllegalArgumentException("JSON: \"" + name + "\" is " + of.get(name) + " (expected: an object)");
    }

    /**
     * A member of {@code of} that is a number.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static double number(Map<String, Object> of, String name) {
        if (of.get(name) instanceof Double number) {
            return number;
        }
        throw new IllegalArgumentException("JSON: \"" + name + "\" is " + of.get(name) + " (expected: a number)");
    }

    private Object value() {
        return switch (peek()) {
            case '{' -> members();
            case '[' -> elements();
            case '"' -> string();
            case 't' -> word("true", true);
            case 'f' -> word("false", false);
            default -> number();
        };
    }

    private Map<String, Object> members() {
        Map<String, Object> members = new LinkedHashMap<>();
        take('{');
        while (peek() != '}') {
            if (!members.isEmpty()) {
                take(',');
            }
            peek();
            String name = string();
            take(':');
            members.put(name, value());
        }
        take('}');
        return members;
    }

    private List<Object> elements() {
        List<Object> elements = new ArrayList<>();
        take('[');
        while (peek() != ']') {
            if (!elements.isEmpty()) {
                take(',');
            }
            elements.add(value());
        }
        take(']');
        return elements;
    }

    private String string() {
        int end = text.indexOf('"', at + 1);
        if (at >= text.length()
                || text.charAt(at) != '"'
                || end < 0
                || text.substring(at, end).contains("\\")) {
            throw unexpected("a string without escapes");
        }
        String string = text.substring(at + 1, end);
        at = end + 1;
        return string;
    }

    private Object number() {
        int begin = at;
        while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        try {
            return Double.valueOf(text.substring(begin, at));
        } catch (NumberFormatException _) {
            throw unexpected("a value");
        }
    }

    private Object word(String word, Object value) {
        if (!text.startsWith(word, at)) {
            throw unexpected(word);
        }
        at += word.length();
        return value;
    }

    private void take(char expected) {
        if (peek() != expected) {
            throw unexpected("" + expected);
        }
        at++;
    }

    /** The next character behind blanks, 0 at the end. */
    private char peek() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at < text.length() ? text.charAt(at) : 0;
    }

    private IllegalArgumentException unexpected(String expected) {
        return new IllegalArgumentException(
                "JSON: \"" + text.strip() + "\" at " + at + " (expected: " + expected + ")");
    }
}
