package apex.kernel.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.module.ModuleReader;
import java.lang.reflect.AccessFlag;
import java.util.Arrays;
import java.util.Optional;

/** What a provider's class file says before any of its code runs. */
final class ClassFileChecks {
    static final String TOO_NEW_HINT = "run Apex on that Java, or compile with --release "
            + Runtime.version().feature();

    private static final byte[] MAGIC = {(byte) 0xCA, (byte) 0xFE, (byte) 0xBA, (byte) 0xBE};

    /** Class files of Java 5 have version 49, and each Java since then has one more. */
    private static final int VERSION_OFFSET = 44;

    private ClassFileChecks() {}

    /** What is wrong with the provider {@code className}, of a module that {@code reader} reads, or empty. */
    static Optional<String> fault(ModuleReader reader, String className) throws IOException {
        Optional<InputStream> entry = reader.open(className.replace('.', '/') + ".class");
        if (entry.isEmpty()) {
            return Optional.of("not in the jar (expected: a class)");
        }
        byte[] bytes;
        try (InputStream in = entry.get()) {
            bytes = in.readAllBytes();
        }
        Optional<Integer> newer = newerJava(bytes);
        if (newer.isPresent()) {
            return newer.map(ClassFileChecks::tooNew);
        }
        try {
            return fault(ClassFile.of().parse(bytes));
        } catch (IllegalArgumentException e) {
            return Optional.of("damaged: " + e.getMessage() + " (expected: a class file)");
        }
    }

    private static Optional<String> fault(ClassModel model) {
        if (model.flags().has(AccessFlag.ABSTRACT)) {
            return Optional.of("abstract (expected: a class that can be instantiated)");
        }
        if (!model.flags().has(AccessFlag.PUBLIC)) {
            return Optional.of("not public (expected: a public class)");
        }
        // ServiceLoader would call it and never the constructor; what it returns can belong to any module.
        if (model.methods().stream()
                .anyMatch(m -> isPublic(m, "provider") && m.flags().has(AccessFlag.STATIC))) {
            return Optional.of("a static provider() method (expected: a public constructor without parameters)");
        }
        return model.methods().stream().anyMatch(m -> isPublic(m, "<init>"))
                ? Optional.empty()
                : Optional.of("no public constructor without parameters");
    }

    private static boolean isPublic(MethodModel method, String name) {
        return method.methodName().equalsString(name)
                && method.methodTypeSymbol().parameterCount() == 0
                && method.flags().has(AccessFlag.PUBLIC);
    }

    /** The Java that a class file was compiled for, when that is newer than the one that runs. */
    static Optional<Integer> newerJava(byte[] classFile) {
        if (classFile.length < 8 || !Arrays.equals(MAGIC, 0, 4, classFile, 0, 4)) {
            return Optional.empty();
        }
        int java = ((classFile[6] & 0xFF) << 8 | classFile[7] & 0xFF) - VERSION_OFFSET;
        return java > Runtime.version().feature() ? Optional.of(java) : Optional.empty();
    }

    static String tooNew(int java) {
        return "compiled for Java " + java + " (expected: Java "
                + Runtime.version().feature() + " or older)";
    }
}
