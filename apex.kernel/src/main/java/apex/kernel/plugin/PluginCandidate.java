package apex.kernel.plugin;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A plugin that could be read, and its own libraries.
 *
 * @param file the jar, or the folder when the plugin has one
 * @param jar the jar with the plugin
 * @param libraries the other jars in its folder
 */
record PluginCandidate(Path file, PluginJar jar, List<PluginJar> libraries) {
    String module() {
        return jar.module();
    }

    /** The plugin, then its libraries. */
    List<PluginJar> jars() {
        return Stream.concat(Stream.of(jar), libraries.stream()).toList();
    }
}
