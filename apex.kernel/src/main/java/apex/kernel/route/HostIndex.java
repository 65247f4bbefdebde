package apex.kernel.route;

import apex.spi.exchange.Text;
import java.util.Locale;
import java.util.Map;

/** Exact host names to path indexes; a look-up costs one hash of the host, whatever their number. */
final class HostIndex {
    private final String[] hosts;
    private final PathIndex<?>[] paths;

    HostIndex(Map<String, ? extends PathIndex<?>> byHost) {
        int size = Integer.highestOneBit(Math.max(1, byHost.size())) * 4;
        hosts = new String[size];
        paths = new PathIndex<?>[size];
        byHost.forEach((host, index) -> {
            String lower = host.toLowerCase(Locale.ROOT);
            int slot = hash(Text.of(lower), lower.length()) & size - 1;
            while (hosts[slot] != null) {
                slot = slot + 1 & size - 1;
            }
            hosts[slot] = lower;
            paths[slot] = index;
        });
    }

    /** The index of the host that {@code authority} names, or null. */
    PathIndex<?> find(Text authority) {
        int length = hostLength(authority);
        int mask = hosts.length - 1;
        for (int slot = hash(authority, length) & mask; hosts[slot] != null; slot = slot + 1 & mask) {
            if (matches(hosts[slot], authority, length)) {
                return paths[slot];
            }
        }
        return null;
    }

    /** The length of the host in an authority: without port and without the dot of a fully qualified name. */
    static int hostLength(Text authority) {
        int end = authority.length();
        int digits = end;
        while (digits > 0 && authority.charAt(digits - 1) >= '0' && authority.charAt(digits - 1) <= '9') {
            digits--;
        }
        if (digits > 0 && authority.charAt(digits - 1) == ':') {
            end = digits - 1;
        }
        return end > 1 && authority.charAt(end - 1) == '.' ? end - 1 : end;
    }

    private static boolean matches(String host, Text authority, int length) {
        if (host.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (host.charAt(i) != lower(authority.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static int hash(Text authority, int length) {
        int hash = 0;
        for (int i = 0; i < length; i++) {
            hash = hash * 31 + lower(authority.charAt(i));
        }
        return hash ^ hash >>> 15;
    }

    private static char lower(char c) {
        return c >= 'A' && c <= 'Z' ? (char) (c | 0x20) : c;
    }
}
