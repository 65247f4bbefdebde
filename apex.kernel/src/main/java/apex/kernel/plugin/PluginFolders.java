package apex.kernel.plugin;

import apex.spi.filter.FilterProvider;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Lists what lies in the plugin folders: a jar is a plugin, a folder holds one plugin and its own libraries. Hidden files and files
 * of other kinds are nobody's.
 */
final class PluginFolders {
    private static final String SPI_PACKAGES = FilterProvider.class.getModule().getName() + ".";

    private final JarReader reader;
    private final HostModules host;
    private final Refusals refusals;

    PluginFolders(JarReader reader, HostModules host, Refusals refusals) {
        this.reader = reader;
        this.host = host;
        this.refusals = refusals;
    }

    /** The jars and folders of one plugin folder, by name. */
    List<Path> list(Path folder) {
        List<Path> found = new ArrayList<>();
        if (!Files.isDirectory(folder)) {
            refusals.add(
                    folder,
                    "",
                    "not a folder (expected: a folder with the jars of plugins)",
                    "make it, or name another with --plugins");
            return found;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                boolean hidden = entry.getFileName().toString().startsWith(".");
                if (!hidden && (PrivateCopies.isJarName(entry) || Files.isDirectory(entry))) {
                    found.add(entry);
                }
            }
        } catch (IOException | java.nio.file.DirectoryIteratorException e) {
            refusals.cause(e);
            refusals.add(
                    folder, "", "cannot be listed: " + Refusals.describe(e), "allow the user who runs Apex to read it");
        }
        found.sort(null);
        return found;
    }

    /** Reads a jar or a folder; what cannot be read is refused, and nothing comes back when no plugin is left. */
    Optional<PluginCandidate> read(Path source) {
        return PrivateCopies.isJarName(source)
                ? reader.plugin(source).map(jar -> new PluginCandidate(source, jar, List.of()))
                : readFolder(source);
    }

    private Optional<PluginCandidate> readFolder(Path folder) {
        List<Path> files =
                list(folder).stream().filter(PrivateCopies::isJarName).toList();
        if (files.isEmpty()) {
            refusals.add(folder, "", "no jar in it (expected: a plugin and its libraries)", "remove the folder");
            return Optional.empty();
        }
        List<PluginJar> jars =
                files.stream().map(reader::member).flatMap(Optional::stream).toList();
        if (jars.size() < files.size()) {
            // Which of them is the plugin may hang on the one that could not be read.
            List<PluginJar> plugins = plugins(jars);
            return plugins.size() == 1 ? Optional.of(candidate(folder, plugins.getFirst(), jars)) : Optional.empty();
        }
        return choose(folder, jars);
    }

    private Optional<PluginCandidate> choose(Path folder, List<PluginJar> jars) {
        List<PluginJar> plugins = plugins(jars);
        if (plugins.size() == 1) {
            return Optional.of(candidate(folder, plugins.getFirst(), jars));
        }
        if (plugins.isEmpty()) {
            refusals.add(
                    folder,
                    "",
                    "no plugin in it, only " + names(jars)
                            + " (expected: one jar whose module-info.java requires apex.spi and says what it provides)",
                    "put the plugin and its libraries there, or remove the folder");
        } else {
            refusals.add(
                    folder,
                    "",
                    plugins.size() + " plugins in it: " + names(plugins) + " (expected: one and its libraries)",
                    "give each a folder of its own");
        }
        return Optional.empty();
    }

    private static PluginCandidate candidate(Path folder, PluginJar plugin, List<PluginJar> jars) {
        return new PluginCandidate(
                folder, plugin, jars.stream().filter(jar -> jar != plugin).toList());
    }

    /**
     * The plugins among the jars of a folder. Libraries may provide things too, and even be written against the SPI, but not both.
     * One that has the services of a plugin and no descriptor counts, to be refused for just that.
     */
    private List<PluginJar> plugins(List<PluginJar> jars) {
        List<PluginJar> own =
                jars.stream().filter(jar -> !host.has(jar.module())).toList();
        List<PluginJar> plugins = own.stream().filter(this::isPlugin).toList();
        return plugins.isEmpty()
                ? own.stream()
                        .filter(jar -> !jar.isAutomatic() && host.isAgainstSpi(jar.descriptor()))
                        .toList()
                : plugins;
    }

    private boolean isPlugin(PluginJar jar) {
        return jar.descriptor().provides().stream()
                .anyMatch(provides -> jar.isAutomatic()
                        ? provides.service().startsWith(SPI_PACKAGES)
                        : host.isAgainstSpi(jar.descriptor()));
    }

    private static String names(List<PluginJar> jars) {
        return jars.stream().map(jar -> jar.file().getFileName().toString()).collect(Collectors.joining(", "));
    }
}
