package apex.arch.code;

import java.lang.classfile.Annotation;
import java.lang.classfile.AttributedElement;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.NameAndTypeEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which classes a class names: in code, in types of its members, in generic signatures and in annotations. */
public final class References {
    private static final Pattern CLASS_IN_DESCRIPTOR = Pattern.compile("L([\\w/$]+)[;<]");

    private References() {}

    /** The names of all classes that {@code type} refers to, with dots; arrays by their components. */
    public static Set<String> of(ClassModel type) {
        Set<String> found = new TreeSet<>();
        for (PoolEntry entry : type.constantPool()) {
            if (entry instanceof ClassEntry other) {
                String name = other.asInternalName();
                if (name.startsWith("[")) {
                    addDescriptor(name, found);
                } else {
                    found.add(name.replace('/', '.'));
                }
            } else if (entry instanceof NameAndTypeEntry member) {
                addDescriptor(member.type().stringValue(), found);
            }
        }
        addDeclared(type, found);
        type.fields().forEach(field -> {
            addDescriptor(field.fieldType().stringValue(), found);
            addDeclared(field, found);
        });
        type.methods().forEach(method -> {
            addDescriptor(method.methodType().stringValue(), found);
            addDeclared(method, found);
        });
        return found;
    }

    private static void addDeclared(AttributedElement element, Set<String> found) {
        element.findAttribute(Attributes.signature())
                .ifPresent(signature -> addDescriptor(signature.signature().stringValue(), found));
        element.findAttribute(Attributes.runtimeVisibleAnnotations())
                .ifPresent(all -> all.annotations().forEach(annotation -> addAnnotation(annotation, found)));
        element.findAttribute(Attributes.runtimeInvisibleAnnotations())
                .ifPresent(all -> all.annotations().forEach(annotation -> addAnnotation(annotation, found)));
    }

    private static void addAnnotation(Annotation annotation, Set<String> found) {
        addDescriptor(annotation.className().stringValue(), found);
    }

    private static void addDescriptor(String descriptor, Set<String> found) {
        Matcher matcher = CLASS_IN_DESCRIPTOR.matcher(descriptor);
        int from = 0;
        while (matcher.find(from)) {
            found.add(matcher.group(1).replace('/', '.'));
            from = matcher.end();
        }
    }
}
