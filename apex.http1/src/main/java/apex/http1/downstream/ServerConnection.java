package apex.http1.downstream;

import apex.http1.wire.HeadWriter;
import apex.net.Input;
import apex.net.ServerSession;
import apex.net.Wire;
import apex.spi.exchange.Chunk;
import apex.spi.exchange.Reason;
import apex.spi.exchange.RequestHead;
import apex.spi.listen.HalfClose;
import apex.spi.listen.ListenerSpec;
import apex.spi.thread.Loop;
import apex.spi.transport.ExchangeHandler;
import apex.spi.transport.Pace;

/**
 * One client connection. Exchanges follow one another: the bytes of the next request wait in the wire until the present exchange
 * is over on both sides. An exchange ends after the call that ended it has returned, so that its request can still be read then.
 */
final class ServerConnection implements ServerSession {
    private final Wire wire;
    private final Loop loop;
    private final ListenerSpec spec;
    private final RequestReaders readers;
    private final boolean secure;
    private final boolean abortsAtEnd;
    private final ResponseOutput output;
    private final ClientClock clock;
    private final ServerLeg leg;
    private final Runnable later = this::settle;

    private ExchangeHandler<RequestHead> handler;

    /** Null between requests. */
    private RequestReader reader;

    private ServerPhase phase = ServerPhase.IDLE;
    private boolean isPaused;
    private boolean keepAlive;
    private boolean draining;
    private boolean inputEnded;
    private boolean reading;

    ServerConnection(
            Wire wire, ListenerSpec spec, Pace pace, RequestReaders readers, HeadWriter writer, boolean secure) {
        this.wire = wire;
        this.loop = wire.loop();
        this.spec = spec;
        this.readers = readers;
        this.secure = secure;
        this.abortsAtEnd = spec.http().halfClose() == HalfClose.ABORT;
        this.output = new ResponseOutput(wire, writer);
        this.clock = new ClientClock(this, wire, spec, pace);
        this.leg = new ServerLeg(this, wire, output, clock);
    }

    ServerLeg leg() {
        return leg;
    }

    void open(ExchangeHandler<RequestHead> exchanges) {
        handler = exchanges;
        clock.open(exchanges);
        leg.open(exchanges);
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
        clock.inputRead(phase, isPaused);
    }

    @Override
    public void drained() {
        if (!clock.drained()) {
            return;
        }
        if (phase == ServerPhase.FULL) {
            awaitNext();
        } else if (output.isInBody() && isOpen()) {
            handler.drained();
        }
    }

    @Override
    public void inputEnded() {
        inputEnded = true;
        if (phase == ServerPhase.CLOSING) {
            clock.inputEnded();
        } else if (phase == ServerPhase.REFUSED) {
            return;
        } else if (!isUntold()) {
            if (phase != ServerPhase.COMPLETE) {
                close();
            }
        } else if (!isWhole() || abortsAtEnd) {
            lose(Reason.CLIENT_ABORT);
        }
    }

    /** What waits in front of the end are requests of a client that is gone, or the rest of one. */
    @Override
    public void inputEnding() {
        boolean waits = phase == ServerPhase.BODY || phase == ServerPhase.COMPLETE || phase == ServerPhase.FULL;
        if (waits && abortsAtEnd) {
            inputEnded();
        }
    }

    @Override
    public void closed(Reason reason) {
        boolean untold = isUntold();
        phase = ServerPhase.CLOSING;
        clock.end();
        if (untold) {
            handler.failed(leg.isBroken() ? Reason.INTERNAL_ERROR : Reason.CLIENT_ABORT, false);
        }
        release();
    }

    @Override
    public void drain() {
        draining = true;
        if (phase == ServerPhase.IDLE || phase == ServerPhase.FULL) {
            close();
        }
    }

    @Override
    public long idleUntil() {
        return phase == ServerPhase.IDLE ? clock.due() : BUSY;
    }

    // The kernel's side.

    boolean isOpen() {
        return phase != ServerPhase.CLOSING;
    }

    /** Whether there can be another exchange after the present one, as far as the request goes. */
    boolean canLiveOn(boolean continued) {
        boolean canGoOn = phase != ServerPhase.BODY || reader.hasShortRest(continued);
        return keepAlive && !draining && !inputEnded && phase != ServerPhase.REFUSED && canGoOn;
    }

    /** The final head has been sent. */
    void answered(boolean livesOn) {
        keepAlive = livesOn;
        afterOutput();
    }

    void afterOutput() {
        if (output.isOver() && !reading) {
            loop.execute(later);
        }
    }

    /** The request whose switch of protocols may be answered, or null; from here on the connection is the tunnel's. */
    RequestHead switchOver() {
        if (phase != ServerPhase.COMPLETE || reader.head.upgrade().length() == 0) {
            return null;
        }
        phase = ServerPhase.TUNNEL;
        clock.end();
        return reader.head;
    }

    boolean isInputEnded() {
        return inputEnded;
    }

