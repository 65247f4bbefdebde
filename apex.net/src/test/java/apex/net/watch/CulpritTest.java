package apex.net.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Who is named for a stack. */
class CulpritTest {
    private static final StackTraceElement KERNEL = frame("apex.kernel", "apex.kernel.chain.RequestSide", "run", 88);
    private static final StackTraceElement SLEEP = frame("java.base", "java.lang.Thread", "sleep", 509);
    private static final StackTraceElement READ =
            frame("apex.http1", "apex.http1.downstream.ServerConnection", "read", 9);

    private static StackTraceElement frame(String module, String type, String method, int line) {
        String file = type.substring(type.lastIndexOf('.') + 1) + ".java";
        return new StackTraceElement("app", module, null, type, method, file, line);
    }

    private static String of(StackTraceElement... stack) {
        return Culprit.of(stack);
    }

    @Test
    void whatTheKernelHasCalledIsNamedWithModuleMethodAndLine() {
        StackTraceElement inner = frame("com.acme", "com.acme.Database", "ask", 7);
        StackTraceElement filter = frame("com.acme", "com.acme.SlowFilter", "onRequest", 42);
        assertEquals(
                "com.acme/com.acme.SlowFilter.onRequest (SlowFilter.java:42), which the kernel has called; it stands at"
                        + " java.base/java.lang.Thread.sleep (Thread.java:509) < com.acme/com.acme.Database.ask (Database.java:7)"
                        + " < com.acme/com.acme.SlowFilter.onRequest (SlowFilter.java:42)"
                        + " < apex.kernel/apex.kernel.chain.RequestSide.run (RequestSide.java:88)"
                        + " < apex.http1/apex.http1.downstream.ServerConnection.read (ServerConnection.java:9)",
                of(SLEEP, inner, filter, KERNEL, READ));
    }

    @Test
    void whatAFilterHasResumedIsNotTheFilter() {
        StackTraceElement filter = frame("com.acme", "com.acme.Filter", "onRequest", 1);
        assertTrue(of(READ, KERNEL, filter, KERNEL).startsWith("apex.http1/"));
        assertTrue(of(KERNEL, filter, KERNEL).startsWith("apex.kernel/"));
    }

    @Test
    void withoutAPluginTheInnermostFramesAreNamed() {
        StackTraceElement[] deep = IntStream.range(0, 30).mapToObj(_ -> READ).toArray(StackTraceElement[]::new);
        assertEquals(8, of(deep).split(" < ", -1).length);
    }

    @Test
    void whatHasNoModuleOrSourceIsNamedAllTheSame() {
        assertEquals("a.B.c (unknown source)", of(new StackTraceElement("a.B", "c", null, -1)));
        assertEquals("something before its first task", of());
    }
}
