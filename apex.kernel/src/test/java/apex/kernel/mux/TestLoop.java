package apex.kernel.mux;

import apex.spi.exchange.ArenaSlab;
import apex.spi.thread.Deadline;
import apex.spi.thread.DeadlineWheel;
import apex.spi.thread.Loop;
import java.util.ArrayDeque;
import java.util.Deque;

/** A loop that the test turns by hand; its clock moves when the test says so. */
public final class TestLoop implements Loop {
    private final Thread owner = Thread.currentThread();
    private final ArenaSlab arenas = new ArenaSlab();
    private final Deque<Runnable> mailbox = new ArrayDeque<>();
    private final DeadlineWheel wheel = new DeadlineWheel(10, 0);
    private final int index;
    private long nanoTime;
    private boolean overloaded;

    /** The only loop. */
    public TestLoop() {
        this(0);
    }

    /** One of several loops. */
    public TestLoop(int index) {
        this.index = index;
    }

    /** Says from now on whether more is held than may be. */
    public void overloaded(boolean now) {
        overloaded = now;
    }

    @Override
    public boolean isOverloaded() {
        return overloaded;
    }

    @Override
    public int index() {
        return index;
    }

    @Override
    public boolean inLoop() {
        return Thread.currentThread() == owner;
    }

    @Override
    public void execute(Runnable task) {
        mailbox.add(task);
    }

    /** Runs the mailbox until it is empty. */
    public void turn() {
        for (Runnable task = mailbox.poll(); task != null; task = mailbox.poll()) {
            task.run();
        }
    }

    /** Lets time pass, expires what is due, and turns. */
    public void pass(long millis) {
        nanoTime += millis * 1_000_000;
        wheel.advance(nanoTime);
        turn();
    }

    @Override
    public long nanoTime() {
        return nanoTime;
    }

    @Override
    public void arm(Deadline deadline, long millis) {
        wheel.arm(deadline, millis, nanoTime);
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
