package apex.kernel.forwarded;

import apex.spi.exchange.Text;

/**
 * Reads one line of {@code Forwarded} (RFC 7239 section 4), element by element, and by the letter: no white space but around
 * commas, every value a token or a quoted string, one {@code for} in an element at most.
 */
final class ForwardedReader {
    private static final Text FOR = Text.of("for");

    private final Text name = new Text();
    private byte[] bytes;
    private int at;
    private int end;
    private boolean more;
    private boolean malformed;
    private boolean escaped;
    private int nodeStart;
    private int nodeEnd;
    private int addressStart;
    private int addressEnd;

    /** Begins with the bytes from {@code from} to {@code to}. */
    void open(byte[] source, int from, int to) {
        bytes = source;
        at = from;
        end = to;
        more = true;
        malformed = false;
    }

    /** Reads the next element; false when there is none, or when the line is malformed from there on. */
    boolean next() {
        if (!more) {
            return false;
        }
        nodeStart = -1;
        skipSpace();
        while (at < end && bytes[at] != ',') {
            if (bytes[at] == ';') {
                at++;
            } else if (!pair()) {
                malformed = true;
                more = false;
                return false;
            }
        }
        more = at < end;
        at++;
        return true;
    }

    /** Whether what has been read so far is malformed. */
    boolean isMalformed() {
        return malformed;
    }

    /** Whether the line is well-formed to its end. */
    boolean isSound() {
        boolean any = true;
        while (any) {
            any = next();
        }
        return !malformed;
    }

    /**
     * Whether the element is for an IP address, which {@code parser} and {@link #addressStart} then tell: not {@code unknown}, no
     * obfuscated identifier (section 6.3), none with escapes, of which an address needs none.
     */
    boolean hasAddress(IpParser parser) {
        if (nodeStart < 0 || nodeStart == nodeEnd || escaped) {
            return false;
        }
        boolean bracketed = bytes[nodeStart] == '[';
        addressStart = bracketed ? nodeStart + 1 : nodeStart;
        addressEnd = find(bracketed ? ']' : ':', addressStart);
        if (bracketed && (addressEnd == nodeEnd || find(':', addressStart) >= addressEnd)) {
            return false;
        }
        return isPort(bracketed ? addressEnd + 1 : addressEnd) && parser.parse(bytes, addressStart, addressEnd);
    }

    /** Where the address begins, without brackets. */
    int addressStart() {
        return addressStart;
    }

    /** How many bytes the address has, without brackets and port. */
    int addressLength() {
        return addressEnd - addressStart;
    }

    private int find(char octet, int from) {
        int found = from;
        while (found < nodeEnd && bytes[found] != octet) {
            found++;
        }
        return found;
    }

    /** Whether from {@code from} on there is a port, an obfuscated one or none (section 6). */
    private boolean isPort(int from) {
        if (from == nodeEnd) {
            return true;
        }
        int first = from + 1;
        if (bytes[from] != ':' || first == nodeEnd) {
            return false;
        }
        boolean obfuscated = bytes[first] == '_';
        for (int i = obfuscated ? first + 1 : first; i < nodeEnd; i++) {
            byte octet = bytes[i];
            boolean fits = obfuscated ? Text.isUnreserved(octet) && octet != '~' : octet >= '0' && octet <= '9';
            if (!fits) {
                return false;
            }
        }
        return obfuscated ? nodeEnd - first > 1 : nodeEnd - first <= 5;
    }

    private boolean pair() {
        int start = at;
        skipToken();
        name.wrap(bytes, start, at - start);
        if (at == start || at == end || bytes[at] != '=') {
            return false;
        }
        at++;
        boolean quoted = at < end && bytes[at] == '"';
        int value = quoted ? at + 1 : at;
        boolean hasEscape = false;
        if (quoted) {
            at++;
            while (at < end && bytes[at] != '"') {
                hasEscape |= bytes[at] == '\\';
                at += bytes[at] == '\\' ? 2 : 1;
            }
            if (at >= end) {
                return false;
            }
        } else {
            skipToken();
            if (at == value) {
                return false;
            }
        }
        boolean isNode = name.equalsIgnoreCase(FOR);
        if (isNode && nodeStart >= 0) {
            return false;
        }
        if (isNode) {
            nodeStart = value;
            nodeEnd = at;
            escaped = hasEscape;
        }
        at += quoted ? 1 : 0;
        return endsPair();
    }

    /** Whether a pair may end here; goes over white space before a comma. */
    private boolean endsPair() {
        if (at < end && bytes[at] == ';') {
            return true;
        }
        skipSpace();
        return at == end || bytes[at] == ',';
    }

    private void skipSpace() {
        while (at < end && (bytes[at] == ' ' || bytes[at] == '\t')) {
            at++;
        }
    }

    private void skipToken() {
        while (at < end && Tokens.isToken(bytes[at])) {
            at++;
        }
    }
}
