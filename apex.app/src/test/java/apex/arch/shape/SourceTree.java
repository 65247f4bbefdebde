package apex.arch.shape;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the sources of the modules lie. */
final class SourceTree {
    private SourceTree() {}

    /**
     * The main sources of a module.
     *
     * @throws IllegalStateException when they are not there
     */
    static Path of(String module) {
        String folder = module.startsWith("apex.plugins.") ? module.replaceFirst("plugins\\.", "plugins/") : module;
        Path sources = root().resolve(folder).resolve("src/main/java");
        if (!Files.isDirectory(sources)) {
            throw new IllegalStateException(sources + ": no sources of " + module);
        }
        return sources;
    }

    private static Path root() {
        Path start = Path.of("").toAbsolutePath();
        for (Path folder = start; folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve("module-info-docs/pom.xml"))) {
                return folder;
            }
        }
        throw new IllegalStateException(start + ": not inside the source tree of Apex");
    }
}
