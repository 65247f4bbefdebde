package apex.spi.thread;

import apex.spi.exchange.ArenaSlab;
import java.util.concurrent.Executor;

/**
 * One event loop: a thread that owns connections, their exchanges and everything that these touch.
 *
 * <p>All methods but {@link #execute} and {@link #index} are for the loop's own thread.
 */
@LoopConfined
public interface Loop extends Executor {
    /** The position of this loop among all of the process, from 0: the index of per-loop arrays. Any thread. */
    int index();

    /** Whether the calling thread is this loop's. Any thread. */
    boolean inLoop();

    /**
     * Puts a task into this loop's mailbox; it runs on the loop after what runs now, also when the caller is the loop. Any thread.
     *
     * @throws java.util.concurrent.RejectedExecutionException when the loop has ended
     */
    @Override
    void execute(Runnable task);

    /** The clock of this loop in nanoseconds, as {@link System#nanoTime()} tells it; only differences mean anything. */
    long nanoTime();

    /**
     * The clock as it was when the present turn of the loop first asked for it: behind by what the turn has taken since, which is
     * microseconds as a rule, and next to free of cost. On the loop.
     */
    default long coarseNanoTime() {
        return nanoTime();
    }

    /**
     * Makes {@code deadline} expire after {@code millis} milliseconds, replacing whatever it was armed for. Cheap enough for each
     * chunk of a body: most calls are one field store. Precision is that of the wheel's tick; it never expires early, counted
     * from {@link #coarseNanoTime}.
     */
    void arm(Deadline deadline, long millis);

    /** Makes sure that {@code deadline} does not expire any more. */
    void disarm(Deadline deadline);

    /**
     * Like {@link #disarm}, for a deadline whose owner ends: the loop lets go of both at once, which costs a little more. One that
     * was only disarmed can be held for some seconds.
     */
    default void forget(Deadline deadline) {
        disarm(deadline);
    }

    /** The arenas for heads that this loop lends. */
    ArenaSlab arenas();

    /** Whether what its connections hold in memory is over its share of the budget, so that new requests are to be refused. */
    default boolean isOverloaded() {
        return false;
    }

    /** Fails when the caller is on another thread; free of cost unless assertions are on. */
    default void assertInLoop() {
        assert inLoop()
                : "called from " + Thread.currentThread().getName() + " (expected: event loop " + index()
                        + "; go through Loop.execute)";
    }
}
