package apex.app.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import apex.app.config.CommandLineConfig;
import apex.kernel.config.GatewayConfig;
import apex.kernel.config.RouteConfig;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnnouncementTest {
    @Test
    void anAddressIsAUrl() {
        assertEquals("http://127.0.0.1:80", Announcement.url(at("127.0.0.1", 80)));
        assertEquals("http://[::1]:80", Announcement.url(at("::1", 80)));
        assertEquals("http://[::]:80", Announcement.url(at("::", 80)));
        assertEquals("http://[2001:db8::5:1]:80", Announcement.url(at("2001:db8::5:1", 80)));
        assertEquals("unix:/run/a.sock", Announcement.url(UnixDomainSocketAddress.of("/run/a.sock")));
    }

    @Test
    void theLineToTryReachesAListenerOnAllAddressesByLoopback() {
        assertEquals("curl -i http://127.0.0.1:8080/", Announcement.curl(at("0.0.0.0", 8080), config("*", "/")));
    }

    @Test
    void theLineToTryNamesTheHostAndThePathOfTheFirstRoute() {
        assertEquals(
                "curl -i -H 'Host: example.com' http://127.0.0.1:8080/api",
                Announcement.curl(at("127.0.0.1", 8080), config("example.com", "/api")));
    }

    @Test
    void whatAShellWouldReadDifferentlyIsQuoted() {
        assertEquals(
                "curl -i --unix-socket '/run/it'\\''s.sock' 'http://localhost/$a'",
                Announcement.curl(UnixDomainSocketAddress.of("/run/it's.sock"), config("*", "/$a")));
    }

    private static InetSocketAddress at(String address, int port) {
        return new InetSocketAddress(InetAddress.ofLiteral(address), port);
    }

    private static GatewayConfig config(String host, String prefix) {
        GatewayConfig config =
                CommandLineConfig.of(":0", "http://127.0.0.1:1").config().gateway();
        RouteConfig route = config.routes().getFirst();
        RouteConfig changed = new RouteConfig(
                route.name(),
                route.place(),
                host,
                prefix,
                route.balancer(),
                route.backends(),
                route.filters(),
                route.policy());
        return new GatewayConfig(config.server(), List.of(changed));
    }
}
