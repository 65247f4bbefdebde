package apex.arch.code;

import java.lang.classfile.ClassModel;

/** Names of classes, as class files and as people write them. */
public final class Names {
    private Names() {}

    /** The name with dots, {@code apex.spi.exchange.Answer$Field}. */
    public static String of(ClassModel type) {
        return type.thisClass().asInternalName().replace('/', '.');
    }

    /** The package of a class name with dots. */
    public static String packageOf(String name) {
        int dot = name.lastIndexOf('.');
        return dot < 0 ? "" : name.substring(0, dot);
    }

    /** The top-level class that {@code name} lies in, which may be itself. */
    public static String topLevel(String name) {
        int nested = name.indexOf('$', name.lastIndexOf('.') + 1);
        return nested < 0 ? name : name.substring(0, nested);
    }

    /** Whether it is the class file of a package-info. */
    public static boolean isPackageInfo(ClassModel type) {
        return type.thisClass().asInternalName().endsWith("/package-info");
    }
}
