package apex.kernel.plugin;

import java.io.IOException;
import java.lang.module.ModuleReader;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.Spliterator;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Finds and creates the providers of a service, of the host and of one plugin at a time. */
final class ProviderScan {
    /** A provider that was created, and implements its service whole. */
    record Found(Origin origin, Object provider) {
        String className() {
            return provider.getClass().getName();
        }
    }

    private static final String REPORT = "tell the author of the plugin, or remove it";

    private final ModuleLayer host;
    private final Refusals refusals;

    ProviderScan(ModuleLayer host, Refusals refusals) {
        this.host = host;
        this.refusals = refusals;
    }

    /** Makes {@code type} a service that the kernel may look up, though its descriptor has never heard of it. */
    static void use(Class<?> type) {
        Module kernel = ProviderScan.class.getModule();
        kernel.addReads(type.getModule());
        kernel.addUses(type);
        ServiceLoader.load(ModuleLayer.empty(), type);
    }

    /** The providers that the modules of the host have, in the order of module and class. */
    List<Found> ofHost(Class<?> type) {
        List<Found> found = new ArrayList<>();
        each(
                host,
                type,
                provider -> {
                    Origin origin = Origin.of(provider.type().getModule());
                    create(origin, type, provider).ifPresent(found::add);
                },
                error -> refuse(new Origin("module path", "", ""), Refusals.describe(error), error));
        found.sort(Comparator.comparing((Found f) -> f.origin().module()).thenComparing(Found::className));
        return found;
    }

    /** The providers that {@code plugin} itself has: not those of its libraries, and not those of the layers below. */
    List<Found> of(LoadedPlugin plugin, Class<?> type) {
        Set<String> left = declared(plugin, type);
        if (left.isEmpty()) {
            return List.of();
        }
        Origin origin = plugin.origin();
        checkClasses(plugin, origin, left);
        List<Found> found = new ArrayList<>();
        each(
                plugin.module().getLayer(),
                type,
                provider -> {
                    if (provider.type().getModule() == plugin.module()
                            && left.remove(provider.type().getName())) {
                        create(origin, type, provider).ifPresent(found::add);
                    }
                },
                error -> named(left, error).ifPresent(name -> {
                    left.remove(name);
                    refuse(origin, "provider " + name + ": " + Refusals.describe(error), error);
                }));
        left.forEach(name -> refusals.add(
                origin.file(),
                origin.module(),
                "provider " + name + ": not for the host's " + type.getName() + " (expected: a provider that sees it)",
                REPORT));
        return found;
    }

    private static Set<String> declared(LoadedPlugin plugin, Class<?> type) {
        return plugin.candidate().jar().descriptor().provides().stream()
                .filter(provides -> provides.service().equals(type.getName()))
                .flatMap(provides -> provides.providers().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private void checkClasses(LoadedPlugin plugin, Origin origin, Set<String> names) {
        try (ModuleReader reader = plugin.candidate().jar().reference().open()) {
            for (String name : List.copyOf(names)) {
                Optional<String> fault = ClassFileChecks.fault(reader, name);
                if (fault.isPresent()) {
                    names.remove(name);
                    refusals.add(origin.file(), origin.module(), "provider " + name + ": " + fault.get(), REPORT);
                }
            }
        } catch (IOException e) {
            names.clear();
            refuse(origin, "cannot be read: " + Refusals.describe(e), e);
        }
    }

    /** Goes on behind an error, which is about one provider. */
    private static void each(
            ModuleLayer layer,
            Class<?> type,
            Consumer<ServiceLoader.Provider<?>> action,
            Consumer<ServiceConfigurationError> onError) {
        Spliterator<? extends ServiceLoader.Provider<?>> providers =
                ServiceLoader.load(layer, type).stream().spliterator();
        boolean more = true;
        while (more) {
            try {
                more = providers.tryAdvance(action);
            } catch (ServiceConfigurationError e) {
                onError.accept(e);
            }
        }
    }

    /** The provider that an error is about; the longest, for one name may begin with another. */
    private static Optional<String> named(Set<String> names, ServiceConfigurationError error) {
        return names.stream()
                .filter(name -> String.valueOf(error.getMessage()).contains(name))
                .max(Comparator.comparingInt(String::length));
    }

    private Optional<Found> create(Origin origin, Class<?> type, ServiceLoader.Provider<?> provider) {
        String name = provider.type().getName();
        try {
            Object instance = provider.get();
            Set<String> missing = unimplemented(type, instance);
            if (missing.isEmpty()) {
                return Optional.of(new Found(origin, instance));
            }
            refusals.add(
                    origin.file(),
                    origin.module(),
                    "provider " + name + ": without " + String.join(", ", missing) + " (expected: every method of "
                            + type.getSimpleName() + ")",
                    "build it against SPI " + SpiLevel.HOST);
        } catch (Exception | LinkageError | ServiceConfigurationError e) {
            refuse(origin, "provider " + name + ": cannot be created: " + Refusals.describe(e), e);
        }
        return Optional.empty();
    }

    /** Methods that would end in an AbstractMethodError, then perhaps in the middle of an exchange. */
    private static Set<String> unimplemented(Class<?> type, Object instance) {
        return Arrays.stream(instance.getClass().getMethods())
                .filter(method -> Modifier.isAbstract(method.getModifiers()))
                .filter(method -> method.getDeclaringClass().isAssignableFrom(type))
                .map(Method::getName)
                .map(method -> method + "()")
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private void refuse(Origin origin, String reason, Throwable cause) {
        refusals.cause(cause);
        refusals.add(origin.file(), origin.module(), reason, REPORT);
    }
}
