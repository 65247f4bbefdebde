package apex.http1.downstream;

import apex.spi.thread.Deadline;
import apex.spi.thread.Loop;
import apex.spi.transport.Pace;

/**
 * Watches whether bytes flow as a {@link Pace} demands. It looks once in each window of time, so that no byte costs a look at the
 * clock. What flows faster than demanded is put to the client's credit, for at most as long as a pause may be.
 */
abstract class FlowGuard extends Deadline {
    private static final long MILLIS = 1_000;
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final long SHORTEST_WINDOW = 100;

    private final Loop loop;
    private long idleMillis;
    private long windowMillis;
    private long stillMillis;
    private long demand;
    private long credit;
    private long mostCredit;
    private long before;

    /** The time of the present window that has been watched before the last {@link #rest}. */
    private long watchedNanos;

    private long sinceNanos;
    private boolean prolonged;

    FlowGuard(Loop loop) {
        this.loop = loop;
    }

    /** How many bytes have flowed; only differences count. */
    abstract long bytes();

    /** Nothing has flowed for as long as a pause may be. */
    abstract void stalled();

    /** What has flowed is less than the rate. */
    abstract void tooSlow();

    /** Begins to watch; a rate of 0 demands nothing. */
    final void begin(Pace pace, int bytesPerSecond) {
        begin(pace, bytesPerSecond, 0);
    }

    /** Begins to watch a flow of which {@code earned} bytes are to its credit already. */
    final void begin(Pace pace, int bytesPerSecond, long earned) {
        idleMillis = pace.idleMillis();
        windowMillis = idleMillis;
        demand = 0;
        if (bytesPerSecond > 0) {
            windowMillis = Math.min(idleMillis, Math.max(pace.graceMillis(), SHORTEST_WINDOW));
            demand = Math.max(1, bytesPerSecond * windowMillis / MILLIS);
            mostCredit = bytesPerSecond * idleMillis / MILLIS;
            long grace = bytesPerSecond * Math.max(0, pace.graceMillis() - windowMillis) / MILLIS;
            credit = Math.max(grace, Math.min(earned, mostCredit));
        }
        stillMillis = 0;
        before = bytes();
        openWindow();
    }

    /** Time does not count from here on, and all that was counted stays, until {@link #goOn}. After {@link #begin} only. */
    final void rest() {
        loop.disarm(this);
        // What is shorter than the clock's steps counts in part or not at all, never for more than it was.
        watchedNanos += loop.coarseNanoTime() - sinceNanos;
    }

    /** Goes on where {@link #rest} has stopped. */
    final void goOn() {
        long left = windowMillis - watchedNanos / NANOS_PER_MILLI;
        if (left < SHORTEST_WINDOW && !prolonged) {
            // Once a window, so that what has arrived meanwhile is read before the window is judged.
            prolonged = true;
            left = SHORTEST_WINDOW;
        }
        loop.arm(this, Math.max(0, left));
        sinceNanos = loop.coarseNanoTime();
    }

    private void openWindow() {
        loop.arm(this, windowMillis);
        sinceNanos = loop.coarseNanoTime();
        watchedNanos = 0;
        prolonged = false;
    }

    final void end() {
        loop.disarm(this);
    }

    @Override
    protected void expired() {
        long now = bytes();
        long moved = now - before;
        before = now;
        stillMillis = moved > 0 ? 0 : stillMillis + windowMillis;
        if (demand > 0) {
            credit = Math.min(credit + moved - demand, mostCredit);
        }
        if (stillMillis >= idleMillis) {
            stalled();
        } else if (demand > 0 && credit < 0) {
            tooSlow();
        } else {
            openWindow();
        }
    }
}
