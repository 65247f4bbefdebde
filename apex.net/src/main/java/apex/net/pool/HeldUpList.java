package apex.net.pool;

import apex.spi.thread.Deadline;
import apex.spi.thread.Loop;

/**
 * The connections of one pool whose clients hold their responses up, the one held up longest first. Those that have been held up
 * for longer than their grace give way while others wait: one for each of them. The deadline is when to look again.
 */
final class HeldUpList extends Deadline {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Loop loop;
    private final Runnable look;
    private HeldUp longest;
    private HeldUp latest;

    /** Nobody's grace ends before; means nothing while the list is empty. */
    private long nextNanos;

    /** How many give way whose connections are not gone yet. */
    private int leaving;

    /**
     * @param look calls {@link #giveWayTo} if somebody waits
     */
    HeldUpList(Loop loop, Runnable look) {
        this.loop = loop;
        this.look = look;
    }

    boolean isEmpty() {
        return longest == null;
    }

    void add(HeldUp connection, long graceMillis) {
        connection.listed = true;
        connection.graceEndNanos = loop.nanoTime() + graceMillis * NANOS_PER_MILLI;
        if (longest == null || connection.graceEndNanos - nextNanos < 0) {
            nextNanos = connection.graceEndNanos;
        }
        connection.longer = latest;
        if (latest == null) {
            longest = connection;
        } else {
            latest.shorter = connection;
        }
        latest = connection;
    }

    /** Takes out what flows again, or is gone; nothing if it is not in the list. */
    void remove(HeldUp connection) {
        if (!connection.listed) {
            return;
        }
        connection.listed = false;
        if (connection.longer == null) {
            longest = connection.shorter;
        } else {
            connection.longer.shorter = connection.shorter;
        }
        if (connection.shorter == null) {
            latest = connection.longer;
        } else {
            connection.shorter.longer = connection.longer;
        }
        connection.longer = null;
        connection.shorter = null;
    }

    /** The connection is gone, and its permit has come free. */
    void gone(HeldUp connection) {
        remove(connection);
        if (connection.givesWay) {
            connection.givesWay = false;
            leaving--;
        }
    }

    /** Lets one give way for each of those that wait and for whom nobody does yet; looks again when the next grace is over. */
    void giveWayTo(int waiting) {
        while (longest != null && leaving < waiting) {
            long now = loop.nanoTime();
            HeldUp one = graceOver(now);
            if (one == null) {
                lookAgain((nextNanos - now) / NANOS_PER_MILLI + 1);
                return;
            }
            remove(one);
            one.givesWay = true;
            leaving++;
            one.giveWay();
        }
    }

    /** The one held up longest of those whose grace is over; null when there is none. */
    private HeldUp graceOver(long now) {
        if (nextNanos - now > 0) {
            return null;
        }
        long soonest = Long.MAX_VALUE;
        for (HeldUp at = longest; at != null; at = at.shorter) {
            long left = at.graceEndNanos - now;
            if (left <= 0) {
                return at;
            }
            soonest = Math.min(soonest, left);
        }
        nextNanos = now + soonest;
        return null;
    }

    void lookAgain(long millis) {
        loop.arm(this, millis);
    }

    @Override
    protected void expired() {
        look.run();
    }
}
