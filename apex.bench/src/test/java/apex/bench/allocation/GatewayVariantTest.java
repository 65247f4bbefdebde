package apex.bench.allocation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import apex.bench.origin.Origin;
import apex.kernel.Gateway;
import apex.kernel.plugin.PluginCatalog;
import apex.kernel.plugin.PluginLoader;
import apex.net.loop.NetPlatform;
import apex.net.loop.TransportChoice;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The filters of a measured configuration really run: otherwise its bytes per request would say nothing. */
@Timeout(60)
class GatewayVariantTest {
    @TempDir
    Path folder;

    @Test
    void withAllFiltersEachLeavesItsTrace() throws Exception {
        Path log = folder.resolve("access.log");
        String response = ask(GatewayVariant.all(log).getLast());
        assertTrue(response.startsWith("HTTP/1.1 200 "), response);
        assertTrue(response.contains("X-Request-Id: "), response);
        assertTrue(response.contains("X-Via: apex"), response);
        // Closing the platform has written what was in the rings.
        assertEquals(1, Files.readAllLines(log).size());
    }

    @Test
    void plainHasNoFilter() throws Exception {
        Path log = folder.resolve("access.log");
        String response = ask(GatewayVariant.all(log).getFirst());
        assertTrue(response.startsWith("HTTP/1.1 200 "), response);
        assertTrue(!response.contains("X-Request-Id: ") && !response.contains("X-Via: "), response);
        assertTrue(Files.notExists(log));
    }

    private static String ask(GatewayVariant variant) throws Exception {
        InetSocketAddress any = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0);
        ModuleLayer layer = AllocationCommand.class.getModule().getLayer();
        try (Origin origin = Origin.start(any, 3);
                PluginCatalog catalog = PluginLoader.load(List.of(), layer == null ? ModuleLayer.boot() : layer);
                NetPlatform platform = NetPlatform.start(1, TransportChoice.NIO);
                Gateway gateway = Gateway.start(
                        variant.config("http://127.0.0.1:" + origin.address().getPort()), catalog, platform)) {
            InetSocketAddress address = (InetSocketAddress) gateway.addresses().getFirst();
            try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
                socket.getOutputStream()
                        .write("GET /bench/a HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
                                .getBytes(StandardCharsets.US_ASCII));
                return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            }
        }
    }
}
