package apex.arch.shape;

import apex.arch.code.CompiledModule;
import apex.arch.code.Names;
import apex.arch.code.References;
import java.lang.classfile.ClassModel;
import java.lang.module.ModuleDescriptor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Which module may know what, and what packages may be called. Each method returns what breaks its rule. */
public final class ModuleRules {
    private static final Set<String> NAMES_THAT_SAY_NOTHING =
            Set.of("util", "utils", "common", "manager", "managers", "impl", "helper", "helpers", "misc");

    /** Sockets and channels; addresses are data and may be known. */
    private static final Pattern SOCKETS = Pattern.compile(
            "java\\.net\\.(\\w*Socket|\\w*SocketImpl|SocketOption\\w*|http\\..*|\\w*URLConnection)|java\\.nio\\.channels\\..*");

    /** Which Apex modules each module may require; {@code apex.app} and the tools see everything. */
    private static final Map<String, Set<String>> MAY_REQUIRE = Map.of(
            "apex.spi", Set.of(),
            "apex.kernel", Set.of("apex.spi"),
            "apex.net", Set.of("apex.spi"),
            "apex.http1", Set.of("apex.net", "apex.spi"),
            "apex.lb", Set.of("apex.spi"));

    private ModuleRules() {}

    /** Requirements that the design does not have. */
    public static List<String> requirements(ModuleDescriptor module) {
        Set<String> allowed =
                module.name().startsWith("apex.plugins.") ? Set.of("apex.spi") : MAY_REQUIRE.get(module.name());
        List<String> violations = new ArrayList<>();
        for (ModuleDescriptor.Requires required : module.requires()) {
            String name = required.name();
            boolean ofApex = name.startsWith("apex.");
            if (name.equals("apex.app") || ofApex && allowed != null && !allowed.contains(name)) {
                violations.add(module.name() + " requires " + name + " (expected of Apex's modules: at most "
                        + (allowed == null ? "all but apex.app" : new TreeSet<>(allowed)) + ")");
            }
        }
        return violations;
    }

    /** Classes that name what only another module or package may know. */
    public static List<String> knowledge(CompiledModule module) {
        String name = module.name();
        List<String> violations = new ArrayList<>();
        if (!name.equals("apex.net")) {
            violations.addAll(references(module, "Netty belongs to apex.net", starts("io.netty.")));
        }
        violations.addAll(referencesFromElsewhere(module, "apex.app.toml", "TOML", starts("org.tomlj.")));
        if (!name.equals("apex.app")) {
            violations.addAll(references(module, "picocli belongs to apex.app", starts("picocli.")));
        }
        switch (name) {
            case "apex.spi" ->
                violations.addAll(references(
                        module,
                        "the SPI has no foreign type",
                        other -> !other.startsWith("java.") && !isOwn(other, name)));
            case "apex.kernel" ->
                violations.addAll(references(module, "the kernel knows no socket", SOCKETS.asMatchPredicate()));
            case "apex.http1" ->
                violations.addAll(references(
                        module,
                        "protocols know neither kernel nor plugins",
                        starts("apex.kernel.").or(starts("apex.plugins.")).or(starts("apex.lb."))));
            case "apex.net" ->
                violations.addAll(references(
                        module,
                        "connections know no HTTP and no kernel",
                        starts("apex.http1.").or(starts("apex.kernel.")).or(starts("io.netty.handler.codec.http"))));
            case "apex.lb" ->
                violations.addAll(references(
                        module,
                        "balancers know no protocol",
                        starts("apex.spi.transport.").or(starts("apex.net.")).or(SOCKETS.asMatchPredicate())));
            default -> {}
        }
        if (name.startsWith("apex.plugins.")) {
            violations.addAll(references(
                    module,
                    "plugins know the SPI alone",
                    other -> other.startsWith("apex.") && !other.startsWith("apex.spi.") && !isOwn(other, name)));
        }
        return violations;
    }

