package apex.arch.thread;

import apex.arch.code.CompiledModule;
import apex.arch.code.Names;
import java.lang.classfile.ClassModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** The rule that every package says by exactly one word which threads may enter it. */
public final class ThreadWords {
    private ThreadWords() {}

    /** The packages of a module that say nothing, or more than one thing. */
    public static List<String> violations(CompiledModule module) {
        Map<String, List<ThreadWord>> said = new TreeMap<>();
        var packages = new TreeSet<String>();
        for (ClassModel type : module.classes()) {
            String inPackage = Names.packageOf(Names.of(type));
            packages.add(inPackage);
            if (Names.isPackageInfo(type)) {
                said.put(inPackage, ThreadWord.allOf(type));
            }
        }
        List<String> violations = new ArrayList<>();
        for (String each : packages) {
            List<ThreadWord> words = said.getOrDefault(each, List.of());
            if (words.size() != 1) {
                violations.add(
                        "%s, package %s: %s (expected: a package-info with exactly one of @LoopConfined, @Frozen, @Cold)"
                                .formatted(module.name(), each, words.isEmpty() ? "no word for threads" : words));
            }
        }
        return violations;
    }
}
