package apex.plugins.standard.fake;

import apex.spi.exchange.ArenaSlab;
import apex.spi.thread.Deadline;
import apex.spi.thread.Loop;

/** A loop whose clock the test turns. */
public final class FakeLoop implements Loop {
    private final ArenaSlab arenas = new ArenaSlab();
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

    @Override
    public long nanoTime() {
        return nanos;
    }

    @Override
    public void arm(Deadline deadline, long millis) {
        throw new UnsupportedOperationException("no filter here waits");
    }

    @Override
    public void disarm(Deadline deadline) {
        throw new UnsupportedOperationException("no filter here waits");
    }

    @Override
    public ArenaSlab arenas() {
        return arenas;
    }
}
