package apex.kernel.plugin;

import apex.kernel.plugin.ProviderScan.Found;
import apex.spi.transport.TransportProvider;
import java.lang.module.Configuration;
import java.lang.module.FindException;
import java.lang.module.ModuleFinder;
import java.lang.module.ResolutionException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds the providers of the host's modules and of the jars in plugin folders. A jar is one named module, and gets a layer of its own
 * over the host's; a folder holds one such jar and its libraries, of whatever version, and shares them with nobody. Descriptors
 * are read first and no code runs until they have been judged; then providers are created, and judged as well. Whatever is
 * wrong is reported together.
 *
 * <p>Jars are loaded from private copies: a file in a plugin folder may be replaced or removed at any time, and what runs stays
 * what it was.
 */
public final class PluginLoader {
    private final ModuleLayer host;
    private final PrivateCopies copies;
    private final Refusals refusals = new Refusals();
    private final List<PluginCandidate> read = new ArrayList<>();
    private final List<LoadedPlugin> loaded = new ArrayList<>();

    private PluginLoader(ModuleLayer host, PrivateCopies copies) {
        this.host = host;
        this.copies = copies;
    }

    /**
     * Loads everything.
     *
     * @param pluginFolders folders with jars and with folders of jars; each must exist
     * @param boot the layer of the host, on which the layers of plugins stand; its own providers are found too
     * @throws PluginException with all that is wrong, when anything is
     */
    public static PluginCatalog load(List<Path> pluginFolders, ModuleLayer boot) {
        PrivateCopies copies = new PrivateCopies();
        boolean done = false;
        try {
            PluginCatalog catalog = new PluginLoader(boot, copies).load(pluginFolders);
            done = true;
            return catalog;
        } finally {
            if (!done) {
                copies.close();
            }
        }
    }

    private PluginCatalog load(List<Path> pluginFolders) {
        readDescriptors(pluginFolders).forEach(this::addLayer);
        Harvest harvest = new Harvest(refusals);
        ProviderScan scan = new ProviderScan(host, refusals);
        for (Kind kind : List.of(Kind.FILTER, Kind.BALANCER, Kind.HEALTH_RULE)) {
            take(kind, harvest, scan);
        }
        int before = refusals.count();
        take(Kind.TRANSPORT, harvest, scan);
        Set<Class<?>> extensionPoints = harvest.extensionPoints();
        boolean allWishesKnown = refusals.count() == before && !isTransportRefused();
        for (Class<?> type : extensionPoints) {
            found(scan, type).forEach(found -> harvest.take(type, found));
        }
        if (allWishesKnown) {
            checkUseful(extensionPoints);
        }
        refusals.throwIfAny();
        return harvest.catalog(copies);
    }

    private void take(Kind kind, Harvest harvest, ProviderScan scan) {
        ProviderScan.use(kind.type());
        found(scan, kind.type()).forEach(found -> harvest.take(kind, found));
    }

    private List<PluginCandidate> readDescriptors(List<Path> pluginFolders) {
        HostModules modules = new HostModules(host);
        PluginFolders folders = new PluginFolders(new JarReader(copies, refusals), modules, refusals);
        DescriptorRules rules = new DescriptorRules(modules, refusals);
        List<PluginCandidate> accepted = new ArrayList<>();
        for (Path folder : pluginFolders) {
            for (Path source : folders.list(folder)) {
                int before = refusals.count();
                Optional<PluginCandidate> candidate = folders.read(source);
                candidate.ifPresent(read::add);
                if (candidate.filter(rules::accept).isPresent() && refusals.count() == before) {
                    accepted.add(candidate.get());
                }
            }
        }
        return accepted;
    }

    /** Modules of the host come first in the search, so that there is one SPI. All jars of a folder belong to the plugin. */
    private void addLayer(PluginCandidate plugin) {
        Path[] jars = plugin.jars().stream().map(PluginJar::copy).toArray(Path[]::new);
        Set<String> names = plugin.jars().stream().map(PluginJar::module).collect(Collectors.toSet());
        try {
            Configuration configuration = host.configuration().resolve(ModuleFinder.of(), ModuleFinder.of(jars), names);
            ModuleLayer layer = host.defineModulesWithOneLoader(configuration, ClassLoader.getPlatformClassLoader());
            loaded.add(
                    new LoadedPlugin(plugin, layer.findModule(plugin.module()).orElseThrow()));
        } catch (FindException | ResolutionException | LayerInstantiationException e) {
            refuse(plugin, Refusals.describe(e), "build the plugin so that its modules fit together");
            refusals.cause(e);
        } catch (RuntimeException | LinkageError e) {
            refuse(plugin, "cannot be loaded: " + Refusals.describe(e), "tell the author of the plugin, or remove it");
            refusals.cause(e);
        }
    }

    private List<Found> found(ProviderScan scan, Class<?> type) {
        List<Found> all = new ArrayList<>(scan.ofHost(type));
        loaded.forEach(plugin -> all.addAll(scan.of(plugin, type)));
        return all;
    }

    /** A plugin of which nothing could ever be used is a mistake, once it is known what transports ask for. */
    private void checkUseful(Set<Class<?>> extensionPoints) {
        Set<String> known = Stream.concat(Arrays.stream(Kind.values()).map(Kind::type), extensionPoints.stream())
                .map(Class::getName)
                .collect(Collectors.toSet());
        for (LoadedPlugin plugin : loaded) {
            if (!providesAny(plugin.candidate(), known)) {
                refuse(
                        plugin.candidate(),
                        "provides nothing that Apex knows (expected: any of "
                                + known.stream().sorted().collect(Collectors.joining(", ")) + ")",
                        "if it is a library of a plugin, put both into a folder of their own");
            }
        }
    }

    /** Whether a transport has been refused before anybody could ask what it asks for. */
    private boolean isTransportRefused() {
        Set<PluginCandidate> fine = loaded.stream().map(LoadedPlugin::candidate).collect(Collectors.toSet());
        return read.stream()
                .filter(plugin -> !fine.contains(plugin))
                .anyMatch(plugin -> providesAny(plugin, Set.of(TransportProvider.class.getName())));
    }

    private static boolean providesAny(PluginCandidate plugin, Set<String> services) {
        Set<String> provided = new HashSet<>();
        plugin.jar().descriptor().provides().forEach(provides -> provided.add(provides.service()));
        return provided.stream().anyMatch(services::contains);
    }

    private void refuse(PluginCandidate plugin, String reason, String hint) {
        refusals.add(plugin.file(), plugin.module(), reason, hint);
    }
}
