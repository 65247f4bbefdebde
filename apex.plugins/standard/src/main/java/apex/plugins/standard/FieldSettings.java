package apex.plugins.standard;

import apex.spi.exchange.FieldName;
import apex.spi.exchange.Text;
import apex.spi.settings.Place;
import apex.spi.settings.Problem;
import apex.spi.settings.SettingsException;
import apex.spi.thread.Frozen;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Turns the fields that one filter's settings name into what its hot code needs, and collects everything that is wrong
 * with them until {@link #check}.
 */
public final class FieldSettings {
    /** Fields by which a message is framed, routed or bound to its connection: only protocols write these. */
    private static final Set<FieldName> RESERVED = Set.of(
            FieldName.CONNECTION,
            FieldName.CONTENT_LENGTH,
            FieldName.EXPECT,
            FieldName.HOST,
            FieldName.HTTP2_SETTINGS,
            FieldName.KEEP_ALIVE,
            FieldName.PROXY_CONNECTION,
            FieldName.TE,
            FieldName.TRAILER,
            FieldName.TRANSFER_ENCODING,
            FieldName.UPGRADE);

    /** One name with one value, both ready to be added. */
    @Frozen
    public record Line(FieldName name, Text value) {}

    private final Place place;
    private final List<Problem> problems = new ArrayList<>();

    /** Nothing is wrong so far with the settings at {@code place}. */
    public FieldSettings(Place place) {
        this.place = place;
    }

    /** The field that {@code spelling} names; null when it cannot be used, which {@link #check} will say. */
    public FieldName name(String key, String spelling) {
        if (!FieldName.isToken(spelling)) {
            refuse(key + ": \"" + spelling + "\" (expected: a field name of letters, digits and !#$%&'*+-.^_`|~)", "");
            return null;
        }
        FieldName name;
        try {
            name = FieldName.of(spelling);
        } catch (IllegalArgumentException e) {
            refuse(key + ": " + e.getMessage(), "use fewer different field names");
            return null;
        }
        if (RESERVED.contains(name)) {
            refuse(
                    key + ": \"" + spelling + "\" (expected: any but framing, routing and connection fields)",
                    "Apex sets " + name + " itself");
            return null;
        }
        return name;
    }

    /** {@link #name} for each of {@code spellings}. */
    public List<FieldName> names(String key, List<String> spellings) {
        List<FieldName> names = new ArrayList<>();
        for (String spelling : spellings) {
            FieldName name = name(key, spelling);
            if (name == null) {
                continue;
            }
            if (names.contains(name)) {
                refuse(key + ": \"" + spelling + "\" is named twice (expected: each field once, in any case)", "");
            } else {
                names.add(name);
            }
        }
        return List.copyOf(names);
    }

    /** The usable ones of {@code fields}, in their order. */
    public List<Line> lines(String key, Map<String, String> fields) {
        List<FieldName> seen = new ArrayList<>();
        List<Line> lines = new ArrayList<>();
        fields.forEach((spelling, value) -> {
            FieldName name = name(key, spelling);
            Text text = value(key + "." + spelling, value);
            if (name == null || text == null) {
                return;
            }
            if (seen.contains(name)) {
                refuse(key + ": \"" + spelling + "\" is named twice (expected: each field once, in any case)", "");
                return;
            }
            seen.add(name);
            lines.add(new Line(name, text));
        });
        return List.copyOf(lines);
    }

    /** The value of a field; null when it cannot be sent, which {@link #check} will say. */
    public Text value(String key, String value) {
        if (isClean(value)) {
            return Text.of(value);
        }
        refuse(key + ": " + shown(value) + " (expected: visible ASCII, spaces and tabs between, none around)", "");
        return null;
    }

    /**
     * Notes a problem: {@code message} with what was found and what is expected, {@code hint} with the way out or
     * empty.
     */
    public void refuse(String message, String hint) {
        problems.add(new Problem(place, message, hint));
    }

    /**
     * Passes when nothing was wrong.
     *
     * @throws SettingsException with everything that was
     */
    public void check() {
        if (!problems.isEmpty()) {
            throw new SettingsException(problems);
        }
    }

    private static boolean isClean(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if ((c < ' ' && c != '\t') || c > '~') {
                return false;
            }
        }
        return value.equals(value.strip());
    }

    private static String shown(String value) {
        StringBuilder shown = new StringBuilder("\"");
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            shown.append(c < ' ' || c > '~' ? "\\u%04x".formatted((int) c) : String.valueOf(c));
        }
        return shown.append('"').toString();
    }
}
