package apex.kernel.plugin;

import java.lang.module.ModuleDescriptor.Requires;
import java.lang.module.ModuleFinder;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What can be said of a plugin from its descriptors alone. */
final class DescriptorRules {
    private static final int NAMED = 3;

    private final HostModules host;
    private final Refusals refusals;
    private final Map<String, Path> seen = new HashMap<>();

    DescriptorRules(HostModules host, Refusals refusals) {
        this.host = host;
        this.refusals = refusals;
    }

    /** Refuses all that is wrong with {@code plugin}; says whether that was nothing. */
    boolean accept(PluginCandidate plugin) {
        int before = refusals.count();
        checkName(plugin);
        checkOwnJars(plugin);
        plugin.jars().forEach(this::checkHostCopies);
        plugin.jars().forEach(jar -> checkRequires(plugin, jar));
        if (plugin.jar().isAutomatic()) {
            refusals.add(
                    plugin.jar().file(),
                    plugin.module(),
                    "provides filters or the like without module-info.class (expected: a named module)",
                    "give it a module-info.java that requires apex.spi and says what it provides");
        } else {
            checkSpi(plugin.jar());
        }
        return refusals.count() == before;
    }

    private void checkName(PluginCandidate plugin) {
        Path first = seen.putIfAbsent(plugin.module(), plugin.file());
        if (first != null) {
            refusals.add(
                    plugin.file(),
                    plugin.module(),
                    "twice, here and in " + first + " (expected: once)",
                    "remove one of the two");
        }
    }

    private void checkOwnJars(PluginCandidate plugin) {
        Map<String, Path> own = new HashMap<>();
        for (PluginJar jar : plugin.jars()) {
            Path first = own.putIfAbsent(jar.module(), jar.file());
            if (first != null) {
                refusals.add(
                        jar.file(),
                        jar.module(),
                        "twice, here and in " + first + " (expected: once)",
                        "remove one of the two");
            }
        }
    }

    /** The host's modules always win; a copy would be ignored at best, and provide for another SPI at worst. */
    private void checkHostCopies(PluginJar jar) {
        if (host.has(jar.module())) {
            refusals.add(
                    jar.file(),
                    jar.module(),
                    "a module that the host has, " + host.named(jar.module()) + " (expected: none of the host's)",
                    "remove the jar if it is a copy, for plugins get the host's; rename the module if it is not");
            return;
        }
        Set<String> packages = jar.descriptor().packages();
        List<String> copied = packages.stream()
                .filter(name -> host.ownerOf(name).isPresent())
                .sorted()
                .toList();
        if (!copied.isEmpty()) {
            String more = copied.size() > NAMED ? " and " + (copied.size() - NAMED) + " more" : "";
            Set<String> owners = copied.stream()
                    .map(host::ownerOf)
                    .flatMap(Optional::stream)
                    .collect(Collectors.toCollection(TreeSet::new));
            refusals.add(
                    jar.file(),
                    jar.module(),
                    "contains " + copied.stream().limit(NAMED).collect(Collectors.joining(", ")) + more + ", which "
                            + String.join(", ", owners) + " has (expected: no package of the host)",
                    "build the jar without it: in Maven, give that dependency the scope provided");
        }
    }

    private void checkRequires(PluginCandidate plugin, PluginJar jar) {
        Set<String> own = plugin.jars().stream().map(PluginJar::module).collect(Collectors.toSet());
        jar.descriptor().requires().stream()
                .filter(required -> !required.modifiers().contains(Requires.Modifier.STATIC))
                .map(Requires::name)
                .filter(name -> !own.contains(name) && !host.has(name))
                .sorted()
                .forEach(name -> refusals.add(
                        jar.file(), jar.module(), "requires " + name + ", which is not there", wayTo(name, plugin)));
    }

    private static String wayTo(String missing, PluginCandidate plugin) {
        if (ModuleFinder.ofSystem().find(missing).isPresent()) {
            return "start Java with --add-modules " + missing;
        }
        return plugin.file().equals(plugin.jar().file())
                ? "put the plugin and the jar of " + missing + " into a folder of their own"
                : "put the jar of " + missing + " into the folder";
    }

    private void checkSpi(PluginJar jar) {
        if (jar.descriptor().provides().isEmpty()) {
            refusals.add(
                    jar.file(),
                    jar.module(),
                    "provides nothing (expected: a filter, a balancer or the like)",
                    "if it is a plugin, say \"provides ... with ...\" in its module-info.java; if it is a library of a plugin, put"
                            + " both into a folder of their own");
            return;
        }
        if (jar.spi().isEmpty()) {
            refusals.add(
                    jar.file(),
                    jar.module(),
                    "no @SpiVersion (expected: @SpiVersion(major = " + SpiLevel.HOST.major() + ", minor = "
                            + SpiLevel.HOST.minor() + "))",
                    "put it on the module declaration");
            return;
        }
        SpiLevel needed = jar.spi().get();
        if (!SpiLevel.HOST.runs(needed)) {
            boolean older = needed.major() < SpiLevel.HOST.major() || needed.minor() < 0;
            refusals.add(
                    jar.file(),
                    jar.module(),
                    "SPI version " + needed + " (expected: " + SpiLevel.HOST.range() + ")",
                    older
                            ? "take a newer version of the plugin"
                            : "take a newer Apex, or an older version of the plugin");
        }
    }
}
