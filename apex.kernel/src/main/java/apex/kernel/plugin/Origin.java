package apex.kernel.plugin;

import java.net.URI;
import java.nio.file.Path;

/** Where a provider comes from; the components are those of {@link PluginDescriptor}. */
record Origin(String file, String module, String version) {
    /** A module of the host. */
    static Origin of(Module module) {
        String file = module.getLayer()
                .configuration()
                .findModule(module.getName())
                .flatMap(resolved -> resolved.reference().location())
                .map(Origin::readable)
                .orElse("host");
        return new Origin(
                file, module.getName(), module.getDescriptor().rawVersion().orElse(""));
    }

    private static String readable(URI location) {
        return "file".equals(location.getScheme()) ? Path.of(location).toString() : location.toString();
    }

    /** The module and where it lies, for messages. */
    @Override
    public String toString() {
        return module + (version.isEmpty() ? "" : " " + version) + " (" + file + ")";
    }
}
