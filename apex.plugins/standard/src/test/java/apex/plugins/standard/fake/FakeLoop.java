package apex.plugins.standard.fake;

import apex.spi.exchange.ArenaSlab;
import apex.spi.thread.Deadline;
import apex.spi.thread.DeadlineWheel;
import apex.spi.thread.Loop;

/** A loop whose clock the test turns. */
public final class FakeLoop implements Loop {
    private final ArenaSlab arenas = new ArenaSlab();
    private final DeadlineWheel wheel = new DeadlineWheel(1, 0);
    private final int index;
    public long nanos;

    public FakeLoop(int index) {
        this.index = index;
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
        throw new UnsupportedOperationException("no filter here has a reason to go elsewhere");
    }

    /** Lets time pass, and expires what is due. */
    public void pass(long millis) {
        nanos += millis * 1_000_000;
        wheel.advance(nanos);
    }

    @Override
    public long nanoTime() {
        return nanos;
    }

    @Override
    public void arm(Deadline deadline, long millis) {
        wheel.arm(deadline, millis, nanos);
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
