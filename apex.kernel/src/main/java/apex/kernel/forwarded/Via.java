package apex.kernel.forwarded;

import apex.spi.exchange.FieldName;
import apex.spi.exchange.Fields;
import apex.spi.exchange.Text;
import apex.spi.thread.Cold;
import apex.spi.thread.Frozen;

/** {@code Via} (RFC 9110 section 7.6.3) under one pseudonym. */
@Frozen
final class Via {
    private final Text name;
    private final Text http10;
    private final Text http11;
    private final Text http2;
    private final Text http3;

    /** @param name the pseudonym, a token */
    @Cold
    Via(String name) {
        this.name = Text.of(name);
        http10 = Text.of("1.0 " + name);
        http11 = Text.of("1.1 " + name);
        http2 = Text.of("2 " + name);
        http3 = Text.of("3 " + name);
    }

    /** Says that a request has come through here; {@code version} is that of the client's connection. */
    void write(Fields fields, int version) {
        fields.add(
                FieldName.VIA,
                switch (version) {
                    case 10 -> http10;
                    case 20 -> http2;
                    case 30 -> http3;
                    default -> http11;
                });
    }

    /** Whether an element of any Via names this pseudonym, in any case and without a port. */
    boolean isNamed(Fields fields) {
        for (int i = fields.find(FieldName.VIA); i >= 0; i = fields.findNext(FieldName.VIA, i)) {
            int start = fields.valueStart(i);
            if (isNamed(fields.bytes(), start, start + fields.valueLength(i))) {
                return true;
            }
        }
        return false;
    }

    private boolean isNamed(byte[] bytes, int from, int end) {
        boolean comments = true;
        int at = from;
        while (at < end) {
            int protocolEnd = wordEnd(bytes, spaceEnd(bytes, at, end), end);
            int start = spaceEnd(bytes, protocolEnd, end);
            at = wordEnd(bytes, start, end);
            if (start > protocolEnd && isName(bytes, start, at)) {
                return true;
            }
            while (at < end && bytes[at] != ',') {
                int close = comments && bytes[at] == '(' ? commentEnd(bytes, at, end) : at + 1;
                // A comment that never ends must not hide what stands behind it.
                comments = close >= 0;
                at = comments ? close : at + 1;
            }
            at++;
        }
        return false;
    }

    private boolean isName(byte[] bytes, int from, int end) {
        if (end - from != name.length()) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            if (Text.lower(bytes[from + i]) != Text.lower((byte) name.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** Behind the comment that begins at {@code from} (RFC 9110 section 5.6.5), or -1 if it never ends. */
    private static int commentEnd(byte[] bytes, int from, int end) {
        int depth = 0;
        for (int at = from; at < end; at++) {
            byte octet = bytes[at];
            if (octet == '\\') {
                at++;
            } else if (octet == '(') {
                depth++;
            } else if (octet == ')') {
                depth--;
                if (depth == 0) {
                    return at + 1;
                }
            }
        }
        return -1;
    }

    private static int spaceEnd(byte[] bytes, int from, int end) {
        int at = from;
        while (at < end && (bytes[at] == ' ' || bytes[at] == '\t')) {
            at++;
        }
        return at;
    }

    private static int wordEnd(byte[] bytes, int from, int end) {
        int at = from;
        while (at < end && bytes[at] != ' ' && bytes[at] != '\t' && bytes[at] != ',' && bytes[at] != '(') {
            at++;
        }
        return at;
    }
}
