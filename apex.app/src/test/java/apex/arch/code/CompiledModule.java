package apex.arch.code;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * One module as the compiler left it.
 *
 * @param descriptor what its module-info says
 * @param classes every class file but module-info, package-infos included
 */
public record CompiledModule(ModuleDescriptor descriptor, List<ClassModel> classes) {
    /** Copies the list. */
    public CompiledModule {
        classes = List.copyOf(classes);
    }

    /** Reads all class files of a module, from a folder or a jar. */
    public static CompiledModule read(ModuleReference reference) {
        List<ClassModel> classes = new ArrayList<>();
        try (ModuleReader reader = reference.open();
                Stream<String> names = reader.list()) {
            for (String name : names.filter(CompiledModule::isClass).sorted().toList()) {
                try (var stream = reader.open(name).orElseThrow()) {
                    classes.add(ClassFile.of().parse(stream.readAllBytes()));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(reference.location().toString(), e);
        }
        return new CompiledModule(reference.descriptor(), classes);
    }

    /** The name of the module. */
    public String name() {
        return descriptor.name();
    }

    private static boolean isClass(String name) {
        return name.endsWith(".class") && !name.endsWith("module-info.class");
    }
}
