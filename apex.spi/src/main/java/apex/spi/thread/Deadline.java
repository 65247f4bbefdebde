package apex.spi.thread;

/**
 * A timer that is a field of its owner: made once, armed and disarmed many times through {@link Loop}. Nothing is allocated or
 * scheduled for a call.
 *
 * <p>Re-arming for later only moves {@link #due}; the wheel finds out when it meets the deadline at its old place and files it
 * anew. Disarming sets {@code due} to never and leaves the node for the wheel to drop.
 */
@LoopConfined
public abstract class Deadline {
    static final long NEVER = Long.MAX_VALUE;

    /** When it expires, in ticks of the wheel, or {@link #NEVER}. */
    long due = NEVER;

    /** The tick at which the wheel will look at it; meaningful while {@link #next} is set. */
    long filed;

    /** Neighbours in the ring of the slot that it is filed in; null while it is in no wheel. */
    Deadline next;

    Deadline previous;

    /** A deadline that is not armed. */
    protected Deadline() {}

    /** Runs on the loop when the time is over. The deadline is disarmed by then and may be armed again. */
    protected abstract void expired();

    /** When it expires, in ticks of its loop's wheel, for comparing with others; the greatest number while it will not. */
    public final long due() {
        return due;
    }

    /** Whether it will expire. */
    public final boolean isArmed() {
        return due != NEVER;
    }
}
