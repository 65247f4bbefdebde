package apex.net.wire;

import apex.net.Wire;
import apex.net.WireHandler;
import apex.net.link.Link;
import apex.net.link.LinkUser;
import apex.net.loop.NetLoop;
import apex.net.loop.TurnEnd;
import apex.spi.exchange.Chunk;
import apex.spi.exchange.Reason;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.net.SocketAddress;

/** A wire on a link. */
public final class SocketWire implements Wire, LinkUser, TurnEnd {
    /** Neighbours in the list of {@link LoopWires}. */
    SocketWire next;

    SocketWire previous;

    private final LoopWires wires;
    private final Link link;
    private final WireEnd end;
    private final WireHome home;
    private final WireInput input;
    private final WireOutput output;
    private Reason reason;
    private boolean acting;

    /** {@link #close} was called, or something happened that has the same effect. */
    private boolean closing;

    /** The socket is closed. */
    private boolean inactive;

    /** The handler has heard the last. */
    private boolean finished;

    /** A wire for a link whose connection is not up yet. */
    SocketWire(LoopWires wires, Link link, WireEnd end, WireHome home) {
        this.wires = wires;
        this.link = link;
        this.end = end;
        this.home = home;
        input = new WireInput(this, wires, link);
        output = new WireOutput(this, link);
        reason = end.closed();
    }

    @Override
    public NetLoop loop() {
        return wires.loop();
    }

    @Override
    public SocketAddress remoteAddress() {
        return link.remoteAddress();
    }

    @Override
    public SocketAddress localAddress() {
        return link.localAddress();
    }

    @Override
    public void write(byte[] source, int from, int count) {
        if (!closing) {
            output.write(source, from, count);
        }
    }

    @Override
    public void write(Chunk chunk) {
        if (!closing) {
            output.write(chunk);
        }
    }

    @Override
    public void flush() {
        if (!closing) {
            output.flush();
        }
    }

    @Override
    public int pendingBytes() {
        return output.pending();
    }

    @Override
    public long sentBytes() {
        return output.sent();
    }

    @Override
    public boolean isOverMark() {
        return output.isOverMark();
    }

    @Override
    public void pause() {
        input.pause();
    }

    @Override
    public void resume() {
        input.resume();
    }

    @Override
    public boolean isPaused() {
        return input.isPaused();
    }

    @Override
    public void closeAfterFlush() {
        if (!closing) {
            output.closeAfterwards();
            input.discard();
        }
    }

    @Override
    public void shutdownOutput() {
        if (!closing) {
            output.end();
        }
    }

    @Override
    public void close() {
        if (closing) {
            return;
        }
        closing = true;
        input.drop();
        output.drop();
        if (inactive) {
            actAtEndOfTurn();
        } else {
            link.close();
        }
    }

    @Override
    public boolean isOpen() {
        return !closing && !finished;
    }

    @Override
    public void handler(WireHandler newHandler) {
        input.handler(newHandler);
    }

    /** Who handles it at present. */
    public WireHandler handler() {
        return input.handler();
    }

    /** Asks the system whether there is nothing to read: neither bytes nor the end. Kinds of sockets that cannot ask say yes. */
    public boolean isQuiet() {
        return link.isQuiet();
    }

    LoopWires wires() {
        return wires;
    }

    int heldBytes() {
        return input.keptBytes() + output.pending();
    }

    void actAtEndOfTurn() {
        if (!acting) {
            acting = true;
            wires.loop().atEndOfTurn(this);
        }
    }

    @Override
    public ByteBuf readBuffer() {
        return input.readBuffer();
    }

    @Override
    public int readBytes() {
        return input.readBytes();
    }

    /** Whether the handler still wants to hear what the peer sends. */
    boolean isListening() {
        return !closing && !output.isClosing();
    }

    @Override
    public void endOfTurn() {
        acting = false;
        if (finished) {
            return;
        }
        if (!closing) {
            output.flush();
        }
        try {
            if (!closing && output.hasDrained()) {
                input.handler().drained();
            }
        } catch (Throwable bug) {
            fail("its handler failed at drained", bug);
        }
        if (!closing) {
            input.deliverKept();
        }
        if (inactive && (closing || input.isEmpty())) {
            finish();
        }
    }

    @Override
    public void opened() {
        if (wires.isEnded()) {
            closing = true;
            finished = true;
            link.close();
            return;
        }
        wires.add(this);
        try {
            WireHandler wanted = home.opened(this);
            if (wanted == null) {
                close();
            } else {
                input.handler(wanted);
            }
        } catch (Throwable bug) {
            fail("it could not be opened", bug);
        }
    }

    @Override
    public void received(ByteBuf bytes) {
        input.received(bytes);
    }

    @Override
    public void inputOver() {
        if (!closing) {
            input.ended();
        }
    }

    @Override
    public void ending() {
        input.ending();
    }

    @Override
    public void waits() {
        output.account();
    }

    @Override
    public void wentOn() {
        output.wentOn();
    }

    @Override
    public void giveBack(ByteBuf bytes) {
        wires.giveBack(bytes);
    }

    @Override
    public void outputSent() {
        close();
    }

    @Override
    public void outputOver() {
        boolean failed = output.ended();
        if (closing) {
            return;
        }
        if (failed && end == WireEnd.CLIENT) {
            reason = end.reset();
            close();
            return;
        }
        if (failed) {
            reason = end.reset();
            actAtEndOfTurn();
        }
        closeWhenBothAreOver();
    }

    void closeWhenBothAreOver() {
        if (input.isOverTold() && output.isEnded()) {
            close();
        }
    }

    @Override
    public void lost(Throwable cause) {
        if (cause instanceof IOException) {
            if (!closing) {
                reason = end.reset();
            }
            close();
        } else {
            fail("reading failed", cause);
        }
    }

    void fail(String what, Throwable bug) {
        wires.bug(this, what, bug);
        if (!closing) {
            reason = Reason.INTERNAL_ERROR;
        }
        close();
    }

    @Override
    public void gone() {
        if (finished) {
            return;
        }
        inactive = true;
        if (!closing) {
            // Sockets without half-closure end like this, and so does one whose peer leaves after both ends are over.
            output.ended();
            input.ended();
            if (input.isEmpty()) {
                finish();
            }
        } else {
            finish();
        }
    }

    private void finish() {
        if (finished) {
            return;
        }
        finished = true;
        closing = true;
        input.drop();
        output.drop();
        wires.remove(this);
        try {
            input.handler().closed(reason);
        } catch (Throwable bug) {
            wires.bug(this, "its handler failed at closed", bug);
        }
        input.handler(NoHandler.INSTANCE);
        home.gone(this);
    }
}