    void pause() {
        isPaused = true;
        if (phase == ServerPhase.BODY) {
            clock.stop(reader);
        }
    }

    void resume() {
        boolean waited = isPaused;
        isPaused = false;
        if (!waited || phase != ServerPhase.BODY) {
            return;
        }
        if (reader.decoder.isDone()) {
            if (!reading) {
                loop.execute(later);
            }
            return;
        }
        clock.bodyIsWanted(reader.guard);
        if (!reading) {
            wire.resume();
        }
    }

    void abort() {
        if (isOpen()) {
            phase = ServerPhase.CLOSING;
            wire.close();
        }
    }

    // Reading.

    /** Does one thing with the input; false to leave the rest for later. */
    private boolean step(Input input) {
        switch (phase) {
            case IDLE, HEAD -> readHead(input);
            case BODY -> {
                return readBody(input);
            }
            case COMPLETE, REFUSED, FULL -> {
                wire.pause();
                return false;
            }
            case DRAIN -> {
                reader.decoder.next(input, loop.arenas());
                if (reader.decoder.isBroken()) {
                    close();
                }
            }
            case TUNNEL -> {
                // The wire hands the rest to the tunnel.
                return false;
            }
            case CLOSING -> clock.discard(input);
        }
        return true;
    }

    private void readHead(Input input) {
        if (phase == ServerPhase.IDLE) {
            phase = ServerPhase.HEAD;
            reader = readers.lend(loop);
            reader.begin(spec, secure);
        }
        boolean whole = reader.parser.feed(input, loop.arenas());
        if (!whole && !loop.isOverloaded()) {
            return;
        }
        RequestHead head = reader.head;
        output.begin(head);
        Reason failure = whole ? reader.parser.failure() : Reason.OVERLOADED;
        if (failure != null) {
            refuse(failure);
            return;
        }
        clock.requestArrived();
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
            reader.guard.arrived(chunk.length());
            if (!handler.data(chunk)) {
                pause();
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
            clock.stop(reader);
            handler.end(reader.decoder.trailers());
        }
        if (!output.isOver()) {
            return;
        }
        if (phase == ServerPhase.REFUSED) {
            close();
        } else if (isWhole()) {
            finish();
        } else if (phase == ServerPhase.BODY && keepAlive) {
            phase = ServerPhase.DRAIN;
            clock.stop(reader);
            clock.awaitEnd();
            wire.resume();
        } else if (phase == ServerPhase.BODY) {
            close();
        }
    }

    /** Whether all of the request has arrived. */
    private boolean isWhole() {
        boolean inBody = phase == ServerPhase.BODY || phase == ServerPhase.DRAIN;
        return phase == ServerPhase.COMPLETE || inBody && reader.decoder.isDone();
    }

    /** The exchange is over on both sides. */
    private void finish() {
        if (!keepAlive || draining || inputEnded) {
            close();
            return;
        }
        release();
        output.close();
        if (clock.hasRoom()) {
            awaitNext();
        } else {
            phase = ServerPhase.FULL;
        }
    }

    private void awaitNext() {
        phase = ServerPhase.IDLE;
        clock.awaitRequest();
        wire.resume();
    }

    // Ends.

    void inputExpired() {
        switch (phase) {
            case IDLE, DRAIN -> close();
            case REFUSED -> lose(Reason.INTERNAL_ERROR);
            case HEAD -> {
                output.begin(reader.head);
                refuse(Reason.HEADER_TIMEOUT);
            }
            case BODY -> refuse(Reason.BODY_TIMEOUT);
            case COMPLETE, FULL, TUNNEL, CLOSING -> {}
        }
    }

    /** Refuses what the client sends; if no head has been sent, the kernel answers before the connection closes. */
    void refuse(Reason reason) {
        keepAlive = false;
        if (!output.isHeadDue()) {
            lose(reason);
            return;
        }
        phase = ServerPhase.REFUSED;
        clock.stop(reader);
        clock.awaitEnd();
        handler.failed(reason, true);
    }

    /** The client does not take its output as it has to. */
    void stalled(Reason reason) {
        if (isUntold()) {
            lose(reason);
        } else {
            wire.close();
        }
    }

    /** Ends the connection at once and says so. */
    private void lose(Reason reason) {
        phase = ServerPhase.CLOSING;
        wire.close();
        handler.failed(reason, false);
    }

    /** Whether an exchange is under way whose end the kernel does not know yet. */
    private boolean isUntold() {
        return phase == ServerPhase.HEAD || phase.isInExchange() && !output.isOver();
    }

    /** Closes such that what has been sent arrives. */
    private void close() {
        boolean unread = wire.isPaused() || !phase.owesNothing();
        phase = ServerPhase.CLOSING;
        clock.close(unread && !inputEnded);
        release();
        output.close();
    }

    private void release() {
        if (reader != null) {
            readers.giveBack(reader);
            reader = null;
        }
        handler.rested();
    }
}
