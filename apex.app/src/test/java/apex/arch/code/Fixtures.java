package apex.arch.code;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.module.ModuleDescriptor;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Modules that never were: built from test classes, or from class files made up on the spot, for rules to be tried against. */
public final class Fixtures {
    private Fixtures() {}

    /** The packages of some test classes, as if they were a module of that name. */
    public static CompiledModule ofPackages(String module, Class<?>... anchors) {
        List<ClassModel> classes = new ArrayList<>();
        for (Class<?> anchor : anchors) {
            classes.addAll(classesBeside(anchor));
        }
        return module(module, classes);
    }

    /** Class files as a module of that name that requires nothing. */
    public static CompiledModule module(String module, List<ClassModel> classes) {
        Set<String> packages =
                classes.stream().map(type -> Names.packageOf(Names.of(type))).collect(Collectors.toSet());
        return new CompiledModule(
                ModuleDescriptor.newModule(module).packages(packages).build(), classes);
    }

    /** A public class with that name and one method that calls a method of {@code called}, which need not exist. */
    public static ClassModel calling(String name, String called) {
        ClassDesc target = ClassDesc.of(called);
        byte[] bytes = ClassFile.of()
                .build(
                        ClassDesc.of(name),
                        type -> type.withFlags(ClassFile.ACC_PUBLIC)
                                .withMethodBody(
                                        "call",
                                        MethodTypeDesc.ofDescriptor("()V"),
                                        ClassFile.ACC_PUBLIC | ClassFile.ACC_STATIC,
                                        code -> code.invokestatic(target, "called", MethodTypeDesc.ofDescriptor("()V"))
                                                .return_()));
        return ClassFile.of().parse(bytes);
    }

    private static List<ClassModel> classesBeside(Class<?> anchor) {
        String file = anchor.getName().substring(anchor.getPackageName().length() + 1) + ".class";
        try {
            Path folder = Path.of(Objects.requireNonNull(anchor.getResource(file), file)
                            .toURI())
                    .getParent();
            List<ClassModel> classes = new ArrayList<>();
            try (Stream<Path> files = Files.list(folder)) {
                for (Path path : files.filter(each -> each.toString().endsWith(".class"))
                        .sorted()
                        .toList()) {
                    classes.add(ClassFile.of().parse(path));
                }
            }
            return classes;
        } catch (URISyntaxException e) {
            throw new IllegalStateException(anchor.getName(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(anchor.getName(), e);
        }
    }
}
