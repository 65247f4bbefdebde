package apex.arch.lock;

import apex.arch.thread.ThreadWord;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassModel;
import java.util.List;
import java.util.Objects;

/**
 * Which word holds for a method: its own; else hot when it overrides a hot method, because whoever calls that is on a loop; else
 * that of its class or a class around it; else the word of what it overrides; else that of its package.
 */
final class Words {
    private final CallGraph graph;

    Words(CallGraph graph) {
        this.graph = graph;
    }

    /** The word of a method, or null when nothing says one. */
    ThreadWord of(MethodNode node) {
        if (node.word() != null) {
            return node.word();
        }
        List<ThreadWord> inherited = graph.overridden(node).stream()
                .map(this::declared)
                .filter(Objects::nonNull)
                .toList();
        for (ThreadWord word : inherited) {
            if (word.isHot()) {
                return word;
            }
        }
        ThreadWord ofClass = ofClass(node.ref().owner());
        if (ofClass != null) {
            return ofClass;
        }
        return inherited.isEmpty() ? ofPackage(node.ref().owner()) : inherited.getFirst();
    }

    boolean isHot(MethodNode node) {
        ThreadWord word = of(node);
        return word != null && word.isHot();
    }

    boolean isCold(MethodNode node) {
        return of(node) == ThreadWord.COLD;
    }

    /** The word that stands at a method, its class or its package, whatever it overrides. */
    private ThreadWord declared(MethodNode node) {
        if (node.word() != null) {
            return node.word();
        }
        ThreadWord ofClass = ofClass(node.ref().owner());
        return ofClass != null ? ofClass : ofPackage(node.ref().owner());
    }

    private ThreadWord ofClass(String name) {
        for (String each = name; each != null; each = around(each)) {
            ClassModel type = graph.type(each);
            ThreadWord word = type == null ? null : ThreadWord.of(type);
            if (word == null && type != null) {
                word = ofEnclosingMethod(type);
            }
            if (word != null) {
                return word;
            }
        }
        return null;
    }

    /** A local or anonymous class belongs to the method that it stands in. */
    private ThreadWord ofEnclosingMethod(ClassModel type) {
        return type.findAttribute(Attributes.enclosingMethod())
                .filter(place -> place.enclosingMethod().isPresent())
                .map(place -> graph.node(new MethodRef(
                        place.enclosingClass().asInternalName(),
                        place.enclosingMethod().get().name().stringValue(),
                        place.enclosingMethod().get().type().stringValue())))
                .map(MethodNode::word)
                .orElse(null);
    }

    private ThreadWord ofPackage(String name) {
        int slash = name.lastIndexOf('/');
        ClassModel info = slash < 0 ? null : graph.type(name.substring(0, slash) + "/package-info");
        return info == null ? null : ThreadWord.of(info);
    }

    private static String around(String name) {
        int nested = name.lastIndexOf('$');
        return nested < 0 ? null : name.substring(0, nested);
    }
}
