package apex.http1.downstream;

import apex.spi.exchange.Reason;
import apex.spi.thread.Loop;
import apex.spi.transport.Pace;

/**
 * Notices a request body that arrives too slowly while it is wanted; its pauses are watched by {@link ClientClock}. The times in
 * which it is wanted add up, however short each of them is, and so does what arrives in them.
 */
final class BodyGuard extends FlowGuard {
    private ServerConnection connection;

    /** What is demanded of the present body; null before it is wanted for the first time. */
    private Pace demanded;

    private boolean wanted;
    private long arrived;

    BodyGuard(Loop loop) {
        super(loop);
    }

    /** The body of this connection's request is wanted from now on, until {@link #unwanted}. */
    void wanted(ServerConnection whose, Pace pace) {
        if (pace.requestBytesPerSecond() == 0) {
            close();
        } else if (!pace.equals(demanded)) {
            connection = whose;
            demanded = pace;
            begin(pace, pace.requestBytesPerSecond());
            wanted = true;
        } else if (!wanted) {
            goOn();
            wanted = true;
        }
    }

    /** The body is not wanted for now, or never again. */
    void unwanted() {
        if (wanted) {
            wanted = false;
            rest();
        }
    }

    void arrived(int count) {
        arrived += count;
    }

    /** Forgets the body. */
    void close() {
        connection = null;
        demanded = null;
        wanted = false;
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
