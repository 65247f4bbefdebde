package apex.bench.corpus;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Bytes as the corpus writes them: visible ASCII and spaces stand for themselves, {@code \r \n \t \0 \\ \{ \}} and {@code \xHH} for
 * one byte, and <code>{TEXT*N}</code> for N times TEXT, which may have repeats inside. Line ends of the file are no bytes.
 */
final class Notation {
    private static final int MOST_BYTES = 4 * 1024 * 1024;

    private final String place;
    private final String text;
    private int at;

    private Notation(String place, String text) {
        this.place = place;
        this.text = text;
    }

    /** The bytes of {@code text}; {@code place} is for the message of a failure. */
    static byte[] bytes(String place, String text) throws CorpusException {
        Notation notation = new Notation(place, text);
        byte[] bytes = notation.read(false);
        if (notation.at < text.length()) {
            throw notation.wrong("} without its {, write \\} for the byte");
        }
        return bytes;
    }

    /** The same with a character for each byte. */
    static String text(String place, String text) throws CorpusException {
        return new String(bytes(place, text), StandardCharsets.ISO_8859_1);
    }

    /** Reads up to the end, or up to the star of a repeat. */
    private byte[] read(boolean inRepeat) throws CorpusException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '}' || inRepeat && c == '*' && endsRepeat()) {
                return out.toByteArray();
            }
            at++;
            switch (c) {
                case '\\' -> out.write(escape());
                case '{' -> out.writeBytes(repeat());
                default -> {
                    if (c < ' ' || c > '~') {
                        at--;
                        throw wrong("character " + (int) c + " (expected: visible ASCII, or an escape such as \\xE9)");
                    }
                    out.write(c);
                }
            }
        }
        return out.toByteArray();
    }

    /** Whether digits and a brace follow the star; if not, it is a byte like others. */
    private boolean endsRepeat() {
        int end = at + 1;
        while (end < text.length() && Character.isDigit(text.charAt(end))) {
            end++;
        }
        return end > at + 1 && end < text.length() && text.charAt(end) == '}';
    }

    private int escape() throws CorpusException {
        if (at == text.length()) {
            throw wrong("\\ at the end of a line");
        }
        char c = text.charAt(at++);
        return switch (c) {
            case 'r' -> '\r';
            case 'n' -> '\n';
            case 't' -> '\t';
            case '0' -> 0;
            case '\\', '{', '}' -> c;
            case 'x' -> hex();
            default -> {
                at--;
                throw wrong("\\" + c + " (expected: \\r \\n \\t \\0 \\\\ \\{ \\} or \\xHH)");
            }
        };
    }

    private int hex() throws CorpusException {
        int high = at < text.length() ? Character.digit(text.charAt(at), 16) : -1;
        int low = at + 1 < text.length() ? Character.digit(text.charAt(at + 1), 16) : -1;
        if (high < 0 || low < 0) {
            throw wrong("\\x (expected: two hexadecimal digits behind it)");
        }
        at += 2;
        return high << 4 | low;
    }

    private byte[] repeat() throws CorpusException {
        byte[] once = read(true);
        if (at == text.length() || text.charAt(at) != '*') {
            throw wrong("{ without *N} behind its text, write \\{ for the byte");
        }
        int close = text.indexOf('}', at);
        String digits = text.substring(at + 1, close);
        at = close + 1;
        long times = digits.length() > 9 ? MOST_BYTES + 1L : Long.parseLong(digits);
        if (times * Math.max(1, once.length) > MOST_BYTES) {
            throw wrong("a repeat of " + digits + " times " + once.length + " bytes (expected: at most " + MOST_BYTES
                    + ")");
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (long i = 0; i < times; i++) {
            out.writeBytes(once);
        }
        return out.toByteArray();
    }

    private CorpusException wrong(String message) {
        return new CorpusException(place + ", column " + (at + 1), message);
    }
}
