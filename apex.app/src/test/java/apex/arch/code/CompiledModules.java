package apex.arch.code;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** Finds the compiled Apex modules that the test run itself uses: folders under an IDE and {@code mvn test}, jars under {@code mvn verify}. */
public final class CompiledModules {
    /** The modules that no test run of this module may lack. */
    public static final List<String> EXPECTED = List.of(
            "apex.app", "apex.http1", "apex.kernel", "apex.lb", "apex.net", "apex.plugins.standard", "apex.spi");

    /** Its classes are here for the attack corpus; the rules are for what users run. */
    private static final String NEVER_SHIPPED = "apex.bench";

    private static final List<CompiledModule> ALL =
            find().values().stream().map(CompiledModule::read).toList();

    private CompiledModules() {}

    /**
     * All Apex modules of this run, in the order of their names.
     *
     * @throws IllegalStateException when one of {@link #EXPECTED} is not there
     */
    public static List<CompiledModule> all() {
        List<String> names = ALL.stream().map(CompiledModule::name).toList();
        for (String expected : EXPECTED) {
            if (!names.contains(expected)) {
                throw new IllegalStateException(
                        expected + ": not on the module path or class path of this test run, which has " + names
                                + " (expected: " + EXPECTED + "; build from the root: ./apex test)");
            }
        }
        return ALL;
    }

    /** Where the modules lie, by name: folders or jars. */
    public static Map<String, Path> locations() {
        var locations = new TreeMap<String, Path>();
        find().forEach((name, reference) ->
                locations.put(name, Path.of(reference.location().orElseThrow())));
        return locations;
    }

    private static Map<String, ModuleReference> find() {
        var found = new TreeMap<String, ModuleReference>();
        for (Path entry : searched()) {
            if (!hasDescriptor(entry)) {
                continue;
            }
            for (ModuleReference reference : ModuleFinder.of(entry).findAll()) {
                String name = reference.descriptor().name();
                if (name.startsWith("apex.") && !name.equals(NEVER_SHIPPED)) {
                    found.putIfAbsent(name, reference);
                }
            }
        }
        return found;
    }

    private static Set<Path> searched() {
        var entries = new LinkedHashSet<Path>();
        for (String property : List.of("jdk.module.path", "java.class.path")) {
            Stream.of(System.getProperty(property, "").split(File.pathSeparator))
                    .filter(entry -> !entry.isEmpty())
                    .map(Path::of)
                    .forEach(entries::add);
        }
        return entries;
    }

    private static boolean hasDescriptor(Path entry) {
        if (Files.isDirectory(entry)) {
            return Files.exists(entry.resolve("module-info.class"));
        }
        if (!entry.toString().endsWith(".jar") || !Files.exists(entry)) {
            return false;
        }
        try (JarFile jar = new JarFile(entry.toFile())) {
            return jar.getEntry("module-info.class") != null;
        } catch (IOException e) {
            throw new UncheckedIOException(entry.toString(), e);
        }
    }
}
