package apex.app.process;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

/**
 * One signal of the operating system, by way of {@code sun.misc.Signal} in module {@code jdk.unsupported}: the JDK exports no other
 * way to take a signal over. It is called by reflection, because javac warns of every use of that class, the warning cannot be
 * suppressed, and warnings fail the build.
 */
final class OsSignal {
    private final Object signal;
    private final Method handle;
    private final Object before;

    private OsSignal(Object signal, Method handle, Object before) {
        this.signal = signal;
        this.handle = handle;
        this.before = before;
    }

    /**
     * Runs {@code handler}, on a thread of the JVM, whenever the signal arrives.
     *
     * @param name without SIG, for example {@code TERM}
     * @throws IllegalArgumentException when the platform does not have it or the JVM keeps it for itself
     */
    static OsSignal take(String name, Runnable handler) {
        try {
            Class<?> type = Class.forName("sun.misc.Signal");
            Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
            MethodHandle run = MethodHandles.lookup()
                    .findVirtual(Runnable.class, "run", MethodType.methodType(void.class))
                    .bindTo(handler);
            Object proxy =
                    MethodHandleProxies.asInterfaceInstance(handlerType, MethodHandles.dropArguments(run, 0, type));
            Object signal = type.getConstructor(String.class).newInstance(name);
            Method handle = type.getMethod("handle", type, handlerType);
            return new OsSignal(signal, handle, handle.invoke(null, signal, proxy));
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException(e.getCause().getMessage(), e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException("this JVM has no " + e.getMessage(), e);
        }
    }

    /** Gives it back to whoever had it before. */
    void release() {
        try {
            handle.invoke(null, signal, before);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("signal " + signal + " cannot be given back", e);
        }
    }
}
