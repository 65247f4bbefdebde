package apex.docs;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** What the pages are held against: the compiled Apex modules of this test run, folders or jars. */
final class CompiledCode {
    /** The modules that have pages; a run without one of them is no proof. */
    private static final List<String> EXPECTED = List.of(
            "apex.app",
            "apex.bench",
            "apex.docs",
            "apex.http1",
            "apex.kernel",
            "apex.lb",
            "apex.net",
            "apex.plugins.standard",
            "apex.spi");

    private final Map<String, ModuleDescriptor> modules = new TreeMap<>();
    private final Map<String, Set<String>> methodsByType = new TreeMap<>();
    private final Set<String> packages = new TreeSet<>();

    private CompiledCode() {}

    /**
     * Reads all modules.
     *
     * @throws IllegalStateException when one is missing
     */
    static CompiledCode read() {
        CompiledCode code = new CompiledCode();
        for (String property : List.of("jdk.module.path", "java.class.path")) {
            Stream.of(System.getProperty(property, "").split(File.pathSeparator, -1))
                    .filter(entry -> !entry.isEmpty())
                    .map(Path::of)
                    .filter(CompiledCode::hasDescriptor)
                    .flatMap(entry -> ModuleFinder.of(entry).findAll().stream())
                    .filter(reference -> reference.descriptor().name().startsWith("apex."))
                    .forEach(code::add);
        }
        if (!code.modules.keySet().containsAll(EXPECTED)) {
            throw new IllegalStateException("modules of this test run: " + code.modules.keySet() + " (expected: "
                    + EXPECTED + "; build from the root: ./apex test)");
        }
        return code;
    }

    Map<String, ModuleDescriptor> modules() {
        return modules;
    }

    boolean isModuleOrPackage(String name) {
        return modules.containsKey(name)
                || packages.stream().anyMatch(each -> each.equals(name) || each.startsWith(name + "."));
    }

    /** Whether {@code name} is a type, nested ones with dots, or one of its methods or fields. */
    boolean isTypeOrMember(String name) {
        if (methodsByType.containsKey(name)) {
            return true;
        }
        int dot = name.lastIndexOf('.');
        return methodsByType.getOrDefault(name.substring(0, dot), Set.of()).contains(name.substring(dot + 1));
    }

    private void add(ModuleReference reference) {
        if (modules.putIfAbsent(reference.descriptor().name(), reference.descriptor()) != null) {
            return;
        }
        packages.addAll(reference.descriptor().packages());
        try (ModuleReader reader = reference.open();
                Stream<String> names = reader.list()) {
            for (String name : names.filter(each -> each.endsWith(".class")).toList()) {
                try (var stream = reader.open(name).orElseThrow()) {
                    add(ClassFile.of().parse(stream.readAllBytes()));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(reference.descriptor().name(), e);
        }
    }

    private void add(ClassModel type) {
        String name = type.thisClass().asInternalName().replace('/', '.').replace('$', '.');
        Set<String> members = methodsByType.computeIfAbsent(name, key -> new TreeSet<>());
        type.methods().forEach(method -> members.add(method.methodName().stringValue()));
        type.fields().forEach(field -> members.add(field.fieldName().stringValue()));
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
