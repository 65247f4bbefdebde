package apex.arch.shape;

import apex.arch.code.CompiledModule;
import apex.arch.code.Names;
import apex.arch.code.References;
import java.lang.classfile.ClassModel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Packages of a module that need one another in a circle. */
public final class PackageCycles {
    /**
     * Packages each of which needs all the others, directly or not.
     *
     * @param packages their names
     * @param because one class for each step of the circle
     */
    public record Cycle(Set<String> packages, List<String> because) {}

    private final Map<String, Map<String, String>> uses = new TreeMap<>();

    private PackageCycles(CompiledModule module) {
        Set<String> own = module.descriptor().packages();
        for (ClassModel type : module.classes()) {
            String name = Names.of(type);
            String from = Names.packageOf(name);
            for (String other : References.of(type)) {
                String to = Names.packageOf(other);
                if (own.contains(to) && !to.equals(from) && !Names.isPackageInfo(type)) {
                    uses.computeIfAbsent(from, key -> new TreeMap<>()).putIfAbsent(to, name + " uses " + other);
                }
            }
        }
    }

    /** All circles of a module, each with all the packages that are in it. */
    public static List<Cycle> of(CompiledModule module) {
        PackageCycles graph = new PackageCycles(module);
        List<Cycle> cycles = new ArrayList<>();
        Set<String> done = new TreeSet<>();
        for (String each : graph.uses.keySet()) {
            if (done.contains(each)) {
                continue;
            }
            Set<String> circle = new TreeSet<>(graph.reachable(each));
            circle.removeIf(other -> !graph.reachable(other).contains(each));
            if (circle.contains(each)) {
                done.addAll(circle);
                cycles.add(new Cycle(circle, graph.steps(circle)));
            }
        }
        return cycles;
    }

    private Set<String> reachable(String start) {
        Set<String> found = new TreeSet<>();
        Deque<String> open = new ArrayDeque<>(uses.getOrDefault(start, Map.of()).keySet());
        while (!open.isEmpty()) {
            String next = open.poll();
            if (found.add(next)) {
                open.addAll(uses.getOrDefault(next, Map.of()).keySet());
            }
        }
        return found;
    }

    private List<String> steps(Set<String> circle) {
        List<String> steps = new ArrayList<>();
        for (String from : circle) {
            uses.getOrDefault(from, Map.of()).forEach((to, why) -> {
                if (circle.contains(to)) {
                    steps.add(why);
                }
            });
        }
        return steps;
    }
}
