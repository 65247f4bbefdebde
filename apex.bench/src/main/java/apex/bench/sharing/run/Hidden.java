package apex.bench.sharing.run;

import java.lang.invoke.LambdaMetafactory;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;

/** Ways to classes that are nobody else's affair, as fast as a call in their own package. */
final class Hidden {
    private final Class<?> type;
    private final MethodHandles.Lookup lookup;

    /** The way to the class of that name. */
    Hidden(String name) {
        try {
            type = Class.forName(name);
            lookup = MethodHandles.privateLookupIn(type, MethodHandles.lookup());
        } catch (ReflectiveOperationException gone) {
            throw new IllegalStateException(name + ": " + gone + " (expected: a class of this name)", gone);
        }
    }

    /** A new one, by the constructor with these types of parameters. */
    Object make(Class<?>[] parameters, Object... arguments) {
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(parameters);
            constructor.setAccessible(true);
            return constructor.newInstance(arguments);
        } catch (ReflectiveOperationException gone) {
            throw new IllegalStateException(type + ": " + gone + " (expected: such a constructor)", gone);
        }
    }

    /**
     * A method as an interface with one method.
     *
     * @param called the method of the interface
     * @param erased its type there
     */
    <T> T as(Class<T> kind, String called, MethodType erased, Object receiver, String method, MethodType exact) {
        try {
            MethodHandle handle = lookup.findVirtual(type, method, exact);
            return kind.cast(LambdaMetafactory.metafactory(
                            lookup, called, MethodType.methodType(kind, type), erased, handle, exact)
                    .getTarget()
                    .invoke(receiver));
        } catch (Throwable gone) {
            throw new IllegalStateException(type + "." + method + ": " + gone + " (expected: " + exact + ")", gone);
        }
    }
}
