package apex.arch.thread;

import java.lang.classfile.AttributedElement;
import java.lang.classfile.Attributes;
import java.util.Arrays;
import java.util.List;

/** The three words for threads, as class files carry them. */
public enum ThreadWord {
    LOOP_CONFINED("Lapex/spi/thread/LoopConfined;"),
    FROZEN("Lapex/spi/thread/Frozen;"),
    COLD("Lapex/spi/thread/Cold;");

    private final String descriptor;

    ThreadWord(String descriptor) {
        this.descriptor = descriptor;
    }

    /** Whether code under this word runs on event loops. */
    public boolean isHot() {
        return this != COLD;
    }

    /** All words that an element carries itself. */
    public static List<ThreadWord> allOf(AttributedElement element) {
        return element.findAttribute(Attributes.runtimeVisibleAnnotations()).stream()
                .flatMap(all -> all.annotations().stream())
                .flatMap(annotation -> Arrays.stream(values())
                        .filter(word -> annotation.className().equalsString(word.descriptor)))
                .toList();
    }

    /** The first word that an element carries itself, or null. */
    public static ThreadWord of(AttributedElement element) {
        List<ThreadWord> words = allOf(element);
        return words.isEmpty() ? null : words.getFirst();
    }
}
