package apex.app.config;

import java.util.Locale;

/** The address of a backend: {@code http://host[:port]} or {@code unix:/path}, and nothing more. */
final class BackendUrl {
    private static final String SCHEME = "http://";

    private BackendUrl() {}

    /**
     * The URL in the form that the kernel takes: scheme in lower case, no slash at the end.
     *
     * @throws IllegalArgumentException when it cannot be a backend; the message has the text, the flaw and what is expected
     */
    static String parse(String text) {
        if (text.startsWith("unix:")) {
            SocketName.pathFlaw(text).ifPresent(flaw -> {
                throw new IllegalArgumentException(flaw);
            });
            return text;
        }
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.startsWith("https://")) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" asks for TLS, which this version does not speak to backends"
                            + " and never replaces with clear text (expected: http://host:port)");
        }
        if (!lower.startsWith(SCHEME)) {
            throw malformed(text, "");
        }
        String authority = text.substring(SCHEME.length());
        if (authority.endsWith("/")) {
            authority = authority.substring(0, authority.length() - 1);
        }
        refuseExtras(text, authority);
        checkAuthority(text, authority);
        return SCHEME + authority;
    }

    private static void refuseExtras(String text, String authority) {
        if (authority.indexOf('@') >= 0) {
            throw malformed("http://…", " has a user name or password; set the header Authorization instead");
        }
        if (authority.indexOf('?') >= 0) {
            throw malformed(text, " has a query, which a backend cannot have");
        }
        if (authority.indexOf('#') >= 0) {
            throw malformed(text, " has a fragment, which a backend cannot have");
        }
        if (authority.indexOf('/') >= 0) {
            throw malformed(text, " has a path, which a backend cannot have");
        }
    }

    private static void checkAuthority(String text, String authority) {
        int colon = authority.lastIndexOf(':');
        boolean hasPort = colon > authority.lastIndexOf(']');
        String host = hasPort ? authority.substring(0, colon) : authority;
        if (host.isEmpty()) {
            throw malformed(text, " has no host");
        }
        if (host.indexOf(':') >= 0 && !host.startsWith("[")) {
            throw malformed(text, " has an IPv6 address without brackets");
        }
        if (!HostName.isValid(host)) {
            throw malformed(text, " has a host that is neither a name nor an IP address");
        }
        if (hasPort && !SocketName.isPort(authority.substring(colon + 1), 1)) {
            throw malformed(text, " has a bad port, it goes from 1 to 65535");
        }
    }

    private static IllegalArgumentException malformed(String text, String flaw) {
        return new IllegalArgumentException("\"" + text + "\"" + flaw + " (expected: http://host:port or unix:/path)");
    }
}
