package apex.http1.fuzz.run;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;

/** Bytes as text in one line, and back: what can be read stands for itself, all else is written with a backslash. */
final class Notation {
    private Notation() {}

    static String write(byte[] bytes) {
        StringBuilder out = new StringBuilder();
        for (byte octet : bytes) {
            switch (octet) {
                case '\r' -> out.append("\\r");
                case '\n' -> out.append("\\n");
                case '\t' -> out.append("\\t");
                case '\\' -> out.append("\\\\");
                default -> {
                    if (octet >= ' ' && octet < 0x7F) {
                        out.append((char) octet);
                    } else {
                        out.append("\\x").append("%02x".formatted(octet));
                    }
                }
            }
        }
        return out.toString();
    }

    /**
     * @throws IllegalArgumentException for what {@link #write} does not write
     */
    static byte[] read(String text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c != '\\') {
                out.write(c);
                continue;
            }
            char letter = at < text.length() ? text.charAt(at++) : ' ';
            switch (letter) {
                case 'r' -> out.write('\r');
                case 'n' -> out.write('\n');
                case 't' -> out.write('\t');
                case '\\' -> out.write('\\');
                case 'x' -> {
                    if (at + 2 > text.length()) {
                        throw new IllegalArgumentException("\\x at the end of " + text + " (expected: two digits)");
                    }
                    out.write(HexFormat.fromHexDigits(text, at, at + 2));
                    at += 2;
                }
                default ->
                    throw new IllegalArgumentException(
                            "\\" + letter + " in " + text + " (expected: \\r, \\n, \\t, \\\\ or \\x and two digits)");
            }
        }
        return out.toByteArray();
    }
}
