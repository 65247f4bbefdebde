package apex.http1.wire;

/** The notation of the tables: {@code |} is CRLF, {@code ~} and a letter one odd byte, and {@code 3xab} in braces a repetition. */
final class Wording {
    private Wording() {}

    static String decode(String text) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '|') {
                out.append("\r\n");
            } else if (c == '~') {
                out.append(odd(text.charAt(++i)));
            } else if (c == '{') {
                int close = text.indexOf('}', i);
                int times = text.indexOf('x', i);
                int count = Integer.parseInt(text.substring(i + 1, times));
                out.append(decode(text.substring(times + 1, close)).repeat(count));
                i = close;
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    /** Only the odd bytes: expectations may have bars and braces. */
    static String decodeOdd(String text) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            out.append(
                    c == '~' && i + 1 < text.length() && "to".indexOf(text.charAt(i + 1)) >= 0
                            ? odd(text.charAt(++i))
                            : c);
        }
        return out.toString();
    }

    private static char odd(char letter) {
        return switch (letter) {
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case '0' -> 0;
            case '1' -> 1;
            case 'e' -> 0x1B;
            case 'd' -> 0x7F;
            case 'v' -> 0x0B;
            case 'f' -> 0x0C;
            case 'o' -> 0xE9;
            case 'x' -> 0x85;
            case 'p' -> '|';
            case '~' -> '~';
            default -> throw new IllegalArgumentException("letter: " + letter);
        };
    }
}
