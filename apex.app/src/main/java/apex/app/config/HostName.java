package apex.app.config;

import java.net.InetAddress;
import java.util.regex.Pattern;

/** What a host may look like, in listeners, routes and backends alike. */
final class HostName {
    private static final Pattern V6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

    private static final int LONGEST_LABEL = 63;

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
            if (!isLabel(label)) {
                return false;
            }
        }
        // A name that ends in a number is an IPv4 address for every resolver, so it has to be a whole one.
        return !isNumber(labels[labels.length - 1]) || areV4(labels) && isLiteral(host);
    }

    private static boolean isLabel(String text) {
        int length = text.length();
        if (length == 0 || length > LONGEST_LABEL || text.charAt(0) == '-' || text.charAt(length - 1) == '-') {
            return false;
        }
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (!(isDigit(c) || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c == '-')) {
                return false;
            }
        }
        return true;
    }

    private static boolean areV4(String[] labels) {
        for (String label : labels) {
            if (label.length() > 3 || !isNumber(label)) {
                return false;
            }
        }
        return labels.length == 4;
    }

    /** Whether there are digits only, one at least. */
    static boolean isNumber(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isDigit(text.charAt(i))) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
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
