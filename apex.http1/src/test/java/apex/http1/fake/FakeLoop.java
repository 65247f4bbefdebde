package apex.http1.fake;

import apex.spi.exchange.ArenaSlab;
import apex.spi.thread.Deadline;
import apex.spi.thread.DeadlineWheel;
import apex.spi.thread.Loop;
import java.util.ArrayDeque;

/** A loop that runs when a test says so. */
public final class FakeLoop implements Loop {
    private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
    private final DeadlineWheel wheel = new DeadlineWheel(10, 0);
    private final ArenaSlab arenas = new ArenaSlab();
    private long now;
    private boolean overloaded;

    /** Runs what is in the mailbox, and what that puts there. */
    public void run() {
        while (!tasks.isEmpty()) {
            tasks.poll().run();
        }
    }

    /** Lets time pass. */
    public void pass(long millis) {
        now += millis * 1_000_000;
        wheel.advance(now);
        run();
    }

    /** Says from now on whether more is held than may be. */
    public void overloaded(boolean is) {
        overloaded = is;
    }

    @Override
    public boolean isOverloaded() {
        return overloaded;
    }

    @Override
    public int index() {
        return 0;
    }

    @Override
    public boolean inLoop() {
        return true;
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
    }

    @Override
    public long nanoTime() {
        return now;
    }

    @Override
    public void arm(Deadline deadline, long millis) {
        wheel.arm(deadline, millis, now);
    }

    @Override
    public void disarm(Deadline deadline) {
        wheel.disarm(deadline);
    }

    @Override
    public ArenaSlab arenas() {
        return arenas;
    }
}
