package apex.http1.downstream;

import apex.net.Wire;
import apex.spi.exchange.Reason;
import apex.spi.transport.Pace;

/**
 * Notices a client that does not read, or too slowly, from where the output is over its mark until it has drained. What the system
 * has taken since the last time is to the client's credit: it fills what both ends' systems hold, and moves again only when the
 * client has read a good part of that.
 */
final class StallGuard extends FlowGuard {
    private final ServerConnection connection;
    private final Wire wire;
    private boolean full;
    private long credited;

    StallGuard(ServerConnection connection, Wire wire) {
        super(wire.loop());
        this.connection = connection;
        this.wire = wire;
    }

    /** Whether it waits for {@link #drained} already. */
    boolean isWatching() {
        return full;
    }

    /** The output is over its mark. */
    void watch(Pace pace) {
        full = true;
        long sent = wire.sentBytes();
        begin(pace, pace.responseBytesPerSecond(), sent - credited);
        credited = sent;
    }

    /** The output is under its mark again; whether that was waited for. */
    boolean drained() {
        boolean waited = full;
        full = false;
        end();
        return waited;
    }

    @Override
    long bytes() {
        return wire.sentBytes();
    }

    @Override
    void stalled() {
        connection.stalled(Reason.CLIENT_STALLED);
    }

    @Override
    void tooSlow() {
        connection.stalled(Reason.CLIENT_TOO_SLOW);
    }
}
