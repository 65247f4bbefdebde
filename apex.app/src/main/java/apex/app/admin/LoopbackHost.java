package apex.app.admin;

import java.net.InetAddress;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether a request means this machine. A page in a browser can make any name lead to 127.0.0.1 and ask there, but it cannot make the
 * browser send another Host than that name.
 */
final class LoopbackHost {
    private static final Pattern AUTHORITY = Pattern.compile("(\\[[^\\]]*\\]|[^:]*)(:\\d*)?");

    private LoopbackHost() {}

    /** Whether these are exactly one Host field, with a loopback address or localhost. */
    static boolean isMeant(List<String> hosts) {
        if (hosts == null || hosts.size() != 1) {
            return false;
        }
        Matcher authority = AUTHORITY.matcher(hosts.getFirst().strip());
        if (!authority.matches()) {
            return false;
        }
        String host = authority.group(1);
        if (host.equalsIgnoreCase("localhost")) {
            return true;
        }
        try {
            return InetAddress.ofLiteral(host.startsWith("[") ? host.substring(1, host.length() - 1) : host)
                    .isLoopbackAddress();
        } catch (IllegalArgumentException _) {
            return false;
        }
    }
}