    /** Packages whose name says nothing, and packages outside the folder of their module's name. */
    public static List<String> packageNames(CompiledModule module) {
        List<String> violations = new ArrayList<>();
        for (String each : module.descriptor().packages()) {
            Set<String> segments = new TreeSet<>(Set.of(each.split("\\.", -1)));
            segments.retainAll(NAMES_THAT_SAY_NOTHING);
            if (!segments.isEmpty()) {
                violations.add(module.name() + ", package " + each + ": " + segments
                        + " (expected: the name of what it does; none of " + new TreeSet<>(NAMES_THAT_SAY_NOTHING)
                        + ")");
            }
            if (!each.equals(module.name()) && !each.startsWith(module.name() + ".")) {
                violations.add(module.name() + ", package " + each + " (expected: " + module.name() + " or below it)");
            }
        }
        return violations;
    }

    /** Packages that more than one module has. */
    public static List<String> splitPackages(Collection<CompiledModule> modules) {
        Map<String, Set<String>> owners = new TreeMap<>();
        for (CompiledModule module : modules) {
            for (String each : module.descriptor().packages()) {
                owners.computeIfAbsent(each, key -> new TreeSet<>()).add(module.name());
            }
        }
        return owners.entrySet().stream()
                .filter(entry -> entry.getValue().size() > 1)
                .map(entry -> "package " + entry.getKey() + " is in " + entry.getValue() + " (expected: in one module)")
                .toList();
    }

    /** Public types that neither leave their module nor are used by another package of it. */
    public static List<String> unreadPublicTypes(CompiledModule module) {
        Set<String> exported = module.descriptor().exports().stream()
                .map(ModuleDescriptor.Exports::source)
                .collect(Collectors.toSet());
        Set<String> provided = module.descriptor().provides().stream()
                .flatMap(each -> each.providers().stream())
                .collect(Collectors.toSet());
        module.descriptor().mainClass().ifPresent(provided::add);
        Map<String, Set<String>> readers = readers(module);
        List<String> violations = new ArrayList<>();
        for (ClassModel type : module.classes()) {
            String name = Names.of(type);
            String inPackage = Names.packageOf(name);
            boolean top = Names.topLevel(name).equals(name) && !Names.isPackageInfo(type);
            boolean isPublic = type.flags().has(java.lang.reflect.AccessFlag.PUBLIC);
            boolean isStart = type.methods().stream()
                    .anyMatch(method -> method.methodName().equalsString("main"));
            if (top
                    && isPublic
                    && !isStart
                    && !exported.contains(inPackage)
                    && !provided.contains(name)
                    && readers.getOrDefault(name, Set.of()).isEmpty()) {
                violations.add(name + " is public, but only its own package uses it (expected: package-private)");
            }
        }
        return violations;
    }

    /** For each class of the module the other packages of the module that name it. */
    private static Map<String, Set<String>> readers(CompiledModule module) {
        Map<String, Set<String>> readers = new TreeMap<>();
        for (ClassModel type : module.classes()) {
            String from = Names.packageOf(Names.of(type));
            for (String other : References.of(type)) {
                if (!Names.packageOf(other).equals(from)) {
                    readers.computeIfAbsent(Names.topLevel(other), key -> new TreeSet<>())
                            .add(from);
                }
            }
        }
        return readers;
    }

    private static List<String> references(CompiledModule module, String rule, Predicate<String> forbidden) {
        return referencesFromElsewhere(module, "", rule, forbidden);
    }

    private static List<String> referencesFromElsewhere(
            CompiledModule module, String onlyHere, String rule, Predicate<String> forbidden) {
        List<String> violations = new ArrayList<>();
        for (ClassModel type : module.classes()) {
            String name = Names.of(type);
            if (Names.packageOf(name).equals(onlyHere)) {
                continue;
            }
            for (String other : References.of(type)) {
                if (forbidden.test(other)) {
                    violations.add(name + " uses " + other + ": "
                            + (onlyHere.isEmpty() ? rule : rule + " belongs to " + onlyHere));
                }
            }
        }
        return violations;
    }

    private static Predicate<String> starts(String prefix) {
        return name -> name.startsWith(prefix);
    }

    private static boolean isOwn(String className, String module) {
        return className.startsWith(module + ".");
    }
}
