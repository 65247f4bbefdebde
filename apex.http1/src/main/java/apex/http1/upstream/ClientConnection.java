package apex.http1.upstream;

import apex.http1.tunnel.Tunnel;
import apex.http1.wire.HeadWriter;
import apex.net.ClientSession;
import apex.net.Input;
import apex.net.Wire;
import apex.spi.exchange.Chunk;
import apex.spi.exchange.Fields;
import apex.spi.exchange.Reason;
import apex.spi.exchange.RequestHead;
import apex.spi.exchange.ResponseHead;
import apex.spi.exchange.Side;
import apex.spi.thread.Loop;
import apex.spi.transport.Acquirer;
import apex.spi.transport.Leg;
import apex.spi.transport.Pace;

/**
 * One backend connection. It is used again only if nothing about the exchange before leaves a doubt: both messages complete, both
 * sides willing, and not one byte more than belongs to the response.
 */
final class ClientConnection implements ClientSession, Leg<RequestHead> {
    private final Wire wire;
    private final Loop loop;
    private final Home home;
    private final RequestOutput output;
    private final ResponseInput response = new ResponseInput();
    private final Runnable later = this::settle;

    private Acquirer acquirer;

    /** The request under way; its protocol to switch to is needed until the response has come. */
    private RequestHead request;

    /** Null until a protocol is switched to. */
    private Tunnel tunnel;

    private ClientPhase phase = ClientPhase.IDLE;
    private boolean isPaused;
    private boolean reusable;
    private boolean answered;
    private boolean reading;
    private boolean full;
    private boolean gone;
    private Reason ownReason;

    ClientConnection(Wire wire, Home home, HeadWriter writer) {
        this.wire = wire;
        this.loop = wire.loop();
        this.home = home;
        this.output = new RequestOutput(wire, writer);
    }

    @Override
    public void begin(Acquirer next, boolean reused) {
        acquirer = next;
        phase = ClientPhase.HEAD;
        isPaused = false;
        reusable = true;
        answered = false;
        full = false;
        output.begin();
        next.acquired(this, reused);
    }

    @Override
    public void giveWay() {
        if (phase == ClientPhase.BODY && acquirer != null) {
            fail(Reason.GAVE_WAY, false);
        }
    }

    // The connection's side.

    @Override
    public void read(Input input) {
        reading = true;
        try {
            while (input.remaining() > 0 && step(input)) {
                deliverEnd();
            }
        } finally {
            reading = false;
        }
        settle();
    }

    @Override
    public void drained() {
        if (full) {
            full = false;
            if (acquirer != null && output.isInBody()) {
                acquirer.drained();
            }
        }
    }

    @Override
    public void inputEnding() {
        reusable = false;
    }

    @Override
    public void inputEnded() {
        reusable = false;
        switch (phase) {
            case IDLE -> retire();
            case HEAD -> fail(Reason.BACKEND_CLOSED, !answered);
            case BODY -> {
                if (response.endOfInput()) {
                    settle();
                } else {
                    fail(Reason.BACKEND_CLOSED, false);
                }
            }
            case OVER, TUNNEL -> {}
            case CLOSING -> wire.close();
        }
    }

    @Override
    public void closed(Reason reason) {
        reusable = false;
        boolean complete = phase == ClientPhase.BODY && response.isDone();
        boolean open = phase == ClientPhase.HEAD || phase == ClientPhase.BODY;
        if (open && !complete) {
            boolean backends = reason != null && reason.side() == Side.BACKEND;
            Reason why = backends ? reason : Reason.BACKEND_RESET;
            fail(ownReason != null ? ownReason : why, ownReason == null && !answered);
        }
        tellGone();
        if (!complete) {
            phase = ClientPhase.CLOSING;
            release();
        }
    }

    // The kernel's side.

    @Override
    public void head(RequestHead next, boolean last) {
        if (!isOpen() || !output.isHeadDue()) {
            return;
        }
        request = next;
        response.begin(next);
        if (output.head(next, last)) {
            afterOutput();
        } else {
            breakOff();
        }
    }

    @Override
    public boolean data(Chunk chunk) {
        if (!isOpen() || !output.isInBody()) {
            return tunnel == null || tunnel.data(chunk);
        }
        if (!output.data(chunk)) {
            breakOff();
            return true;
        }
        // Once told to wait, the kernel waits for drained(), whatever it still had under way.
        boolean over = wire.isOverMark();
        full |= over;
        return !over;
    }

    @Override
    public void end(Fields trailers) {
        if (tunnel != null) {
            tunnel.end();
        }
        if (!isOpen() || !output.isInBody()) {
            return;
        }
        if (output.end(trailers)) {
            afterOutput();
        } else {
            breakOff();
        }
    }

    @Override
    public void pause() {
        isPaused = true;
        home.flows(this);
        if (tunnel != null) {
            tunnel.pause();
        }
    }

