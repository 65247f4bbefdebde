package apex.arch.lock;

import apex.arch.thread.ThreadWord;
import java.util.List;

/**
 * What a method does, as far as the scan cares.
 *
 * @param ref its name
 * @param flags its access flags
 * @param word the word that it carries itself, or null
 * @param calls what it calls
 * @param lambdas the lambdas and method references that it makes
 * @param locks the locks that its own byte code takes
 * @param readsOneField whether it is nothing but the accessor of a record's component
 */
record MethodNode(
        MethodRef ref,
        int flags,
        ThreadWord word,
        List<Call> calls,
        List<Lambda> lambdas,
        List<Lock> locks,
        boolean readsOneField) {
    /**
     * One invocation.
     *
     * @param target as the class file names it
     * @param exact whether no override can be meant: static, special, constructors
     * @param line in the source
     */
    record Call(MethodRef target, boolean exact, int line) {}

    /**
     * A lambda or method reference.
     *
     * @param body what runs
     * @param exact whether no override of the body can be meant
     * @param implemented the interface method that it stands for
     * @param consumer the next method that is called after it was made, which as a rule takes it, or null
     * @param line in the source
     */
    record Lambda(MethodRef body, boolean exact, MethodRef implemented, MethodRef consumer, int line) {}

    /** A lock in the method's own code. */
    record Lock(String what, int line) {}
}
