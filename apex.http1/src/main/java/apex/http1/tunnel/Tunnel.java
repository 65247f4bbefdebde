package apex.http1.tunnel;

import apex.net.Input;
import apex.net.Wire;
import apex.net.WireHandler;
import apex.spi.exchange.Chunk;
import apex.spi.exchange.Reason;
import apex.spi.exchange.Side;
import apex.spi.transport.ExchangeHandler;

/**
 * One end of an exchange that has switched protocols (RFC 9110 section 7.8): from the 101 on its connection carries bytes that
 * nobody here understands, in both directions, until each of them has ended. It has no time limits; those of tunnels are the
 * kernel's.
 */
public final class Tunnel implements WireHandler {
    private final Wire wire;
    private final ExchangeHandler<?> handler;
    private final Side side;
    private final Runnable gone;
    private final Runnable later = this::deliverEnd;
    private boolean isPaused;
    private boolean full;
    private boolean inputEnded;
    private boolean endTold;
    private boolean outputEnded;
    private boolean aborted;
    private boolean closed;

    /**
     * A tunnel on a connection.
     *
     * @param handler hears what arrives
     * @param side whose connection it is
     * @param gone runs when the connection is gone and all that arrived by it has been delivered
     */
    public Tunnel(Wire wire, ExchangeHandler<?> handler, Side side, Runnable gone) {
        this.wire = wire;
        this.handler = handler;
        this.side = side;
        this.gone = gone;
    }

    /**
     * Takes the connection over.
     *
     * @param paused whether what arrives has to wait for {@link #resume}
     * @param ended whether the peer has already ended its output
     */
    public void begin(boolean paused, boolean ended) {
        isPaused = paused;
        inputEnded = ended;
        wire.handler(this);
    }

    // The connection's side.

    @Override
    public void read(Input input) {
        if (!isPaused && !handler.data(input.take(input.remaining()))) {
            isPaused = true;
        }
        if (isPaused) {
            wire.pause();
        }
    }

    @Override
    public void drained() {
        if (full) {
            full = false;
            if (!outputEnded) {
                handler.drained();
            }
        }
    }

    @Override
    public void inputEnded() {
        inputEnded = true;
        deliverEnd();
    }

    @Override
    public void closed(Reason reason) {
        closed = true;
        boolean complete = inputEnded && outputEnded;
        if (!complete && !aborted) {
            aborted = true;
            handler.failed(reasonOf(reason), false);
        }
        if (aborted || endTold) {
            gone.run();
        }
    }

    // The kernel's side.

    /** Sends bytes; whether more is welcome at once. */
    public boolean data(Chunk chunk) {
        if (outputEnded || !wire.isOpen()) {
            return true;
        }
        wire.write(chunk);
        boolean over = wire.isOverMark();
        full |= over;
        return !over;
    }

    /** Ends the output, and the connection if the input has ended, too. */
    public void end() {
        if (outputEnded) {
            return;
        }
        outputEnded = true;
        if (endTold) {
            wire.closeAfterFlush();
        } else {
            wire.shutdownOutput();
        }
    }

    /** Stops delivery from now on. */
    public void pause() {
        isPaused = true;
    }

    /** Lets delivery go on, after the present call. */
    public void resume() {
        if (!isPaused) {
            return;
        }
        isPaused = false;
        if (inputEnded) {
            wire.loop().execute(later);
        } else if (wire.isPaused()) {
            wire.resume();
        }
    }

    /** Closes at once, and the handler hears nothing more; but what has ended both ways only sends its last bytes. */
    public void abort() {
        if (aborted || endTold && outputEnded) {
            return;
        }
        aborted = true;
        wire.close();
        if (closed && !endTold) {
            // The end was still held back; nobody will ask for it any more.
            gone.run();
        }
    }

    private void deliverEnd() {
        if (!inputEnded || isPaused || endTold || aborted) {
            return;
        }
        endTold = true;
        handler.end(null);
        if (closed) {
            gone.run();
        } else if (outputEnded) {
            wire.closeAfterFlush();
        }
    }

    private Reason reasonOf(Reason reason) {
        if (side == Side.CLIENT) {
            return Reason.CLIENT_ABORT;
        }
        return reason != null && reason.side() == Side.BACKEND ? reason : Reason.BACKEND_RESET;
    }
}
