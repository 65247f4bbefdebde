package apex.bench.still;

import apex.spi.exchange.ArenaSlab;
import apex.spi.thread.Deadline;
import apex.spi.thread.DeadlineWheel;
import apex.spi.thread.Loop;
import java.util.ArrayDeque;

/** A loop on the thread of the benchmark, whose time stands still: the system's clock is not what is measured. */
public final class StillLoop implements Loop {
    private final int index;
    private final ArenaSlab arenas = new ArenaSlab();
    private final ArrayDeque<Runnable> mailbox = new ArrayDeque<>();
    private final DeadlineWheel wheel = new DeadlineWheel(10, 0);

    /** A loop with an empty mailbox. */
    public StillLoop(int index) {
        this.index = index;
    }

    /** Runs the mailbox until it is empty. */
    public void turn() {
        for (Runnable task = mailbox.poll(); task != null; task = mailbox.poll()) {
            task.run();
        }
    }

    @Override
    public int index() {
        return index;
    }

    @Override
    public boolean inLoop() {
        return true;
    }

    @Override
    public void execute(Runnable task) {
        mailbox.add(task);
    }

    @Override
    public long nanoTime() {
        return 0;
    }

    @Override
    public void arm(Deadline deadline, long millis) {
        wheel.arm(deadline, millis, 0);
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
