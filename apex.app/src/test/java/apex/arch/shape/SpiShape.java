package apex.arch.shape;

import apex.arch.code.CompiledModule;
import apex.arch.code.Names;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The rule that an interface which plugins implement asks for three methods at most. */
public final class SpiShape {
    /** The most abstract methods of an interface, inherited ones included. */
    public static final int MOST_METHODS = 3;

    private SpiShape() {}

    /**
     * Interfaces with too many abstract methods.
     *
     * @param admitted names of interfaces that may have more, with the reason
     */
    public static List<String> violations(CompiledModule module, Map<String, String> admitted) {
        Map<String, ClassModel> types =
                module.classes().stream().collect(Collectors.toMap(Names::of, Function.identity()));
        Map<String, Integer> large = new TreeMap<>();
        types.forEach((name, type) -> {
            var methods = new TreeSet<String>();
            collectAbstract(type, types, methods);
            boolean isInterface =
                    type.flags().has(AccessFlag.INTERFACE) && !type.flags().has(AccessFlag.ANNOTATION);
            if (isInterface && methods.size() > MOST_METHODS) {
                large.put(name, methods.size());
            }
        });
        List<String> violations = new ArrayList<>();
        large.forEach((name, count) -> {
            if (!admitted.containsKey(name)) {
                violations.add(name + " has " + count + " abstract methods (expected: at most " + MOST_METHODS + ")");
            }
        });
        admitted.keySet().stream()
                .filter(name -> !large.containsKey(name))
                .forEach(name ->
                        violations.add(name + " is admitted, but has no more than " + MOST_METHODS + " methods"));
        return violations;
    }

    private static void collectAbstract(ClassModel type, Map<String, ClassModel> types, Set<String> methods) {
        for (ClassEntry parent : type.interfaces()) {
            ClassModel above = types.get(parent.asInternalName().replace('/', '.'));
            if (above != null) {
                collectAbstract(above, types, methods);
            }
        }
        for (MethodModel method : type.methods()) {
            String key = method.methodName().stringValue() + method.methodType().stringValue();
            if (method.flags().has(AccessFlag.ABSTRACT)) {
                methods.add(key);
            } else {
                methods.remove(key);
            }
        }
    }
}
