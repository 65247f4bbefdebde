package apex.kernel.plugin;

import apex.kernel.plugin.ProviderScan.Found;
import apex.spi.filter.FilterProvider;
import apex.spi.lb.BalancerProvider;
import apex.spi.lb.HealthRuleProvider;
import apex.spi.transport.TransportProvider;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * All providers that were found and may be used, by the name that they declare. It never changes. It lives as long as anything that
 * its providers made: closing it deletes the private copies that plugins are loaded from.
 */
public final class PluginCatalog implements AutoCloseable {
    private final Map<Kind, Map<String, Object>> named = new EnumMap<>(Kind.class);
    private final Map<Class<?>, List<Object>> extensions = new HashMap<>();
    private final List<PluginDescriptor> plugins;
    private final IdentityHashMap<Object, PluginDescriptor> byProvider;
    private final PrivateCopies copies;

    PluginCatalog(
            Map<Kind, Map<String, Found>> named,
            Map<Class<?>, List<Object>> extensions,
            List<PluginDescriptor> plugins,
            IdentityHashMap<Object, PluginDescriptor> byProvider,
            PrivateCopies copies) {
        named.forEach((kind, found) -> {
            Map<String, Object> providers = new TreeMap<>();
            found.forEach((name, entry) -> providers.put(name, entry.provider()));
            this.named.put(kind, providers);
        });
        extensions.forEach((type, providers) -> this.extensions.put(type, List.copyOf(providers)));
        this.plugins = plugins;
        this.byProvider = byProvider;
        this.copies = copies;
    }

    /** The filter of that name. */
    public Optional<FilterProvider<?>> filter(String name) {
        return provider(Kind.FILTER, name).map(provider -> (FilterProvider<?>) provider);
    }

    /** The balancer of that name. */
    public Optional<BalancerProvider<?>> balancer(String name) {
        return provider(Kind.BALANCER, name).map(provider -> (BalancerProvider<?>) provider);
    }

    /** The health rule of that name. */
    public Optional<HealthRuleProvider<?>> healthRule(String name) {
        return provider(Kind.HEALTH_RULE, name).map(provider -> (HealthRuleProvider<?>) provider);
    }

    /** The transport of that name. */
    public Optional<TransportProvider> transport(String name) {
        return provider(Kind.TRANSPORT, name).map(provider -> (TransportProvider) provider);
    }

    private Optional<Object> provider(Kind kind, String name) {
        return Optional.ofNullable(named.get(kind).get(name));
    }

    /** The names of all filters, in the order of the alphabet. */
    public List<String> filterNames() {
        return names(Kind.FILTER);
    }

    /** The names of all balancers, in the order of the alphabet. */
    public List<String> balancerNames() {
        return names(Kind.BALANCER);
    }

    /** The names of all health rules, in the order of the alphabet. */
    public List<String> healthRuleNames() {
        return names(Kind.HEALTH_RULE);
    }

    /** The names of all transports, in the order of the alphabet. */
    public List<String> transportNames() {
        return names(Kind.TRANSPORT);
    }

    private List<String> names(Kind kind) {
        return List.copyOf(named.get(kind).keySet());
    }

    /**
     * The providers of what transports ask for: those of the host by module and class, then those of plugins by file.
     *
     * @param type one of the {@link TransportProvider#extensionPoints} of a transport in this catalog
     * @throws IllegalArgumentException when no transport asks for it, so that nobody has looked
     */
    public <T> List<T> extensions(Class<T> type) {
        List<Object> found = extensions.get(type);
        if (found == null) {
            throw new IllegalArgumentException(
                    type.getName() + ": not an extension point (expected: one of " + extensions.keySet() + ")");
        }
        return found.stream().map(type::cast).toList();
    }

    /** The modules that provide something, those of the host first. */
    public List<PluginDescriptor> plugins() {
        return plugins;
    }

    /**
     * The module that a provider of this catalog comes from, for messages.
     *
     * @throws IllegalArgumentException when the provider is not from this catalog
     */
    public PluginDescriptor pluginOf(Object provider) {
        PluginDescriptor plugin = byProvider.get(provider);
        if (plugin == null) {
            throw new IllegalArgumentException(
                    provider.getClass().getName() + ": not from this catalog (expected: a provider that it returned)");
        }
        return plugin;
    }

    /** Deletes the private copies. Nothing that came from a plugin may be in use any more. */
    @Override
    public void close() {
        copies.close();
    }
}
