package apex.http1.wire;

import apex.spi.exchange.Text;
import apex.spi.thread.Frozen;

/** {@code host[:port]} as the Host field and absolute targets have it (RFC 9110 section 7.2, RFC 3986 section 3.2). */
@Frozen
final class Authority {
    private static final int HIGHEST_PORT = 65535;
    private static final int MOST_PORT_DIGITS = 5;
    private static final int MOST_GROUPS = 8;
    private static final int MOST_GROUP_DIGITS = 4;
    private static final int IPV4_PARTS = 4;
    private static final int HIGHEST_PART = 255;

    private Authority() {}

    /** Whether these bytes are a host name, an IPv4 address or an IPv6 address in brackets, with a port or without. */
    static boolean isValid(byte[] bytes, int from, int length) {
        int end = from + length;
        int hostEnd = length > 0 && bytes[from] == '[' ? skipLiteral(bytes, from, end) : skipName(bytes, from, end);
        if (hostEnd == from) {
            return false;
        }
        return hostEnd == end || bytes[hostEnd] == ':' && isPort(bytes, hostEnd + 1, end);
    }

    /** Whether both mean the same place, given the port that is meant when none is said. */
    static boolean isSame(byte[] bytes, int from, int length, int otherFrom, int otherLength, Text defaultPort) {
        int count = withoutPort(bytes, from, length, defaultPort);
        if (count != withoutPort(bytes, otherFrom, otherLength, defaultPort)) {
            return false;
        }
        for (int i = 0; i < count; i++) {
            if (Text.lower(bytes[from + i]) != Text.lower(bytes[otherFrom + i])) {
                return false;
            }
        }
        return true;
    }

    private static int withoutPort(byte[] bytes, int from, int length, Text port) {
        int rest = length - port.length();
        if (rest <= 0) {
            return length;
        }
        for (int i = 0; i < port.length(); i++) {
            if (bytes[from + rest + i] != port.charAt(i)) {
                return length;
            }
        }
        return rest;
    }

    /** Labels between dots; the last may be empty, which stands for the root. */
    private static int skipName(byte[] bytes, int from, int end) {
        int at = from;
        while (at < end && Octets.isHost(bytes[at])) {
            if (bytes[at] == '.' && (at == from || bytes[at - 1] == '.')) {
                return from;
            }
            at++;
        }
        return at;
    }

    /** An IPv6 address in brackets (RFC 3986 section 3.2.2); neither zones nor formats of the future, by which nobody routes. */
    private static int skipLiteral(byte[] bytes, int from, int end) {
        int at = from + 1;
        int groups = 0;
        boolean gap = false;
        boolean afterGroup = false;
        while (at < end && bytes[at] != ']') {
            if (bytes[at] == ':' && at + 1 < end && bytes[at + 1] == ':') {
                if (gap) {
                    return from;
                }
                gap = true;
                afterGroup = false;
                at += 2;
                continue;
            }
            if (afterGroup && bytes[at++] != ':') {
                return from;
            }
            int groupEnd = skipGroup(bytes, at, end);
            if (groupEnd < end && bytes[groupEnd] == '.') {
                at = skipDotted(bytes, at, end);
                groups += 2;
                break;
            }
            if (groupEnd == at) {
                return from;
            }
            at = groupEnd;
            groups++;
            afterGroup = true;
        }
        boolean complete = gap ? groups < MOST_GROUPS : groups == MOST_GROUPS;
        return complete && at < end && bytes[at] == ']' ? at + 1 : from;
    }

    private static int skipGroup(byte[] bytes, int from, int end) {
        int at = from;
        while (at < end && at - from < MOST_GROUP_DIGITS && Octets.hex(bytes[at]) >= 0) {
            at++;
        }
        return at;
    }

    /** The end of an IPv4 address, or {@code end} if there is none. */
    private static int skipDotted(byte[] bytes, int from, int end) {
        int at = from;
        for (int part = 0; part < IPV4_PARTS; part++) {
            if (part > 0 && (at == end || bytes[at++] != '.')) {
                return end;
            }
            int start = at;
            int number = 0;
            while (at < end && number < HIGHEST_PART && Octets.isDigit(bytes[at])) {
                number = number * 10 + bytes[at++] - '0';
            }
            boolean zeroInFront = at - start > 1 && bytes[start] == '0';
            if (at == start || number > HIGHEST_PART || zeroInFront) {
                return end;
            }
        }
        return at;
    }

    private static boolean isPort(byte[] bytes, int from, int end) {
        int port = 0;
        for (int i = from; i < end; i++) {
            if (!Octets.isDigit(bytes[i])) {
                return false;
            }
            port = Math.min(port * 10 + bytes[i] - '0', HIGHEST_PORT + 1);
        }
        return end > from && end - from <= MOST_PORT_DIGITS && port <= HIGHEST_PORT;
    }
}
