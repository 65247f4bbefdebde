package apex.arch.lock;

import apex.arch.code.CompiledModule;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** All methods of some modules, and where a call may land among them by the hierarchy of classes. */
final class CallGraph {
    private final Map<String, ClassModel> classes = new LinkedHashMap<>();
    private final Map<String, Set<String>> subtypes = new HashMap<>();
    private final Map<MethodRef, MethodNode> methods = new LinkedHashMap<>();

    CallGraph(Collection<CompiledModule> modules) {
        for (CompiledModule module : modules) {
            for (ClassModel type : module.classes()) {
                add(type);
            }
        }
    }

    private void add(ClassModel type) {
        String name = type.thisClass().asInternalName();
        classes.put(name, type);
        for (String parent : parents(type)) {
            subtypes.computeIfAbsent(parent, key -> new LinkedHashSet<>()).add(name);
        }
        type.methods().forEach(method -> {
            MethodNode node = MethodReader.read(type, method);
            methods.put(node.ref(), node);
        });
    }

    Collection<MethodNode> methods() {
        return methods.values();
    }

    MethodNode node(MethodRef ref) {
        return methods.get(ref);
    }

    /** The class with that internal name, or null when it is not Apex's. */
    ClassModel type(String name) {
        return classes.get(name);
    }

    /** The class itself and all classes and interfaces above it, Apex's and others, nearest first. */
    Set<String> withAncestors(String name) {
        Set<String> found = new LinkedHashSet<>();
        Deque<String> open = new ArrayDeque<>(List.of(name));
        while (!open.isEmpty()) {
            String next = open.poll();
            if (found.add(next) && classes.containsKey(next)) {
                open.addAll(parents(classes.get(next)));
            }
        }
        return found;
    }

    /** The methods that {@code ref} overrides or implements, in Apex's own classes. */
    List<MethodNode> overridden(MethodNode node) {
        MethodRef ref = node.ref();
        if (ref.isConstructor() || ref.isClassInitializer() || isUninheritable(node)) {
            return List.of();
        }
        List<MethodNode> found = new ArrayList<>();
        for (String ancestor : withAncestors(ref.owner())) {
            MethodNode above = methods.get(ref.in(ancestor));
            if (above != null && !ancestor.equals(ref.owner()) && !isUninheritable(above)) {
                found.add(above);
            }
        }
        return found;
    }

    private static boolean isUninheritable(MethodNode node) {
        return (node.flags() & (ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC)) != 0;
    }

    /** Apex's methods that a call may run. */
    Set<MethodNode> targets(MethodRef called, boolean exact) {
        Set<MethodNode> found = new LinkedHashSet<>();
        for (String owner : withAncestors(called.owner())) {
            MethodNode declared = methods.get(called.in(owner));
            if (declared != null) {
                found.add(declared);
                break;
            }
        }
        if (!exact) {
            for (String below : below(called.owner())) {
                MethodNode override = methods.get(called.in(below));
                if (override != null) {
                    found.add(override);
                }
            }
        }
        return found;
    }

    /** The names under which a call that no Apex class answers is known outside Apex: those of the owner's foreign ancestors. */
    List<MethodRef> foreignNames(MethodRef called) {
        if (!classes.containsKey(called.owner())) {
            return List.of(called);
        }
        return withAncestors(called.owner()).stream()
                .filter(ancestor -> !classes.containsKey(ancestor))
                .map(called::in)
                .toList();
    }

    private Set<String> below(String name) {
        Set<String> found = new LinkedHashSet<>();
        Deque<String> open = new ArrayDeque<>(subtypes.getOrDefault(name, Collections.emptySet()));
        while (!open.isEmpty()) {
            String next = open.poll();
            if (found.add(next)) {
                open.addAll(subtypes.getOrDefault(next, Collections.emptySet()));
            }
        }
        return found;
    }

    private static List<String> parents(ClassModel type) {
        List<String> parents = new ArrayList<>();
        type.superclass().map(ClassEntry::asInternalName).ifPresent(parents::add);
        type.interfaces().forEach(each -> parents.add(each.asInternalName()));
        return parents;
    }
}
