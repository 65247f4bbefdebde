package apex.net.resolve;

import apex.net.loop.NetLoop;
import apex.spi.thread.Cold;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Executor;

/** Reads an endpoint's URL. */
@Cold
public final class EndpointAddress {
    private static final String HTTP = "http://";
    private static final String UNIX = "unix:";
    private static final int HTTP_PORT = 80;

    private EndpointAddress() {}

    /**
     * A resolver for the address in {@code url}.
     *
     * @param home the loop that refreshes names
     * @throws IllegalArgumentException when the URL cannot be read
     */
    public static HostResolver resolver(String url, NetLoop home, HostResolver.Lookup lookup, Executor blocking) {
        if (url.startsWith(UNIX)) {
            return new HostResolver(home.sockets().unixAddress(url.substring(UNIX.length())));
        }
        if (!url.startsWith(HTTP)) {
            throw wrong(url);
        }
        String rest = url.substring(HTTP.length());
        int slash = rest.indexOf('/');
        String authority = slash < 0 ? rest : rest.substring(0, slash);
        int bracket = authority.lastIndexOf(']');
        int colon = authority.indexOf(':', bracket + 1);
        String host = colon < 0 ? authority : authority.substring(0, colon);
        int port = colon < 0 ? HTTP_PORT : port(url, authority.substring(colon + 1));
        if (host.isEmpty()) {
            throw wrong(url);
        }
        String bare = bracket > 0 ? host.substring(1, bracket) : host;
        try {
            return new HostResolver(new InetSocketAddress(InetAddress.ofLiteral(bare), port));
        } catch (IllegalArgumentException isName) {
            if (bracket >= 0) {
                throw wrong(url);
            }
            return new HostResolver(host, port, lookup, blocking, home);
        }
    }

    private static int port(String url, String digits) {
        if (digits.matches("[0-9]{1,5}")) {
            int port = Integer.parseInt(digits);
            if (port > 0 && port <= 65535) {
                return port;
            }
        }
        throw wrong(url);
    }

    private static IllegalArgumentException wrong(String url) {
        return new IllegalArgumentException(
                "endpoint: " + url + " (expected: http://host:port, http://[v6]:port or unix:/path)");
    }
}
