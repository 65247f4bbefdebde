package apex.app.command;

import apex.kernel.config.GatewayConfig;
import apex.kernel.config.RouteConfig;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;

/** What the first lines after a start say about addresses. */
final class Announcement {
    private Announcement() {}

    /** How much is there, in one line: routes, backends, plugins. */
    static String summary(Preparation ready) {
        List<RouteConfig> routes = ready.config().gateway().routes();
        long backends =
                routes.stream().mapToLong(route -> route.backends().size()).sum();
        return String.join(
                ", ",
                Exit.count(routes.size(), "route"),
                Exit.count(backends, "backend"),
                Exit.count(ready.plugins().plugins().size(), "plugin"));
    }

    /** The address as a URL for people, without a path. */
    static String url(SocketAddress address) {
        return address instanceof InetSocketAddress inet
                ? "http://" + host(inet.getAddress()) + ":" + inet.getPort()
                : "unix:" + address;
    }

    /** A command that the first route answers. */
    static String curl(SocketAddress address, GatewayConfig config) {
        RouteConfig route = config.routes().getFirst();
        StringBuilder line = new StringBuilder("curl -i");
        if (!route.host().equals("*")) {
            line.append(" -H ").append(quoted("Host: " + route.host()));
        }
        if (!(address instanceof InetSocketAddress inet)) {
            line.append(" --unix-socket ").append(quoted(address.toString()));
            return line.append(' ')
                    .append(quoted("http://localhost" + route.pathPrefix()))
                    .toString();
        }
        InetAddress own = inet.getAddress();
        String host = own.isAnyLocalAddress() ? "127.0.0.1" : host(own);
        return line.append(' ')
                .append(quoted("http://" + host + ":" + inet.getPort() + route.pathPrefix()))
                .toString();
    }

    private static String host(InetAddress address) {
        String text = address.getHostAddress();
        // The first run of zeros as RFC 5952 writes it, because nobody recognises [0:0:0:0:0:0:0:0].
        return address instanceof Inet6Address ? "[" + text.replaceFirst("(^|:)(0(:|$)){2,}", "::") + "]" : text;
    }

    /** As a shell takes it literally; plain words stay as they are. */
    private static String quoted(String text) {
        return text.matches("[A-Za-z0-9_./:@%+=,-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
