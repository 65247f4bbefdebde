package apex.net.listen;

import apex.spi.thread.Cold;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Where a listener listens.
 *
 * @param text as configured
 * @param host a name or an address without brackets; empty for all addresses and for a Unix domain socket
 * @param port 0 for one that the system chooses
 * @param path of a Unix domain socket; empty for TCP
 */
@Cold
public record ListenAddress(String text, String host, int port, String path) {
    private static final String FORMS = "expected: host:port, [v6]:port, :port or unix:/path";
    private static final String UNIX = "unix:";

    /** What the kernel's {@code sockaddr_un} has room for. */
    private static final int LONGEST_PATH = 107;

    /** What is wrong with an address, for people; nothing when it can be read. */
    public static List<String> check(String text) {
        try {
            parse(text);
            return List.of();
        } catch (IllegalArgumentException problem) {
            return List.of(problem.getMessage());
        }
    }

    /** Reads an address, or throws an {@link IllegalArgumentException} that says what is wrong. */
    public static ListenAddress parse(String text) {
        if (text.startsWith(UNIX)) {
            String path = text.substring(UNIX.length());
            if (!path.startsWith("/")) {
                throw wrong(text, "the path of a Unix domain socket is absolute: unix:/path");
            }
            if (path.getBytes(StandardCharsets.UTF_8).length > LONGEST_PATH) {
                throw wrong(text, "the path of a Unix domain socket has at most " + LONGEST_PATH + " bytes");
            }
            return new ListenAddress(text, "", 0, path);
        }
        int colon = text.lastIndexOf(':');
        if (colon < 0) {
            throw wrong(text, FORMS);
        }
        return new ListenAddress(text, host(text, text.substring(0, colon)), port(text, text.substring(colon + 1)), "");
    }

    /** Whether this is the path of a Unix domain socket. */
    public boolean isUnix() {
        return !path.isEmpty();
    }

    /** The address to bind; looks a name up. */
    InetSocketAddress resolve() throws IOException {
        if (host.isEmpty()) {
            return new InetSocketAddress(InetAddress.getByAddress(new byte[16]), port);
        }
        try {
            return new InetSocketAddress(InetAddress.getByName(host), port);
        } catch (UnknownHostException unknown) {
            throw new IOException(
                    "listen: " + text
                            + ": the host name does not resolve (expected: an address or a name of this machine)",
                    unknown);
        }
    }

    private static String host(String text, String part) {
        if (part.startsWith("[")) {
            if (!part.endsWith("]")) {
                throw wrong(text, FORMS);
            }
            String inner = part.substring(1, part.length() - 1);
            try {
                if (inner.indexOf(':') >= 0 && InetAddress.ofLiteral(inner) != null) {
                    return inner;
                }
            } catch (IllegalArgumentException notAnAddress) {
                throw wrong(text, "an IPv6 address between the brackets");
            }
            throw wrong(text, "an IPv6 address between the brackets");
        }
        if (part.indexOf(':') >= 0) {
            throw wrong(text, "an IPv6 address in brackets: [" + part + "]:port");
        }
        if (part.chars().anyMatch(c -> c <= ' ' || c == '/' || c == '[' || c == ']')) {
            throw wrong(text, FORMS);
        }
        return part;
    }

    private static int port(String text, String digits) {
        if (!digits.isEmpty() && digits.length() <= 5 && digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            int port = Integer.parseInt(digits);
            if (port <= 65535) {
                return port;
            }
        }
        throw wrong(text, "a port from 0 to 65535");
    }

    private static IllegalArgumentException wrong(String text, String expected) {
        String prefix = expected.startsWith("expected") ? "" : "expected: ";
        return new IllegalArgumentException("listen: " + text + " (" + prefix + expected + ")");
    }
}
