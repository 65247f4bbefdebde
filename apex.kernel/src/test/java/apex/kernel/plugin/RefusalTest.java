package apex.kernel.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import apex.spi.settings.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A plugin folder in which something is wrong, and what people are told of it. */
abstract class RefusalTest {
    /** The way out of what only the author of a plugin can mend. */
    static final String AUTHOR = " – tell the author of the plugin, or remove it";

    @TempDir
    Path temp;

    Path plugins;
    Workshop shop;

    @BeforeEach
    void folders() throws IOException {
        plugins = Files.createDirectory(temp.resolve("plugins"));
        shop = new Workshop(Files.createDirectory(temp.resolve("work")));
    }

    /** Expects exactly these problems, {@code @} being the plugin folder. */
    void assertRefused(String... expected) {
        assertRefused(ModuleLayer.boot(), expected);
    }

    void assertRefused(ModuleLayer host, String... expected) {
        PluginException refused = assertThrows(PluginException.class, () -> PluginLoader.load(List.of(plugins), host));
        List<String> found = refused.problems().stream()
                .map(Problem::toString)
                .map(text -> text.replace(plugins.toString() + "/", "@").replace(plugins.toString(), "@"))
                .toList();
        assertEquals(String.join("\n", Arrays.asList(expected)), String.join("\n", found));
    }
}
