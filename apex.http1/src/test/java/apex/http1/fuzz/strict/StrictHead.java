package apex.http1.fuzz.strict;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A start line and field lines, by the grammar of RFC 9112 section 2.1, from a text of ISO-8859-1 characters. */
public final class StrictHead {
    /** A length that only the end of the connection tells. */
    public static final long UNTIL_CLOSE = -2;

    /** A length that the chunks tell. */
    public static final long CHUNKED = -1;

    static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
    private static final String BLANK_LINE = "\r\n\r\n";
    private static final Pattern FIELD = Pattern.compile(
            "(" + TOKEN + "):[ \t]*((?:[!-~\u0080-\u00ff](?:[\t -~\u0080-\u00ff]*[!-~\u0080-\u00ff])?)?)[ \t]*");

    private final String startLine;
    private final List<StrictField> fields;
    private final int end;

    private StrictHead(String startLine, List<StrictField> fields, int end) {
        this.startLine = startLine;
        this.fields = fields;
        this.end = end;
    }

    /**
     * Reads the head that begins at {@code from}; null when the text ends before it.
     *
     * @throws Malformed for any other text
     */
    static StrictHead read(String text, int from) {
        int blank = text.indexOf(BLANK_LINE, from);
        if (blank < 0) {
            return null;
        }
        String[] lines = text.substring(from, blank).split("\r\n", -1);
        return new StrictHead(lines[0], fields(List.of(lines).subList(1, lines.length)), blank + BLANK_LINE.length());
    }

    /** Reads field lines. */
    static List<StrictField> fields(List<String> lines) {
        List<StrictField> fields = new ArrayList<>();
        for (String line : lines) {
            Matcher matcher = FIELD.matcher(line);
            if (!matcher.matches()) {
                throw new Malformed("field line: " + line);
            }
            fields.add(new StrictField(matcher.group(1), matcher.group(2)));
        }
        return fields;
    }

    String startLine() {
        return startLine;
    }

    /** The fields in order. */
    public List<StrictField> fields() {
        return fields;
    }

    /** Where in the text the head ends. */
    public int end() {
        return end;
    }

    /** The values of all fields of that name. */
    public List<String> values(String name) {
        return fields.stream().filter(f -> f.is(name)).map(StrictField::value).toList();
    }

    /** Whether Connection, in any of its fields, has that option. */
    public boolean isOption(String option) {
        return values("Connection").stream()
                .flatMap(value -> List.of(value.split(",", -1)).stream())
                .anyMatch(o -> o.strip().equalsIgnoreCase(option));
    }

    /** The length of the body that the fields announce, {@link #CHUNKED}, or {@code absent} (RFC 9112 section 6.3). */
    long announced(int version, long absent) {
        List<String> codings = values("Transfer-Encoding");
        List<String> lengths = values("Content-Length");
        if (codings.size() + lengths.size() > 1) {
            throw new Malformed("framing: " + codings + " and " + lengths);
        }
        if (codings.size() == 1) {
            if (version != 11 || !codings.getFirst().equalsIgnoreCase("chunked")) {
                throw new Malformed("transfer coding: " + codings);
            }
            return CHUNKED;
        }
        if (lengths.isEmpty()) {
            return absent;
        }
        if (!lengths.getFirst().matches("[0-9]{1,18}")) {
            throw new Malformed("content length: " + lengths);
        }
        return Long.parseLong(lengths.getFirst());
    }
}
