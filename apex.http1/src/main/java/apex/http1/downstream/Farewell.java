package apex.http1.downstream;

import apex.net.Input;
import apex.net.Wire;
import apex.spi.thread.Loop;
import apex.spi.transport.Pace;

/**
 * Closes a connection such that the last response arrives. While a client is still sending, closing would answer its bytes with a
 * reset that destroys what it has not read yet (RFC 9112 section 9.6); so the output ends first, and the input is read for nothing
 * until the client closes. Beyond a bound of bytes it is not read any more, beyond one of time the connection closes.
 */
final class Farewell extends FlowGuard {
    private static final long LINGER_MILLIS = 5_000;
    private static final long MOST_DISCARDED = 16 * 1024 * 1024;

    private final Wire wire;
    private final Loop loop;
    private Pace pace;
    private boolean lingers;
    private long discarded;
    private int pendingBefore;

    Farewell(Wire wire) {
        super(wire.loop());
        this.wire = wire;
        this.loop = wire.loop();
    }

    /**
     * Begins to close.
     *
     * @param sending whether the client may still be sending
     * @param slowest how fast the last of the output has to leave
     */
    void begin(boolean sending, Pace slowest) {
        pace = slowest;
        lingers = sending;
        if (!lingers) {
            wire.closeAfterFlush();
            begin(pace, pace.responseBytesPerSecond());
            return;
        }
        pendingBefore = wire.pendingBytes();
        wire.shutdownOutput();
        if (wire.isPaused()) {
            wire.resume();
        }
        loop.arm(this, LINGER_MILLIS);
    }

    void discard(Input input) {
        discarded += input.remaining();
        input.skip(input.remaining());
        if (discarded > MOST_DISCARDED) {
            wire.pause();
        }
    }

    /** Output that still moves gets more time; a client that takes nothing does not. */
    @Override
    protected void expired() {
        int pending = wire.pendingBytes();
        if (pending == 0 || lingers && pending >= pendingBefore) {
            wire.close();
        } else if (lingers) {
            lingers = false;
            begin(pace, pace.responseBytesPerSecond());
        } else {
            super.expired();
        }
    }

    @Override
    long bytes() {
        return wire.sentBytes();
    }

    @Override
    void stalled() {
        wire.close();
    }

    @Override
    void tooSlow() {
        wire.close();
    }
}
