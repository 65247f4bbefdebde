package apex.app.config;

import java.net.InetAddress;
import java.util.regex.Pattern;

/** What a host may look like, in listeners, routes and backends alike. */
final class HostName {
    private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?");
    private static final Pattern NUMBER = Pattern.compile("\\d+");
    private static final Pattern V4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
    private static final Pattern V6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

    private HostName() {}

    /** A DNS name, an IPv4 address or an IPv6 address in brackets. */
    static boolean isValid(String host) {
        if (host.startsWith("[")) {
            return host.endsWith("]") && isV6(host.substring(1, host.length() - 1));
        }
        if (host.isEmpty() || host.length() > 253) {
            return false;
        }
        String[] labels = host.split("\\.", -1);
        for (String label : labels) {
            if (!LABEL.matcher(label).matches()) {
                return false;
            }
        }
        // A name that ends in a number is an IPv4 address for every resolver, so it has to be a whole one.
        boolean ofNumbers = NUMBER.matcher(labels[labels.length - 1]).matches();
        return !ofNumbers || V4.matcher(host).matches() && isLiteral(host);
    }

    private static boolean isV6(String text) {
        return V6.matcher(text).matches() && isLiteral(text);
    }

    private static boolean isLiteral(String text) {
        try {
            return InetAddress.ofLiteral(text) != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
