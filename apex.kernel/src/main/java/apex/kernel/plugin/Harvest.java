package apex.kernel.plugin;

import apex.kernel.plugin.PluginDescriptor.Provided;
import apex.kernel.plugin.ProviderScan.Found;
import apex.spi.transport.TransportProvider;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.Set;
import java.util.TreeMap;

/** Gathers the providers by name, and refuses what no configuration could call. */
final class Harvest {
    private static final int SHOWN = 64;

    private final Refusals refusals;
    private final Map<Kind, Map<String, Found>> named = new EnumMap<>(Kind.class);
    private final Map<Class<?>, List<Object>> extensions = new LinkedHashMap<>();
    private final Map<Class<?>, Found> wishes = new LinkedHashMap<>();
    private final Map<Origin, List<Provided>> provided = new LinkedHashMap<>();
    private final IdentityHashMap<Object, Origin> origins = new IdentityHashMap<>();

    Harvest(Refusals refusals) {
        this.refusals = refusals;
        for (Kind kind : Kind.values()) {
            named.put(kind, new TreeMap<>());
        }
    }

    /** Takes a provider with a name, or refuses it. */
    void take(Kind kind, Found found) {
        String asking = "name";
        try {
            String name = kind.nameOf(found.provider());
            if (name == null || !kind.isName(name)) {
                refuse(
                        found,
                        "name() is " + quoted(name) + " (expected: " + kind.expected() + ")",
                        "choose a name that can stand in a configuration");
                return;
            }
            for (Kind.Part part : kind.parts()) {
                asking = part.method();
                if (part.of().apply(found.provider()) == null) {
                    refuse(
                            found,
                            asking + "() is null (expected: what its type says)",
                            "tell the author of the plugin");
                    return;
                }
            }
            if (found.provider() instanceof TransportProvider transport && kind == Kind.TRANSPORT) {
                List.copyOf(transport.extensionPoints()).forEach(type -> wishes.putIfAbsent(type, found));
            }
            add(kind, name, found);
        } catch (Exception | LinkageError | AssertionError | StackOverflowError e) {
            refusals.cause(e);
            refuse(found, asking + "() failed: " + Refusals.describe(e), "tell the author of the plugin, or remove it");
        }
    }

    private void add(Kind kind, String name, Found found) {
        Found first = named.get(kind).putIfAbsent(name, found);
        if (first == null) {
            record(found, new Provided(kind.label(), name));
            return;
        }
        refuse(
                found,
                kind.label() + " \"" + name + "\" is there already, " + first.className() + " of " + first.origin()
                        + " (expected: a name of its own)",
                "remove one of the two, or rename it");
    }

    /** The service types that transports asked for and the kernel can look up; others are refused. */
    Set<Class<?>> extensionPoints() {
        Set<Class<?>> usable = new LinkedHashSet<>();
        wishes.forEach((type, transport) -> {
            try {
                ProviderScan.use(type);
                usable.add(type);
                extensions.put(type, new ArrayList<>());
            } catch (ServiceConfigurationError e) {
                refusals.cause(e);
                refuse(
                        transport,
                        "extension point " + type.getName()
                                + ": not accessible (expected: a public type in a package that is exported)",
                        "export the package " + type.getPackageName());
            }
        });
        return usable;
    }

    /** Takes a provider of what a transport asked for. */
    void take(Class<?> type, Found found) {
        extensions.get(type).add(found.provider());
        record(found, new Provided(type.getName(), found.className()));
    }

    private void record(Found found, Provided entry) {
        provided.computeIfAbsent(found.origin(), origin -> new ArrayList<>()).add(entry);
        origins.put(found.provider(), found.origin());
    }

    PluginCatalog catalog(PrivateCopies copies) {
        Map<Origin, PluginDescriptor> descriptors = new LinkedHashMap<>();
        provided.forEach((origin, entries) -> {
            entries.sort(Comparator.comparing(Provided::kind).thenComparing(Provided::name));
            descriptors.put(origin, new PluginDescriptor(origin.file(), origin.module(), origin.version(), entries));
        });
        IdentityHashMap<Object, PluginDescriptor> byProvider = new IdentityHashMap<>();
        origins.forEach((provider, origin) -> byProvider.put(provider, descriptors.get(origin)));
        return new PluginCatalog(named, extensions, List.copyOf(descriptors.values()), byProvider, copies);
    }

    private void refuse(Found found, String reason, String hint) {
        refusals.add(
                found.origin().file(), found.origin().module(), "provider " + found.className() + ": " + reason, hint);
    }

    private static String quoted(String name) {
        if (name == null) {
            return "null";
        }
        return '"' + (name.length() > SHOWN ? name.substring(0, SHOWN) + "..." : name) + '"';
    }
}
