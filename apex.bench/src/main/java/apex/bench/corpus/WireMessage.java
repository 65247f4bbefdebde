package apex.bench.corpus;

import java.util.List;
import java.util.Locale;

/**
 * A complete message as it stood on the wire.
 *
 * @param startLine request line or status line
 * @param fields the field lines
 * @param framing how the body ended
 * @param body the body, without the framing of chunks
 * @param trailers the field lines behind a chunked body
 */
public record WireMessage(
        String startLine, List<String> fields, WireFraming framing, byte[] body, List<String> trailers) {
    /** Copies the lists. */
    public WireMessage {
        fields = List.copyOf(fields);
        trailers = List.copyOf(trailers);
    }

    /** The value of the first field of that name, or null. */
    public String field(String name) {
        return value(fields, name);
    }

    /** The method of a request. */
    public String method() {
        return startLine.substring(0, startLine.indexOf(' '));
    }

    /** The target of a request. */
    public String target() {
        return startLine.substring(startLine.indexOf(' ') + 1, startLine.lastIndexOf(' '));
    }

    /** The status of a response. */
    public int status() {
        return Integer.parseInt(startLine.substring(9, 12));
    }

    /** The value of the first of these lines with that name, or null. */
    static String value(List<String> lines, String name) {
        String prefix = name.toLowerCase(Locale.ROOT) + ":";
        for (String line : lines) {
            if (line.toLowerCase(Locale.ROOT).startsWith(prefix)) {
                return line.substring(prefix.length()).strip();
            }
        }
        return null;
    }

    /** How many of these lines have that name. */
    static long count(List<String> lines, String name) {
        String prefix = name.toLowerCase(Locale.ROOT) + ":";
        return lines.stream()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(prefix))
                .count();
    }
}
