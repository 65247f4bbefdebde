package apex.net.pool;

import apex.spi.exchange.ArenaSlab;
import apex.spi.thread.Deadline;
import apex.spi.thread.DeadlineWheel;
import apex.spi.thread.Loop;

/** A loop that has a clock and nothing else. */
final class ClockLoop implements Loop {
    private final DeadlineWheel wheel = new DeadlineWheel(10, 0);
    private long nanoTime;

    void pass(long millis) {
        nanoTime += millis * 1_000_000;
        wheel.advance(nanoTime);
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
        throw new UnsupportedOperationException("no mailbox");
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
        throw new UnsupportedOperationException("no arenas");
    }
}
