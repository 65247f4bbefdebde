package apex.http1.downstream;

import apex.net.Input;
import apex.net.Wire;
import apex.spi.listen.ConnectionLimits;
import apex.spi.listen.ListenerSpec;
import apex.spi.thread.Deadline;
import apex.spi.thread.Loop;
import apex.spi.transport.ExchangeHandler;
import apex.spi.transport.Pace;

/**
 * All that bounds a client connection in time: how long it waits for input and for output to leave, how fast both have to be, how
 * long it lives and how it ends. The deadline is that of input.
 */
final class ClientClock extends Deadline {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final ServerConnection connection;
    private final Wire wire;
    private final Loop loop;
    private final ListenerSpec spec;
    private final long bornNanos;
    private ExchangeHandler<?> handler;

    /** The pace that the kernel asked for last, or the listener's own. */
    private Pace pace;

    private int requests;
    private boolean headTimed;

    /** Null until the client holds output up for the first time. */
    private StallGuard stall;

    /** Null until the connection closes in peace. */
    private Farewell farewell;

    ClientClock(ServerConnection connection, Wire wire, ListenerSpec spec, Pace pace) {
        this.connection = connection;
        this.wire = wire;
        this.loop = wire.loop();
        this.spec = spec;
        this.pace = pace;
        bornNanos = loop.coarseNanoTime();
    }

    /** Asks {@code kernel} for the pace of its exchanges. */
    void open(ExchangeHandler<?> kernel) {
        handler = kernel;
        awaitRequest();
    }

    // Input.

    /** Some input has been read: waits for more of a head, in total, or of a body that is wanted, anew. */
    void inputRead(ServerPhase phase, boolean paused) {
        if (phase == ServerPhase.HEAD && !headTimed) {
            headTimed = true;
            loop.arm(this, spec.heads().timeoutMillis());
        } else if (phase == ServerPhase.BODY && !paused) {
            loop.arm(this, pace.idleMillis());
        }
    }

    /** Waits for the next request: while the connection may be idle, at most until it is too old. */
    void awaitRequest() {
        ConnectionLimits limits = spec.connections();
        long millis = limits.idleMillis();
        if (limits.ageMillis() > 0) {
            millis = Math.clamp(limits.ageMillis() - age(), 0, millis);
        }
        loop.arm(this, millis);
    }

    /** Waits for the kernel's answer to a refusal, or for the rest of a body that nobody wants. */
    void awaitEnd() {
        loop.arm(this, spec.connections().idleMillis());
    }

    /** The body is wanted from now on, until {@link #stop}. */
    void bodyIsWanted(BodyGuard body) {
        ask();
        body.wanted(connection, pace);
        loop.arm(this, pace.idleMillis());
    }

    /** Waits for no input any more. */
    void stop(RequestReader reader) {
        loop.disarm(this);
        if (reader != null) {
            reader.guard.unwanted();
        }
    }

    @Override
    protected void expired() {
        connection.inputExpired();
    }

    // Output.

    /** Whether the client takes its output; if not, that is watched until {@link #drained}. */
    boolean hasRoom() {
        if (!wire.isOverMark()) {
            return true;
        }
        if (stall == null) {
            stall = new StallGuard(connection, wire);
        }
        if (!stall.isWatching()) {
            ask();
            stall.watch(pace);
        }
        return false;
    }

    /** The output is under its mark again; whether that was waited for. */
    boolean drained() {
        return stall != null && stall.drained();
    }

    private void ask() {
        Pace asked = handler.pace();
        if (asked != null) {
            pace = asked;
        }
    }

    // Life and end.

    /** A head has arrived in whole. */
    void requestArrived() {
        loop.disarm(this);
        headTimed = false;
        requests++;
    }

    /** Whether the connection ends with the present exchange. */
    boolean isLast() {
        ConnectionLimits limits = spec.connections();
        return limits.requests() > 0 && requests >= limits.requests()
                || limits.ageMillis() > 0 && age() >= limits.ageMillis();
    }

    private long age() {
        return (loop.coarseNanoTime() - bornNanos) / NANOS_PER_MILLI;
    }

    /** Closes such that what has been sent arrives; {@code lingers} if the client may still be sending. */
    void close(boolean lingers) {
        end();
        farewell = new Farewell(wire);
        farewell.begin(lingers, pace);
    }

    /** Input that nobody waits for any more. */
    void discard(Input input) {
        if (farewell == null) {
            input.skip(input.remaining());
        } else {
            farewell.discard(input);
        }
    }

    void inputEnded() {
        if (farewell != null) {
            wire.closeAfterFlush();
        }
    }

    /** Watches nothing any more. */
    void end() {
        loop.forget(this);
        if (stall != null) {
            loop.forget(stall);
        }
        if (farewell != null) {
            loop.forget(farewell);
        }
    }
}
