package apex.bench.pauses;

/**
 * One time in which a JVM stopped all of its threads.
 *
 * @param what it was for, in the JVM's words
 * @param isCollection whether for a collection of garbage
 * @param beginNanos when the JVM began to stop its threads, as {@link System#nanoTime} of this machine reads
 * @param nanos until they ran again
 */
public record Pause(String what, boolean isCollection, long beginNanos, long nanos) {}
