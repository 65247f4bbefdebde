package apex.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import apex.app.config.AppConfig;
import apex.app.config.Reading;
import apex.app.toml.TomlConfigReader;
import apex.kernel.Gateway;
import apex.kernel.GatewayException;
import apex.kernel.plugin.PluginCatalog;
import apex.kernel.plugin.PluginException;
import apex.kernel.plugin.PluginLoader;
import apex.net.loop.NetPlatform;
import apex.net.loop.TransportChoice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Assumptions;

/** A gateway in this process, from a configuration as users write it; drained and checked for left-overs when closed. */
public final class RunningGateway implements AutoCloseable {
    private static final Duration DRAIN = Duration.ofSeconds(10);

    private final NetPlatform platform;
    private final Gateway gateway;
    private final PluginCatalog plugins;
    private final Path file;

    private RunningGateway(NetPlatform platform, Gateway gateway, PluginCatalog plugins, Path file) {
        this.platform = platform;
        this.gateway = gateway;
        this.plugins = plugins;
        this.file = file;
    }

    /** Starts with the text of an {@code apex.toml}. */
    public static RunningGateway start(TransportChoice io, String toml) {
        return start(io, toml, List.of());
    }

    /** Starts with the text of an {@code apex.toml} and what lies in these folders. */
    static RunningGateway start(TransportChoice io, String toml, List<Path> pluginFolders) {
        try {
            Path file = Files.createTempFile("apex", ".toml");
            Files.writeString(file, toml);
            Reading reading = TomlConfigReader.read(file);
            assertEquals(List.of(), reading.problems());
            AppConfig config = reading.config();
            PluginCatalog plugins = PluginLoader.load(pluginFolders, ModuleLayer.boot());
            NetPlatform platform =
                    platform(config.settings().workers(), io, config.settings().memoryBytes());
            try {
                return new RunningGateway(platform, Gateway.start(config.gateway(), plugins, platform), plugins, file);
            } catch (GatewayException e) {
                platform.close();
                throw new AssertionError(e);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (PluginException e) {
            throw new AssertionError(e);
        }
    }

    private static NetPlatform platform(int workers, TransportChoice io, long memoryBytes) {
        try {
            return NetPlatform.start(workers, io, memoryBytes);
        } catch (IllegalArgumentException refused) {
            boolean isRequired = io != TransportChoice.IO_URING || "1".equals(System.getenv("APEX_REQUIRE_TOOLS"));
            if (isRequired) {
                throw refused;
            }
            return Assumptions.abort(refused.getMessage());
        }
    }

    /** Starts with one route for everything that leads to {@code backendUrls}. */
    static RunningGateway to(TransportChoice io, String... backendUrls) {
        StringBuilder backends = new StringBuilder();
        for (String url : backendUrls) {
            backends.append("{ url = \"").append(url).append("\" },");
        }
        return start(io, """
                [server]
                listen = "127.0.0.1:0"
                workers = 2
                access_log = false
                timeout_secs = 2
                [[routes]]
                name = "app"
                backends = [%s]
                """.formatted(backends));
    }

    /** The port of its first listener on the network. */
    public int port() {
        for (SocketAddress address : gateway.addresses()) {
            if (address instanceof InetSocketAddress inet) {
                return inet.getPort();
            }
        }
        throw new IllegalStateException("no port: " + gateway.addresses());
    }

    String url() {
        return "http://127.0.0.1:" + port();
    }

    Gateway gateway() {
        return gateway;
    }

    NetPlatform platform() {
        return platform;
    }

    RawConnection connect() throws IOException {
        return RawConnection.open(port());
    }

    /** Sends one request on a connection of its own and returns the answer. */
    RawConnection.Message ask(String request) throws IOException {
        try (RawConnection client = connect()) {
            return client.write(request).readMessage(request.startsWith("HEAD "));
        }
    }

    /** A GET of {@code target}. */
    RawConnection.Message get(String target) throws IOException {
        return ask("GET " + target + " HTTP/1.1\r\nHost: app.example\r\n\r\n");
    }

    @Override
    public void close() {
        try {
            boolean drained = gateway.stop(DRAIN).toCompletableFuture().get(DRAIN.toSeconds() + 5, TimeUnit.SECONDS);
            assertTrue(drained, "exchanges under way after the drain: " + gateway.openExchanges());
            assertEquals(0, gateway.openExchanges(), "exchanges that never completed");
            gateway.close();
            Eventually.holds("no byte is left in the memory ledger", () -> platform.heldBytes() == 0);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError(e);
        } finally {
            gateway.close();
            platform.close();
            plugins.close();
            file.toFile().delete();
            // Netty notices a leaked buffer when the collector has found it; ./apex test fails on its report.
            System.gc();
        }
    }
}
