package apex.kernel.plugin;

import apex.spi.SpiVersion;
import java.lang.classfile.Annotation;
import java.lang.classfile.AnnotationElement;
import java.lang.classfile.AnnotationValue;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.util.Optional;

/** A version of the SPI. */
record SpiLevel(int major, int minor) {
    /** The version of this host. */
    static final SpiLevel HOST = new SpiLevel(SpiVersion.MAJOR, SpiVersion.MINOR);

    /**
     * The version that a {@code module-info.class} names in its {@link SpiVersion}.
     *
     * @throws IllegalArgumentException when that is not a class file
     */
    static Optional<SpiLevel> of(byte[] moduleInfo) {
        return ClassFile.of()
                .parse(moduleInfo)
                .findAttribute(Attributes.runtimeVisibleAnnotations())
                .flatMap(found -> found.annotations().stream()
                        .filter(a -> a.classSymbol()
                                .equals(SpiVersion.class.describeConstable().orElseThrow()))
                        .findFirst())
                .map(annotation -> new SpiLevel(number(annotation, "major"), number(annotation, "minor")));
    }

    private static int number(Annotation annotation, String name) {
        for (AnnotationElement element : annotation.elements()) {
            if (element.name().equalsString(name) && element.value() instanceof AnnotationValue.OfInt value) {
                return value.intValue();
            }
        }
        throw new IllegalArgumentException("@SpiVersion has no " + name);
    }

    /** Whether a host of this version runs a plugin that was written for {@code needed}. */
    boolean runs(SpiLevel needed) {
        return needed.major == major && needed.minor >= 0 && needed.minor <= minor;
    }

    /** The versions that a host of this version runs. */
    String range() {
        return minor == 0 ? toString() : major + ".0 to " + this;
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}
