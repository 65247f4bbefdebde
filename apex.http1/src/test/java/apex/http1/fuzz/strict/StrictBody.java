package apex.http1.fuzz.strict;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A body.
 *
 * @param content its bytes without framing, as far as they are in the text
 * @param trailers the fields behind it
 * @param end where in the text it ends, or -1 when the text ends before it or is malformed
 */
public record StrictBody(String content, List<StrictField> trailers, int end) {
    private static final Pattern SIZE_LINE = Pattern.compile("([0-9A-Fa-f]{1,15})(?:;[\t -~\u0080-\u00ff]*)?");

    /** Reads the body that begins at {@code from} and is as long as a head said. */
    public static StrictBody read(String text, int from, long length) {
        if (length == StrictHead.UNTIL_CLOSE) {
            return new StrictBody(text.substring(from), List.of(), -1);
        }
        if (length == StrictHead.CHUNKED) {
            return chunked(text, from);
        }
        int end = (int) Math.min(text.length(), from + length);
        return new StrictBody(text.substring(from, end), List.of(), end == from + length ? end : -1);
    }

    /** Whether all of it is there. */
    public boolean isComplete() {
        return end >= 0;
    }

    private static StrictBody chunked(String text, int from) {
        StringBuilder content = new StringBuilder();
        int at = from;
        while (true) {
            int lineEnd = text.indexOf("\r\n", at);
            Matcher line = SIZE_LINE.matcher(lineEnd < 0 ? "" : text.substring(at, lineEnd));
            if (!line.matches()) {
                return new StrictBody(content.toString(), List.of(), -1);
            }
            long size = Long.parseLong(line.group(1), 16);
            at = lineEnd + 2;
            if (size == 0) {
                return trailers(text, at, content.toString());
            }
            int end = (int) Math.min(text.length(), at + size);
            content.append(text, at, end);
            if (!text.startsWith("\r\n", end) || end < at + size) {
                return new StrictBody(content.toString(), List.of(), -1);
            }
            at = end + 2;
        }
    }

    private static StrictBody trailers(String text, int from, String content) {
        if (text.startsWith("\r\n", from)) {
            return new StrictBody(content, List.of(), from + 2);
        }
        int blank = text.indexOf("\r\n\r\n", from);
        if (blank >= 0) {
            try {
                String[] lines = text.substring(from, blank).split("\r\n", -1);
                return new StrictBody(content, StrictHead.fields(List.of(lines)), blank + 4);
            } catch (Malformed e) {
                // As good as none.
            }
        }
        return new StrictBody(content, List.of(), -1);
    }
}
