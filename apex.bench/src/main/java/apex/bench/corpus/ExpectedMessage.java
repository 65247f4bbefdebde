package apex.bench.corpus;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A message that the backend has to get.
 *
 * @param method its method
 * @param target its target, byte by byte
 * @param framing how its body ends
 * @param body its body, characters for bytes
 * @param with field lines that it must have; the case of names does not count
 * @param without names of fields that it must not have
 */
public record ExpectedMessage(
        String method, String target, WireFraming framing, String body, List<String> with, List<String> without) {
    /** Copies the lists. */
    public ExpectedMessage {
        with = List.copyOf(with);
        without = List.copyOf(without);
    }

    /** In what {@code seen} differs, in words; empty when in nothing. */
    public List<String> differences(WireMessage seen) {
        List<String> found = new ArrayList<>();
        String line = method + " " + target + " HTTP/1.1";
        if (!seen.startLine().equals(line)) {
            found.add("request line \"" + seen.startLine() + "\" (expected: \"" + line + "\")");
        }
        if (seen.framing() != framing) {
            found.add("framing " + seen.framing() + " (expected: " + framing + ")");
        }
        String got = new String(seen.body(), StandardCharsets.ISO_8859_1);
        if (!got.equals(body)) {
            found.add("body \"" + got + "\" (expected: \"" + body + "\")");
        }
        for (String field : with) {
            if (seen.fields().stream().map(ExpectedMessage::line).noneMatch(line(field)::equals)) {
                found.add("no field \"" + field + "\" in " + seen.fields());
            }
        }
        for (String name : without) {
            if (seen.field(name) != null) {
                found.add("field " + name + ": " + seen.field(name) + " (expected: none)");
            }
        }
        return found;
    }

    /** A field line without what means nothing: the case of its name and the blanks around its value. */
    static String line(String field) {
        int colon = field.indexOf(':');
        return field.substring(0, colon).toLowerCase(Locale.ROOT)
                + ":"
                + field.substring(colon + 1).strip();
    }
}
