package apex.arch.shape;

import apex.arch.code.CompiledModule;
import apex.arch.code.Names;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.LineNumber;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** How long types, methods, packages and filters may get. */
public final class Sizes {
    /** Lines of a source file. */
    public static final int TYPE = 400;
    /**
     * Lines of a method from its first statement to its last, and two for its frame. Constructors are left out: class files give
     * them the lines of the fields.
     */
    public static final int METHOD = 60;
    /** Top-level types of a package. */
    public static final int PACKAGE = 20;
    /** Lines of the source file of a filter that comes with Apex. */
    public static final int FILTER = 150;

    private Sizes() {}

    /** Source files below a folder that are too long, by their name in the folder and with their lines. */
    public static Map<String, Integer> longFiles(Path sources, int most) {
        Map<String, Integer> found = new TreeMap<>();
        try (Stream<Path> files = Files.walk(sources)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".java")).toList()) {
                int lines = Files.readAllLines(file).size();
                if (lines > most) {
                    found.put(sources.relativize(file).toString().replace('\\', '/'), lines);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(sources.toString(), e);
        }
        return found;
    }

    /** Methods that are too long, with their lines. */
    public static Map<String, Integer> longMethods(CompiledModule module) {
        Map<String, Integer> found = new TreeMap<>();
        for (ClassModel type : module.classes()) {
            Map<String, int[]> spans = new TreeMap<>();
            for (MethodModel method : type.methods()) {
                String name = method.methodName().stringValue();
                boolean isInitialiser = name.equals("<clinit>") || name.equals("<init>");
                if (!isInitialiser) {
                    String key = name.startsWith("lambda$")
                            ? name
                            : name + method.methodType().stringValue();
                    span(method, spans.computeIfAbsent(key, each -> new int[] {Integer.MAX_VALUE, 0}));
                }
            }
            spans.forEach((name, span) -> {
                int lines = span[1] - span[0] + 3;
                if (span[1] > 0 && lines > METHOD) {
                    found.put(Names.of(type) + "." + name, lines);
                }
            });
        }
        return found;
    }

    /** Packages with too many top-level types, with their number. */
    public static Map<String, Integer> crowdedPackages(CompiledModule module) {
        Map<String, Set<String>> types = new TreeMap<>();
        for (ClassModel type : module.classes()) {
            if (!Names.isPackageInfo(type)) {
                String name = Names.of(type);
                types.computeIfAbsent(Names.packageOf(name), key -> new TreeSet<>())
                        .add(Names.topLevel(name));
            }
        }
        Map<String, Integer> found = new TreeMap<>();
        types.forEach((name, inside) -> {
            if (inside.size() > PACKAGE) {
                found.put(name, inside.size());
            }
        });
        return found;
    }

    /** The source files of a module's filters, relative to its source folder. */
    public static List<String> filterFiles(CompiledModule module) {
        List<String> found = new ArrayList<>();
        for (ClassModel type : module.classes()) {
            boolean isFilter = type.interfaces().stream()
                    .anyMatch(each -> each.asInternalName().startsWith("apex/spi/filter/")
                            && each.asInternalName().endsWith("Filter"));
            if (isFilter) {
                String source = type.findAttribute(Attributes.sourceFile())
                        .orElseThrow()
                        .sourceFile()
                        .stringValue();
                found.add(Names.packageOf(Names.of(type)).replace('.', '/') + "/" + source);
            }
        }
        return found;
    }

    private static void span(MethodModel method, int[] span) {
        method.code()
                .ifPresent(code -> code.forEach(element -> {
                    if (element instanceof LineNumber number) {
                        span[0] = Math.min(span[0], number.line());
                        span[1] = Math.max(span[1], number.line());
                    }
                }));
    }
}
