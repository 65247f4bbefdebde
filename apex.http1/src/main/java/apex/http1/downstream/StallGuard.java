package apex.http1.downstream;

import apex.net.Wire;
import apex.spi.thread.Deadline;
import apex.spi.thread.Loop;

/** Notices a client that does not read: output over the mark of which nothing leaves for too long. */
final class StallGuard {
    private final Wire wire;
    private final Loop loop;
    private final ResponseOutput output;
    private final long millis;
    private final Runnable stalled;
    private boolean full;
    private long sentBefore;
    private final Deadline deadline = new Deadline() {
        @Override
        protected void expired() {
            late();
        }
    };

    StallGuard(Wire wire, ResponseOutput output, long millis, Runnable stalled) {
        this.wire = wire;
        this.loop = wire.loop();
        this.output = output;
        this.millis = millis;
        this.stalled = stalled;
    }

    /** Whether more output is welcome; if not, the clock runs until {@link #drained}. */
    boolean hasRoom() {
        if (!wire.isOverMark()) {
            return true;
        }
        if (!full) {
            full = true;
            sentBefore = sent();
            loop.arm(deadline, millis);
        }
        return false;
    }

    /** The output is under its mark again; whether somebody was told to wait for that. */
    boolean drained() {
        boolean waited = full;
        full = false;
        loop.disarm(deadline);
        return waited;
    }

    void end() {
        loop.disarm(deadline);
    }

    private void late() {
        long sent = sent();
        if (sent > sentBefore) {
            sentBefore = sent;
            loop.arm(deadline, millis);
        } else {
            stalled.run();
        }
    }

    private long sent() {
        return output.written() - wire.pendingBytes();
    }
}
