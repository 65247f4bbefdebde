package apex.http1.downstream;

import apex.http1.wire.HeadWriter;
import apex.net.Input;
import apex.net.ServerSession;
import apex.net.Wire;
import apex.spi.exchange.Chunk;
import apex.spi.exchange.Fields;
import apex.spi.exchange.Method;
import apex.spi.exchange.Reason;
import apex.spi.exchange.RequestHead;
import apex.spi.exchange.ResponseHead;
import apex.spi.thread.Deadline;
import apex.spi.thread.Loop;
import apex.spi.transport.ExchangeHandler;
import apex.spi.transport.Leg;
import apex.spi.transport.ListenerSpec;

/**
 * One client connection. Exchanges follow one another: the bytes of the next request wait in the wire until the present exchange
 * is over on both sides. An exchange ends after the call that ended it has returned, so that its request can still be read then.
 */
final class ServerConnection implements ServerSession, Leg<ResponseHead> {
    private static final int CONTINUE = 100;

    private final Wire wire;
    private final Loop loop;
    private final ListenerSpec spec;
    private final RequestReaders readers;
    private final boolean secure;
    private final ResponseOutput output;
    private final Farewell farewell;
    private final StallGuard guard;
    private final Runnable later = this::settle;
    private final Deadline inputDeadline = new Deadline() {
        @Override
        protected void expired() {
            inputExpired();
        }
    };

    private ExchangeHandler<RequestHead> handler;
    private RequestReader reader;
    private ServerPhase phase = ServerPhase.IDLE;
    private boolean isPaused;
    private boolean keepAlive;
    private boolean draining;
    private boolean inputEnded;
    private boolean reading;
    private boolean headTimed;
    private boolean continued;
    private Reason ownReason;

    ServerConnection(Wire wire, ListenerSpec spec, RequestReaders readers, HeadWriter writer, boolean secure) {
        this.wire = wire;
        this.loop = wire.loop();
        this.spec = spec;
        this.readers = readers;
        this.secure = secure;
        this.output = new ResponseOutput(wire, writer);
        this.farewell = new Farewell(wire, spec.connections().idleMillis());
        this.guard = new StallGuard(wire, output, spec.connections().idleMillis(), this::stalled);
    }

    void open(ExchangeHandler<RequestHead> exchanges) {
        handler = exchanges;
        loop.arm(inputDeadline, spec.connections().idleMillis());
    }

    // The connection's side.

    @Override
    public void read(Input input) {
        reading = true;
        try {
            do {
                settle();
            } while (input.remaining() > 0 && step(input));
        } finally {
            reading = false;
        }
        timeInput();
    }

    @Override
    public void drained() {
        if (guard.drained() && output.isInBody() && isOpen()) {
            handler.drained();
        }
    }

    @Override
    public void inputEnded() {
        inputEnded = true;
        switch (phase) {
            case IDLE, DRAIN -> close();
            case HEAD -> lose(Reason.CLIENT_ABORT);
            case BODY -> {
                if (output.isOver()) {
                    close();
                } else if (!reader.decoder.isDone()) {
                    lose(Reason.CLIENT_ABORT);
                }
            }
            case CLOSING -> farewell.inputEnded();
            case COMPLETE, REFUSED -> {}
        }
    }

    @Override
    public void closed(Reason reason) {
        boolean untold = phase == ServerPhase.HEAD || phase.isInExchange() && !output.isOver();
        phase = ServerPhase.CLOSING;
        loop.disarm(inputDeadline);
        guard.end();
        farewell.end();
        if (untold) {
            handler.failed(ownReason == null ? Reason.CLIENT_ABORT : ownReason, false);
        }
        release();
    }

    @Override
    public void drain() {
        draining = true;
        if (phase == ServerPhase.IDLE) {
            close();
        }
    }

    // The kernel's side.

    @Override
    public void head(ResponseHead head, boolean last) {
        if (!isOpen() || !output.isHeadDue()) {
            return;
        }
        if (head.isInformational()) {
            continued |= head.status() == CONTINUE;
            output.informational(head);
            return;
        }
        boolean canGoOn = phase != ServerPhase.BODY || reader.hasShortRest(continued);
        boolean livesOn = keepAlive && !draining && !inputEnded && phase != ServerPhase.REFUSED && canGoOn;
        keepAlive = output.head(head, last, livesOn);
        afterOutput();
    }

    @Override
    public boolean data(Chunk chunk) {
        if (!isOpen() || !output.isInBody()) {
            return true;
        }
        if (!output.data(chunk)) {
            // The kernel hears of it when the connection is gone.
            ownReason = Reason.INTERNAL_ERROR;
            wire.close();
            return true;
        }
        return guard.hasRoom();
    }

    @Override
    public void end(Fields trailers) {
        if (!isOpen() || !output.isInBody() || ownReason != null) {
            return;
        }
        if (output.end(trailers)) {
            afterOutput();
        } else {
            abort(Reason.INTERNAL_ERROR);
        }
    }

    @Override
    public void pause() {
        isPaused = true;
        if (phase == ServerPhase.BODY) {
            loop.disarm(inputDeadline);
        }
    }

    @Override
    public void resume() {
        boolean waited = isPaused;
        isPaused = false;
        if (!waited || phase != ServerPhase.BODY || reading) {
            return;
        }
        if (reader.decoder.isDone()) {
            loop.execute(later);
            return;
        }
        loop.arm(inputDeadline, spec.connections().idleMillis());
        resumeWire();
    }

