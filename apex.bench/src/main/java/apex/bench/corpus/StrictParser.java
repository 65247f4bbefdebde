package apex.bench.corpus;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Reads one HTTP/1.1 message and takes nothing but the plainest form of it (RFC 9112): whatever a proxy forwards has to be readable
 * here. It shares no code with Apex's own parsers, so that a mistake of theirs is not repeated.
 */
public final class StrictParser {
    private static final Pattern REQUEST_LINE = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+ [!-\"$-~]+ HTTP/1\\.1");
    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] [1-5][0-9][0-9] [\\t -~\\x80-\\xFF]*");
    private static final Pattern FIELD = Pattern.compile(
            "[!#$%&'*+.^_`|~0-9A-Za-z-]+:[ \\t]*([!-~\\x80-\\xFF]([\\t -~\\x80-\\xFF]*[!-~\\x80-\\xFF])?)?[ \\t]*");
    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,15}");
    private static final Pattern CHUNK_SIZE = Pattern.compile("[0-9A-Fa-f]{1,12}");

    /** What was found at some place of a stream. */
    public sealed interface Result {}

    /** A message that ends before the byte {@code end}. */
    public record Complete(WireMessage message, int end) implements Result {}

    /** The beginning of a message. */
    public record Incomplete() implements Result {}

    /** Something that is no message, or not one that everybody would read alike. */
    public record Garbled(String why) implements Result {}

    private static final Result INCOMPLETE = new Incomplete();

    private final String text;
    private final boolean ended;
    private int at;

    private StrictParser(byte[] bytes, int from, boolean ended) {
        text = new String(bytes, from, bytes.length - from, StandardCharsets.ISO_8859_1);
        this.ended = ended;
    }

    /** Reads the request that begins at {@code from}. */
    public static Result request(byte[] bytes, int from) {
        return new StrictParser(bytes, from, false).message(REQUEST_LINE, false, from);
    }

    /**
     * Reads the response that begins at {@code from}.
     *
     * @param toHead whether it answers a HEAD
     * @param ended whether the stream ends behind these bytes
     */
    public static Result response(byte[] bytes, int from, boolean toHead, boolean ended) {
        return new StrictParser(bytes, from, ended).message(STATUS_LINE, toHead, from);
    }

    private Result message(Pattern startLine, boolean toHead, int from) {
        try {
            String start = line();
            check(startLine, start, "start line");
            List<String> fields = fields();
            boolean isResponse = startLine == STATUS_LINE;
            boolean bodyless = toHead || isResponse && isBodyless(start);
            WireFraming framing = bodyless ? WireFraming.NONE : framing(fields, isResponse);
            byte[] body = new byte[0];
            List<String> trailers = List.of();
            switch (framing) {
                case NONE -> {}
                case LENGTH -> body = take(Long.parseLong(WireMessage.value(fields, "Content-Length")));
                case CHUNKED -> {
                    body = chunks();
                    trailers = fields();
                }
                case UNTIL_CLOSE -> {
                    if (!ended) {
                        return INCOMPLETE;
                    }
                    body = take(text.length() - at);
                }
            }
            return new Complete(new WireMessage(start, fields, framing, body, trailers), from + at);
        } catch (TooShort _) {
            return INCOMPLETE;
        } catch (Unreadable e) {
            return new Garbled(e.getMessage());
        }
    }

    private static boolean isBodyless(String statusLine) {
        String status = statusLine.substring(9, 12);
        return status.charAt(0) == '1' || status.equals("204") || status.equals("304");
    }

    private static WireFraming framing(List<String> fields, boolean isResponse) throws Unreadable {
        long lengths = WireMessage.count(fields, "Content-Length");
        long codings = WireMessage.count(fields, "Transfer-Encoding");
        if (lengths + codings > 1) {
            throw new Unreadable("more than one field says where the body ends: " + fields);
        }
        if (!isResponse && WireMessage.count(fields, "Host") != 1) {
            throw new Unreadable("not exactly one Host: " + fields);
        }
        if (codings == 1) {
            check(Pattern.compile("(?i)chunked"), WireMessage.value(fields, "Transfer-Encoding"), "Transfer-Encoding");
            return WireFraming.CHUNKED;
        }
        if (lengths == 1) {
            check(LENGTH, WireMessage.value(fields, "Content-Length"), "Content-Length");
            return WireFraming.LENGTH;
        }
        return isResponse ? WireFraming.UNTIL_CLOSE : WireFraming.NONE;
    }

    private List<String> fields() throws TooShort, Unreadable {
        List<String> fields = new ArrayList<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            check(FIELD, line, "field line");
            fields.add(line);
        }
        return fields;
    }

    private byte[] chunks() throws TooShort, Unreadable {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (true) {
            String size = line();
            check(CHUNK_SIZE, size, "chunk size");
            long length = Long.parseLong(size, 16);
            if (length == 0) {
                return body.toByteArray();
            }
            body.writeBytes(take(length));
            check(Pattern.compile(""), line(), "end of a chunk");
        }
    }

    private String line() throws TooShort, Unreadable {
        int feed = text.indexOf('\n', at);
        int bare = text.indexOf('\r', at);
        if (bare >= 0 && bare + 1 < text.length() && text.charAt(bare + 1) != '\n' && (feed < 0 || bare < feed)) {
            throw new Unreadable("a bare CR");
        }
        if (feed < 0) {
            throw new TooShort();
        }
        if (feed == at || text.charAt(feed - 1) != '\r') {
            throw new Unreadable("a bare LF");
        }
        String line = text.substring(at, feed - 1);
        at = feed + 1;
        return line;
    }

    private byte[] take(long count) throws TooShort {
        if (count > text.length() - at) {
            throw new TooShort();
        }
        int from = at;
        at += (int) count;
        return text.substring(from, at).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static void check(Pattern pattern, String text, String what) throws Unreadable {
        if (!pattern.matcher(text).matches()) {
            throw new Unreadable(what + " \"" + text + "\"");
        }
    }

    /** The rest has not arrived. */
    private static final class TooShort extends Exception {
        private static final long serialVersionUID = 1L;
    }

    /** It is no message. */
    private static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;

        Unreadable(String message) {
            super(message);
        }
    }
}
