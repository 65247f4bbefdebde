package apex.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import apex.app.config.Reading;
import apex.app.toml.TomlConfigReader;
import apex.kernel.Gateway;
import apex.kernel.plugin.PluginCatalog;
import apex.kernel.plugin.PluginLoader;
import apex.spi.settings.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only the kernel and the plugins can find wrong with a configuration, before anything is opened. */
class CheckedConfigTest {
    @TempDir
    Path folder;

    private List<String> problems(String routes) throws IOException {
        Path file = Files.writeString(folder.resolve("apex.toml"), routes);
        Reading reading = TomlConfigReader.read(file);
        assertEquals(List.of(), reading.problems());
        try (PluginCatalog plugins = PluginLoader.load(List.of(), ModuleLayer.boot())) {
            return Gateway.check(reading.config().gateway(), plugins).stream()
                    .map(Problem::toString)
                    .map(text -> text.replace(file.toString(), "apex.toml"))
                    .toList();
        }
    }

    @Test
    void soundConfigurationHasNoProblem() throws IOException {
        assertEquals(List.of(), problems("""
                        [[routes]]
                        name = "a"
                        backends = [{ url = "http://127.0.0.1:1" }]
                        [[routes]]
                        name = "b"
                        host = "b.example"
                        backends = [{ url = "http://127.0.0.1:1" }]
                        """));
    }

    @Test
    void routeThatAnEarlierOneHidesIsNamedWithItsHider() throws IOException {
        assertEquals(
                List.of(
                        "apex.toml:4:1: route b: never gets a request, because route a at apex.toml:1:1 has the same host and"
                                + " path_prefix – give it another host or path_prefix, or remove it"),
                problems("""
                        [[routes]]
                        name = "a"
                        backends = [{ url = "http://127.0.0.1:1" }]
                        [[routes]]
                        name = "b"
                        path_prefix = "/"
                        backends = [{ url = "http://127.0.0.1:2" }]
                        """));
    }

    @Test
    void unknownFilterIsNamedWithTheNearestAndAllThereAre() throws IOException {
        assertEquals(
                List.of(
                        "apex.toml:3:12: filter: \"request_id\" is not known (expected: access-log, fixed-response, headers, limit-rate,"
                                + " request-id, strip-prefix) – did you mean request-id?"),
                problems("""
                        [[routes]]
                        name = "a"
                        filters = ["request_id"]
                        backends = [{ url = "http://127.0.0.1:1" }]
                        """));
    }
}
