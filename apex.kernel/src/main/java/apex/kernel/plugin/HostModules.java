package apex.kernel.plugin;

import apex.spi.SpiVersion;
import java.lang.module.ModuleDescriptor;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The modules of the host's layer and of those above it, by name and by package. */
final class HostModules {
    private static final Module SPI = SpiVersion.class.getModule();

    private final Map<String, Module> byName = new HashMap<>();
    private final Map<String, String> byPackage = new HashMap<>();

    /** The modules that a plugin sees when its layer stands on {@code host}. */
    HostModules(ModuleLayer host) {
        Set<ModuleLayer> seen = new HashSet<>(List.of(host));
        Deque<ModuleLayer> open = new ArrayDeque<>(seen);
        while (!open.isEmpty()) {
            ModuleLayer layer = open.pop();
            layer.modules().forEach(this::add);
            layer.parents().stream().filter(seen::add).forEach(open::add);
        }
    }

    private void add(Module module) {
        if (byName.putIfAbsent(module.getName(), module) == null) {
            module.getPackages().forEach(name -> byPackage.putIfAbsent(name, module.getName()));
        }
    }

    boolean has(String module) {
        return byName.containsKey(module);
    }

    /** The module with its version, for messages. */
    String named(String module) {
        return module
                + byName.get(module)
                        .getDescriptor()
                        .rawVersion()
                        .map(v -> " " + v)
                        .orElse("");
    }

    /** The module of the host that has this package; the SPI has every package below its own. */
    Optional<String> ownerOf(String packageName) {
        if ((packageName + ".").startsWith(SPI.getName() + ".")) {
            return Optional.of(SPI.getName());
        }
        return Optional.ofNullable(byPackage.get(packageName));
    }

    /** Whether a module is written against the SPI: it requires the SPI, or a module of the host that stands on it. */
    boolean isAgainstSpi(ModuleDescriptor descriptor) {
        return descriptor.requires().stream()
                .map(required -> byName.get(required.name()))
                .anyMatch(module -> module != null && !module.getDescriptor().isAutomatic() && module.canRead(SPI));
    }
}
