package apex.app.config;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/** Where a listener listens: {@code host:port}, {@code :port}, {@code [v6]:port} or {@code unix:/path}. */
public final class SocketName {
    /** The path of a Unix domain socket must fit into {@code sun_path}, with its closing zero. */
    private static final int LONGEST_PATH = 107;

    private static final Pattern DIGITS = Pattern.compile("\\d{1,5}");

    private SocketName() {}

    /** What is wrong with {@code text} as the address of a listener, with what is expected; nothing when it is good. */
    public static Optional<String> flaw(String text) {
        if (text.startsWith("unix:")) {
            return pathFlaw(text);
        }
        int colon = text.lastIndexOf(':');
        if (colon < 0) {
            boolean port = DIGITS.matcher(text).matches();
            return flaw(text, port ? "\":" + text + "\" or host:port" : "host:port, for example 0.0.0.0:8080");
        }
        String host = text.substring(0, colon);
        if (!isPort(text.substring(colon + 1), 0)) {
            return flaw(text, "a port from 0 to 65535 after the last colon");
        }
        if (host.isEmpty() || HostName.isValid(host)) {
            return Optional.empty();
        }
        boolean bare = HostName.isValid("[" + host + "]") || HostName.isValid("[" + text + "]");
        return flaw(
                text,
                bare ? "an IPv6 address in brackets, for example [::1]:8080" : "host:port, for example 0.0.0.0:8080");
    }

    /** What is wrong with a {@code unix:} address. */
    static Optional<String> pathFlaw(String text) {
        String path = text.substring("unix:".length());
        if (!path.startsWith("/") || path.length() == 1 || path.indexOf('\0') >= 0) {
            return flaw(text, "unix: with an absolute path, for example unix:/run/apex.sock");
        }
        int length = path.getBytes(StandardCharsets.UTF_8).length;
        return length <= LONGEST_PATH
                ? Optional.empty()
                : flaw(text, "a socket path of at most " + LONGEST_PATH + " bytes, this one has " + length);
    }

    /** Whether {@code text} is a port from {@code lowest} to 65535. */
    static boolean isPort(String text, int lowest) {
        if (text.length() > 5 || !HostName.isNumber(text)) {
            return false;
        }
        int port = Integer.parseInt(text);
        return port >= lowest && port <= 65_535;
    }

    private static Optional<String> flaw(String text, String expected) {
        return Optional.of("\"" + text + "\" (expected: " + expected + ")");
    }
}