    @Override
    public void abort(Reason reason) {
        if (isOpen()) {
            phase = ServerPhase.CLOSING;
            wire.close();
        }
    }

    /** Does one thing with the input; false to leave the rest for later. */
    private boolean step(Input input) {
        switch (phase) {
            case IDLE, HEAD -> readHead(input);
            case BODY -> {
                return readBody(input);
            }
            case COMPLETE, REFUSED -> {
                wire.pause();
                return false;
            }
            case DRAIN -> {
                reader.decoder.next(input, loop.arenas());
                if (reader.decoder.isBroken()) {
                    close();
                }
            }
            case CLOSING -> farewell.discard(input);
        }
        return true;
    }

    private void readHead(Input input) {
        if (phase == ServerPhase.IDLE) {
            phase = ServerPhase.HEAD;
            headTimed = false;
            reader = readers.lend();
            reader.begin(spec, secure);
        }
        if (!reader.parser.feed(input, loop.arenas())) {
            return;
        }
        RequestHead head = reader.head;
        output.begin(head.version(), head.method() == Method.HEAD);
        continued = false;
        if (reader.parser.failure() != null) {
            refuse(reader.parser.failure());
            return;
        }
        loop.disarm(inputDeadline);
        boolean last = head.contentLength() == 0;
        keepAlive = reader.parser.keepsAlive();
        reader.beginBody();
        phase = last ? ServerPhase.COMPLETE : ServerPhase.BODY;
        isPaused = !last;
        handler.head(head, last);
    }

    private boolean readBody(Input input) {
        if (isPaused) {
            wire.pause();
            return false;
        }
        Chunk chunk = reader.decoder.next(input, loop.arenas());
        if (chunk != null) {
            if (!handler.data(chunk)) {
                isPaused = true;
            }
        } else if (reader.decoder.isBroken()) {
            refuse(Reason.BAD_CHUNK);
        }
        return true;
    }

    /** Does what has become due while others were on the stack: the end of the request, the end of the exchange. */
    private void settle() {
        if (phase == ServerPhase.BODY && !isPaused && !output.isOver() && reader.decoder.isDone()) {
            phase = ServerPhase.COMPLETE;
            loop.disarm(inputDeadline);
            handler.end(reader.decoder.trailers());
        }
        if (phase == ServerPhase.DRAIN && reader.decoder.isDone()) {
            finish();
        }
        if (!output.isOver()) {
            return;
        }
        switch (phase) {
            case COMPLETE -> finish();
            case REFUSED -> close();
            case BODY -> {
                if (reader.decoder.isDone()) {
                    finish();
                } else if (keepAlive) {
                    phase = ServerPhase.DRAIN;
                    loop.arm(inputDeadline, spec.connections().idleMillis());
                    resumeWire();
                } else {
                    close();
                }
            }
            case IDLE, HEAD, DRAIN, CLOSING -> {}
        }
    }

    /** The exchange is over on both sides. */
    private void finish() {
        if (!keepAlive || draining || inputEnded) {
            close();
            return;
        }
        release();
        output.close();
        phase = ServerPhase.IDLE;
        loop.arm(inputDeadline, spec.connections().idleMillis());
        resumeWire();
    }

    // Ends.

    /** Refuses what the client sends; if no head has been sent, the kernel answers before the connection closes. */
    private void refuse(Reason reason) {
        keepAlive = false;
        if (!output.isHeadDue()) {
            lose(reason);
            return;
        }
        phase = ServerPhase.REFUSED;
        loop.arm(inputDeadline, spec.connections().idleMillis());
        handler.failed(reason, true);
    }

    /** Ends the connection at once and says so. */
    private void lose(Reason reason) {
        phase = ServerPhase.CLOSING;
        wire.close();
        handler.failed(reason, false);
    }

    /** Closes such that what has been sent arrives. */
    private void close() {
        boolean unread = wire.isPaused() || phase != ServerPhase.COMPLETE && phase != ServerPhase.IDLE;
        phase = ServerPhase.CLOSING;
        loop.disarm(inputDeadline);
        guard.end();
        release();
        output.close();
        farewell.begin(unread && !inputEnded);
    }

    private void release() {
        if (reader != null) {
            readers.giveBack(reader);
            reader = null;
        }
    }

    private void afterOutput() {
        if (output.isOver() && !reading) {
            loop.execute(later);
        }
    }

    private boolean isOpen() {
        return phase != ServerPhase.CLOSING;
    }

    private void resumeWire() {
        if (wire.isPaused()) {
            wire.resume();
        }
    }

    private void timeInput() {
        if (phase == ServerPhase.HEAD && !headTimed) {
            headTimed = true;
            loop.arm(inputDeadline, spec.heads().timeoutMillis());
        } else if (phase == ServerPhase.BODY && !isPaused) {
            loop.arm(inputDeadline, spec.connections().idleMillis());
        } else if (phase == ServerPhase.BODY) {
            loop.disarm(inputDeadline);
        }
    }

    private void inputExpired() {
        switch (phase) {
            case IDLE, DRAIN -> close();
            case REFUSED -> lose(Reason.INTERNAL_ERROR);
            case HEAD -> {
                output.begin(reader.head.version(), reader.head.method() == Method.HEAD);
                refuse(Reason.HEADER_TIMEOUT);
            }
            case BODY -> refuse(Reason.BODY_TIMEOUT);
            case COMPLETE, CLOSING -> {}
        }
    }

    private void stalled() {
        if (isOpen()) {
            lose(Reason.CLIENT_STALLED);
        }
    }
}
