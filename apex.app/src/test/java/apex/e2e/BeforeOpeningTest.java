package apex.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import apex.app.config.CommandLineConfig;
import apex.kernel.Gateway;
import apex.kernel.config.GatewayConfig;
import apex.kernel.plugin.PluginCatalog;
import apex.kernel.plugin.PluginLoader;
import apex.net.loop.NetPlatform;
import apex.net.loop.TransportChoice;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What has to be done before clients come is done before they can. */
@Timeout(60)
class BeforeOpeningTest {
    private final List<String> calls = new ArrayList<>();

    private static boolean isOpen(int port) {
        try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return true;
        } catch (IOException refused) {
            return false;
        }
    }

    private Gateway start(NetPlatform platform, int port) throws Exception {
        GatewayConfig config = CommandLineConfig.of("127.0.0.1:" + port, "http://127.0.0.1:9")
                .config()
                .gateway();
        PluginCatalog plugins = PluginLoader.load(List.of(), ModuleLayer.boot());
        return Gateway.start(config, plugins, platform, () -> calls.add(isOpen(port) ? "open" : "closed"));
    }

    @Test
    void noClientCanComeYetWhenItRuns() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        try (NetPlatform platform = NetPlatform.start(1, TransportChoice.NIO);
                Gateway _ = start(platform, port)) {
            assertEquals(List.of("closed"), calls);
            assertTrue(isOpen(port));
        }
    }

    @Test
    void whatItThrowsKeepsTheGatewayFromStarting() {
        assertThrows(IllegalStateException.class, () -> {
            try (NetPlatform platform = NetPlatform.start(1, TransportChoice.NIO)) {
                GatewayConfig config = CommandLineConfig.of("127.0.0.1:0", "http://127.0.0.1:9")
                        .config()
                        .gateway();
                PluginCatalog plugins = PluginLoader.load(List.of(), ModuleLayer.boot());
                Gateway.start(config, plugins, platform, () -> {
                    throw new IllegalStateException("not now");
                });
            }
        });
    }
}
