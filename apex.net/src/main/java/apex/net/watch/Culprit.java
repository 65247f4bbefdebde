package apex.net.watch;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Finds in a loop's stack what holds it: most often something that the kernel has called, such as a filter. */
final class Culprit {
    private static final String KERNEL = "apex.kernel.";
    private static final int FRAMES = 8;

    /** What the kernel calls without handing the loop to anybody's plugin. */
    private static final List<String> OWN =
            List.of("apex.spi.", "apex.net.", "apex.http", "java.", "jdk.", "io.netty.");

    private Culprit() {}

    /** The words for a stack, the innermost frame first. */
    static String of(StackTraceElement[] stack) {
        if (stack.length == 0) {
            return "something before its first task";
        }
        String frames = Arrays.stream(stack).limit(FRAMES).map(Culprit::frame).collect(Collectors.joining(" < "));
        int called = calledByKernel(stack);
        return called < 0 ? frames : frame(stack[called]) + ", which the kernel has called; it stands at " + frames;
    }

    /** The frame above the innermost one of the kernel, or -1 when that is nobody's plugin. */
    private static int calledByKernel(StackTraceElement[] stack) {
        for (int i = 0; i < stack.length; i++) {
            if (stack[i].getClassName().startsWith(KERNEL)) {
                return i > 0 && isForeign(stack[i - 1].getClassName()) ? i - 1 : -1;
            }
        }
        return -1;
    }

    private static boolean isForeign(String className) {
        return OWN.stream().noneMatch(className::startsWith);
    }

    /** Module, class, method, file and line, as far as they are known. */
    private static String frame(StackTraceElement frame) {
        String module = frame.getModuleName() == null ? "" : frame.getModuleName() + "/";
        String place =
                frame.getFileName() == null ? "unknown source" : frame.getFileName() + ":" + frame.getLineNumber();
        return module + frame.getClassName() + "." + frame.getMethodName() + " (" + place + ")";
    }
}
