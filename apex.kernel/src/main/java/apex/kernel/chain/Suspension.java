package apex.kernel.chain;

import apex.spi.exchange.Resumption;
import apex.spi.filter.Verdict;

/** Whether one direction of an exchange waits for a filter, and where it will go on. */
final class Suspension {
    /** Where in its direction a suspended exchange stands. */
    enum Point {
        HEAD,
        CHUNK,
        END
    }

    private final ExchangeRun run;

    /** Grows with each resumption that is used and each exchange that completes; handles with another number are stale. */
    private int number;

    private boolean handed;
    private boolean waiting;
    private int at;
    private Point point;

    Suspension(ExchangeRun run) {
        this.run = run;
    }

    /** Makes the handle; the filter has yet to return {@code SUSPENDED}. */
    Resumption hand() {
        handed = true;
        return new Handle(this, number);
    }

    /** The filter at {@code index} has returned {@code SUSPENDED}; whether it had asked for a handle. */
    boolean begin(int index, Point where) {
        if (!handed) {
            return false;
        }
        waiting = true;
        at = index;
        point = where;
        return true;
    }

    /** Whether the direction stands still. */
    boolean isWaiting() {
        return waiting;
    }

    /** The position of the filter that suspended. */
    int at() {
        return at;
    }

    /** The phase in which it suspended. */
    Point point() {
        return point;
    }

    /** Uses the handle with that number; false if it is stale. */
    private boolean end(int handleNumber) {
        if (!waiting || handleNumber != number) {
            return false;
        }
        cancel();
        return true;
    }

    /** Makes every handle stale. */
    void cancel() {
        if (handed) {
            number++;
            handed = false;
            waiting = false;
        }
    }

    /** Runs on the loop when a handle is used. */
    private void resumed(int handleNumber, Resumption.Step step) {
        if (!end(handleNumber)) {
            run.state.countStaleResumption();
            return;
        }
        Verdict verdict;
        run.running(this);
        try {
            verdict = step.run(run);
        } catch (Throwable e) {
            run.running(null);
            run.filterFailed(at, e);
            return;
        }
        run.running(null);
        run.goOn(this, verdict);
    }

    private record Handle(Suspension suspension, int number) implements Resumption {
        @Override
        public void resume(Step step) {
            suspension.run.loop().execute(() -> suspension.resumed(number, step));
        }
    }
}
