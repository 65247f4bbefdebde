package apex.kernel.plugin;

import java.util.List;

/**
 * A module that was found and what it provides.
 *
 * @param file the jar, or the folder of a plugin with libraries of its own, as the user knows it; for a module of the host the
 *     place it was read from, which in an image is a {@code jrt} URI
 * @param module the module's name
 * @param version the module's version, or empty
 * @param providers what it provides, in the order of kind and name; never empty
 */
public record PluginDescriptor(String file, String module, String version, List<Provided> providers) {
    /**
     * One provider.
     *
     * @param kind {@code filter}, {@code balancer}, {@code health rule}, {@code transport}, or the name of the service type for
     *     what a transport asked for
     * @param name the name that it declares, or the name of its class for what a transport asked for
     */
    public record Provided(String kind, String name) {}

    /** A descriptor with its own copy of the list. */
    public PluginDescriptor {
        providers = List.copyOf(providers);
    }

    /** The module and where it lies, for messages. */
    @Override
    public String toString() {
        return module + (version.isEmpty() ? "" : " " + version) + " (" + file + ")";
    }
}
