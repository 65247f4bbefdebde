package apex.kernel.plugin;

import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleReference;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A jar that could be read.
 *
 * @param file the jar as the user knows it
 * @param copy the private copy that is loaded
 * @param reference the module in the copy
 * @param spi the version of the SPI that its descriptor names
 */
record PluginJar(Path file, Path copy, ModuleReference reference, Optional<SpiLevel> spi) {
    ModuleDescriptor descriptor() {
        return reference.descriptor();
    }

    String module() {
        return descriptor().name();
    }

    boolean isAutomatic() {
        return descriptor().isAutomatic();
    }
}
