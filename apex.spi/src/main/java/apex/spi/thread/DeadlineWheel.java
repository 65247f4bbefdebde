package apex.spi.thread;

/**
 * The timers of one loop: a ring of slots, one for each tick, holding intrusive lists of {@link Deadline}s. Deadlines beyond one
 * turn of the ring wait in their slot for further turns. Time comes from the caller, so that tests own the clock.
 */
@LoopConfined
public final class DeadlineWheel extends Apart {
    private static final int SLOTS = 1024;

    /** A hundred years: what is armed for longer waits as long, and the sum with the clock stays a number. */
    private static final long LONGEST_MILLIS = 100L * 365 * 86_400_000;

    private static final class Head extends Deadline {
        Head() {
            next = this;
            previous = this;
        }

        @Override
        protected void expired() {}
    }

    private final Head[] slots = new Head[SLOTS];
    private final Head batch = new Head();
    private final long tickNanos;
    private final long origin;
    private long now;
    private int filedCount;

    /**
     * @param tickMillis the precision in milliseconds, at least 1
     * @param nanoTime the clock's present reading
     */
    public DeadlineWheel(int tickMillis, long nanoTime) {
        if (tickMillis < 1) {
            throw new IllegalArgumentException("tickMillis: " + tickMillis + " (expected: 1 or more)");
        }
        tickNanos = tickMillis * 1_000_000L;
        origin = nanoTime;
        for (int i = 0; i < SLOTS; i++) {
            slots[i] = new Head();
        }
    }

    /** See {@link Loop#arm}; {@code nanoTime} is the clock's present reading. */
    public void arm(Deadline deadline, long millis, long nanoTime) {
        long at = (nanoTime - origin + Math.clamp(millis, 0, LONGEST_MILLIS) * 1_000_000L) / tickNanos + 1;
        deadline.due = at;
        if (deadline.next != null) {
            if (deadline.filed <= at) {
                return;
            }
            unlink(deadline);
        }
        file(deadline, at);
    }

    /** See {@link Loop#disarm}. */
    public void disarm(Deadline deadline) {
        deadline.due = Deadline.NEVER;
    }

    /** See {@link Loop#forget}. */
    public void forget(Deadline deadline) {
        deadline.due = Deadline.NEVER;
        if (deadline.next != null) {
            unlink(deadline);
        }
    }

    /** Whether the wheel holds nothing at all, so that no tick is needed. */
    public boolean isEmpty() {
        return filedCount == 0;
    }

    /**
     * Expires everything that is due at {@code nanoTime}. When a deadline throws, the exception leaves here and the next call goes
     * on with the others.
     */
    public void advance(long nanoTime) {
        drain();
        long target = (nanoTime - origin) / tickNanos;
        if (target - now > SLOTS) {
            now = target - SLOTS;
        }
        while (now < target) {
            now++;
            takeOver(slots[(int) (now & (SLOTS - 1))]);
            drain();
        }
    }

    /** Moves a slot's list to {@link #batch}, where nodes can be unlinked and filed anew while others expire. */
    private void takeOver(Head slot) {
        if (slot.next == slot) {
            return;
        }
        batch.next = slot.next;
        batch.previous = slot.previous;
        batch.next.previous = batch;
        batch.previous.next = batch;
        slot.next = slot;
        slot.previous = slot;
    }

    private void drain() {
        while (batch.next != batch) {
            Deadline node = batch.next;
            unlink(node);
            if (node.due <= now) {
                node.due = Deadline.NEVER;
                node.expired();
            } else if (node.due != Deadline.NEVER) {
                file(node, node.due);
            }
        }
    }

    private void file(Deadline deadline, long at) {
        long tick = Math.max(at, now + 1);
        Head slot = slots[(int) (tick & (SLOTS - 1))];
        deadline.filed = tick;
        deadline.previous = slot.previous;
        deadline.next = slot;
        slot.previous.next = deadline;
        slot.previous = deadline;
        filedCount++;
    }

    private void unlink(Deadline deadline) {
        deadline.previous.next = deadline.next;
        deadline.next.previous = deadline.previous;
        deadline.next = null;
        deadline.previous = null;
        filedCount--;
    }
}
