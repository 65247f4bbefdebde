package apex.http1.downstream;

import apex.spi.exchange.Reason;
import apex.spi.thread.Loop;
import apex.spi.transport.Pace;

/** Notices a request body that arrives too slowly while it is wanted; its pauses are watched by {@link ClientClock}. */
final class BodyGuard extends FlowGuard {
    private ServerConnection connection;
    private long arrived;

    BodyGuard(Loop loop) {
        super(loop);
    }

    /** The body of this connection's request is wanted from now on, until {@link #end}. */
    void wanted(ServerConnection whose, Pace pace) {
        if (pace.requestBytesPerSecond() > 0) {
            connection = whose;
            begin(pace, pace.requestBytesPerSecond());
        }
    }

    void arrived(int count) {
        arrived += count;
    }

    void close() {
        connection = null;
        end();
    }

    @Override
    long bytes() {
        return arrived;
    }

    @Override
    void stalled() {
        connection.refuse(Reason.BODY_TIMEOUT);
    }

    @Override
    void tooSlow() {
        connection.refuse(Reason.BODY_TOO_SLOW);
    }
}
