package apex.http1.downstream;

import apex.net.Input;
import apex.net.Wire;
import apex.spi.thread.Deadline;
import apex.spi.thread.Loop;

/**
 * Closes a connection such that the last response arrives. While a client is still sending, closing would answer its bytes with a
 * reset that destroys what it has not read yet (RFC 9112 section 9.6); so the output ends first, and the input is read for nothing
 * until the client closes, within bounds of bytes and time.
 */
final class Farewell {
    private static final long LINGER_MILLIS = 5_000;
    private static final long MOST_DISCARDED = 1024 * 1024;

    private final Wire wire;
    private final Loop loop;
    private final long stallMillis;
    private boolean begun;
    private long discarded;
    private int pendingBefore;
    private final Deadline deadline = new Deadline() {
        @Override
        protected void expired() {
            late();
        }
    };

    Farewell(Wire wire, long stallMillis) {
        this.wire = wire;
        this.loop = wire.loop();
        this.stallMillis = stallMillis;
    }

    /** Begins to close; {@code lingers} if the client may still be sending. */
    void begin(boolean lingers) {
        begun = true;
        pendingBefore = wire.pendingBytes();
        if (!lingers) {
            wire.closeAfterFlush();
            loop.arm(deadline, stallMillis);
            return;
        }
        wire.shutdownOutput();
        if (wire.isPaused()) {
            wire.resume();
        }
        loop.arm(deadline, LINGER_MILLIS);
    }

    void discard(Input input) {
        discarded += input.remaining();
        input.skip(input.remaining());
        if (discarded > MOST_DISCARDED) {
            wire.close();
        }
    }

    void inputEnded() {
        if (begun) {
            wire.closeAfterFlush();
        }
    }

    void end() {
        loop.disarm(deadline);
    }

    /** Output that still moves gets more time; a client that takes nothing does not. */
    private void late() {
        int pending = wire.pendingBytes();
        if (pending > 0 && pending < pendingBefore) {
            pendingBefore = pending;
            loop.arm(deadline, stallMillis);
        } else {
            wire.close();
        }
    }
}