    @Override
    public void resume() {
        if (tunnel != null) {
            tunnel.resume();
        }
        boolean waited = isPaused;
        isPaused = false;
        home.flows(this);
        if (!waited || phase != ClientPhase.BODY || reading) {
            return;
        }
        if (response.isDone()) {
            loop.execute(later);
        } else if (wire.isPaused()) {
            wire.resume();
        }
    }

    @Override
    public void abort(Reason reason) {
        if (tunnel != null) {
            tunnel.abort();
        } else if (isOpen()) {
            phase = ClientPhase.CLOSING;
            acquirer = null;
            wire.close();
            if (gone) {
                loop.execute(later);
            }
        }
    }

    // Reading.

    /** Does one thing with the input; false to leave the rest for later. */
    private boolean step(Input input) {
        switch (phase) {
            case IDLE -> {
                // Nobody asked for these bytes: whose response they would become, nobody could tell.
                input.skip(input.remaining());
                retire();
            }
            case HEAD -> readHead(input);
            case BODY -> {
                if (isPaused) {
                    wire.pause();
                    return false;
                }
                readBody(input);
            }
            case TUNNEL -> {
                // The wire hands the rest to the tunnel.
                return false;
            }
            case OVER, CLOSING -> {
                reusable = false;
                input.skip(input.remaining());
            }
        }
        return true;
    }

    private void readHead(Input input) {
        if (output.isHeadDue()) {
            // The backend speaks before it was asked, as some do to say that they close: nothing was sent.
            fail(Reason.BACKEND_CLOSED, true);
            return;
        }
        answered = true;
        if (!response.readHead(input, loop.arenas())) {
            return;
        }
        if (response.failure() != null) {
            fail(response.failure(), false);
            return;
        }
        ResponseHead head = response.head;
        if (head.isInformational()) {
            acquirer.head(head, false);
            if (phase == ClientPhase.HEAD) {
                response.expectHead(request);
            }
            return;
        }
        if (head.isSwitch()) {
            switchOver();
            return;
        }
        reusable &= response.keepsAlive();
        boolean last = response.beginBody();
        phase = last ? ClientPhase.OVER : ClientPhase.BODY;
        acquirer.head(head, last);
    }

    /** From here on the connection is the tunnel's. */
    private void switchOver() {
        reusable = false;
        phase = ClientPhase.TUNNEL;
        tunnel = new Tunnel(wire, acquirer, Side.BACKEND, this::tunnelGone);
        tunnel.begin(isPaused, false);
        acquirer.head(response.head, false);
    }

    private void tunnelGone() {
        phase = ClientPhase.CLOSING;
        tellGone();
        release();
    }

    private void readBody(Input input) {
        Chunk chunk = response.next(input, loop.arenas());
        if (chunk != null) {
            if (!acquirer.data(chunk)) {
                isPaused = true;
                heldUp();
            }
        } else if (response.isBroken()) {
            fail(Reason.BAD_RESPONSE, false);
        }
    }

    /** The client takes no more for now; a filter that suspends says so by {@link #pause} instead. */
    private void heldUp() {
        Pace pace = phase == ClientPhase.BODY ? acquirer.pace() : null;
        if (pace != null) {
            home.heldUp(this, pace.graceMillis());
        }
    }

    private void deliverEnd() {
        if (phase == ClientPhase.BODY && !isPaused && response.isDone()) {
            phase = ClientPhase.OVER;
            acquirer.end(response.trailers());
        }
    }

    /** Does what has become due while others were on the stack: the end of the response, the end of the exchange. */
    private void settle() {
        deliverEnd();
        if (phase == ClientPhase.CLOSING && gone) {
            release();
        }
        if (phase != ClientPhase.OVER || (!output.isOver() && !gone)) {
            return;
        }
        release();
        // A wire that is still paused holds bytes behind the response, which nobody asked for.
        if (reusable && wire.isOpen() && !wire.isPaused()) {
            phase = ClientPhase.IDLE;
            home.idle(this);
        } else {
            phase = ClientPhase.CLOSING;
            wire.close();
        }
    }

    private void fail(Reason reason, boolean replayable) {
        Acquirer told = acquirer;
        boolean unsent = replayable && output.isUntouched();
        phase = ClientPhase.CLOSING;
        acquirer = null;
        wire.close();
        if (unsent) {
            told.unsent(reason);
        } else {
            told.failed(reason, replayable);
        }
    }

    /** The kernel announced another body than it sent; it hears of the end when the connection is gone. */
    private void breakOff() {
        ownReason = Reason.INTERNAL_ERROR;
        reusable = false;
        wire.close();
    }

    /** Ends an idle connection; told at once, so that the pool does not lend it any more. */
    private void retire() {
        phase = ClientPhase.CLOSING;
        tellGone();
        wire.close();
    }

    private void tellGone() {
        if (!gone) {
            gone = true;
            home.gone(this);
        }
    }

    private void afterOutput() {
        if (phase == ClientPhase.OVER && output.isOver() && !reading) {
            loop.execute(later);
        }
    }

    private void release() {
        acquirer = null;
        request = null;
        response.close();
    }

    private boolean isOpen() {
        return phase != ClientPhase.CLOSING && phase != ClientPhase.IDLE;
    }
}
