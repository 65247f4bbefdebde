package apex.kernel.chain;

import apex.spi.exchange.Resumption;
import apex.spi.filter.Verdict;

/**
 * Which filters one direction of an exchange waits for, and where it will go on. They can be several: a body filter that has handed
 * a chunk on to one that waits may want to wait as well.
 */
final class Suspension {
    /** Where in its direction a suspended exchange stands. */
    enum Point {
        HEAD,
        CHUNK,
        END
    }

    /** The direction that it belongs to. */
    @FunctionalInterface
    interface Direction {
        /** The filter at {@code index} has waited, and says how to go on. */
        void goOn(Verdict verdict, int index);
    }

    private static final int NONE = -1;

    private final ExchangeRun run;
    private final Direction direction;

    /** Those that can still be used, the latest first; any other is stale. */
    private Handle handles;

    private int waiters;
    private int at;
    private Point point;

    /** The filter of this direction that runs. */
    private int running = NONE;

    /** The direction whose filter led to the first that runs in this one, or null. */
    private Suspension beneath;

    Suspension(ExchangeRun run, Direction direction) {
        this.run = run;
        this.direction = direction;
    }

    /** A phase of the filter at {@code index} begins; what it returns is for {@link #leave}. */
    int enter(int index) {
        int outer = running;
        Suspension before = run.running(this);
        if (outer == NONE) {
            beneath = before;
        }
        running = index;
        return outer;
    }

    /** The phase is over. */
    void leave(int outer) {
        running = outer;
        run.running(outer == NONE ? beneath : this);
    }

    /** Makes a handle for the filter that runs, which has yet to return {@code SUSPENDED}. */
    Resumption hand() {
        handles = new Handle(this, running, handles);
        return handles;
    }

    /** This is where the direction goes on, should it have to wait. */
    void stands(int index, Point where) {
        at = index;
        point = where;
    }

    /** The filter at {@code index} has returned {@code SUSPENDED}; whether it had asked for a handle. */
    boolean begin(int index) {
        boolean asked = false;
        boolean waits = false;
        for (Handle handle = handles; handle != null; handle = handle.next) {
            if (handle.index == index) {
                asked |= !handle.waits;
                waits |= handle.waits;
                handle.waits = true;
            }
        }
        if (asked && !waits) {
            waiters++;
        }
        return asked || waits;
    }

    /** The filter at {@code index} has returned {@code CONTINUE}; whether the next step follows at once. */
    boolean passes(int index) {
        drop(index, false);
        return waiters == 0;
    }

    /** Whether the direction stands still. */
    boolean isWaiting() {
        return waiters > 0;
    }

    /** The position of the filter where it goes on. */
    int at() {
        return at;
    }

    /** The phase in which it goes on. */
    Point point() {
        return point;
    }

    /** Makes every handle stale. */
    void cancel() {
        for (Handle handle = handles; handle != null; handle = handle.next) {
            handle.waits = false;
        }
        handles = null;
        waiters = 0;
    }

    /** Makes handles of the filter at {@code index} stale: those that wait, or those that do not yet. */
    private void drop(int index, boolean waiting) {
        Handle kept = null;
        for (Handle handle = handles; handle != null; handle = handle.next) {
            if (handle.index != index || handle.waits != waiting) {
                kept = handle;
                continue;
            }
            handle.waits = false;
            if (kept == null) {
                handles = handle.next;
            } else {
                kept.next = handle.next;
            }
        }
    }

    /** Runs on the loop when a handle is used. */
    private void resumed(Handle handle, Resumption.Step step) {
        if (!handle.waits) {
            run.state.countStaleResumption();
            return;
        }
        int index = handle.index;
        drop(index, true);
        waiters--;
        Verdict verdict;
        int outer = enter(index);
        try {
            verdict = step.run(run);
        } catch (Throwable e) {
            leave(outer);
            run.filterFailed(index, e);
            return;
        }
        leave(outer);
        direction.goOn(verdict, index);
    }

    private static final class Handle implements Resumption {
        private final Suspension suspension;
        private final int index;
        private Handle next;

        /** Whether using it does anything; only the loop looks. */
        private boolean waits;

        Handle(Suspension suspension, int index, Handle next) {
            this.suspension = suspension;
            this.index = index;
            this.next = next;
        }

        @Override
        public void resume(Step step) {
            suspension.run.loop().execute(() -> suspension.resumed(this, step));
        }
    }
}
