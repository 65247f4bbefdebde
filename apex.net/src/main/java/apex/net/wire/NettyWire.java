package apex.net.wire;

import apex.net.Wire;
import apex.net.WireHandler;
import apex.net.loop.TurnEnd;
import apex.spi.exchange.Chunk;
import apex.spi.exchange.Reason;
import apex.spi.thread.Loop;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.ChannelOutputShutdownEvent;
import java.io.IOException;
import java.net.SocketAddress;

/** A wire on a Netty channel, of whose pipeline it is the only handler. */
public final class NettyWire extends ChannelInboundHandlerAdapter implements Wire, TurnEnd {
    private static final WriteBufferWaterMark MARKS =
            new WriteBufferWaterMark(WireOutput.LOW_MARK, WireOutput.HIGH_MARK);

    /** Neighbours in the list of {@link LoopWires}. */
    NettyWire next;

    NettyWire previous;

    private final LoopWires wires;
    private final Channel channel;
    private final WireEnd end;
    private final WireHome home;
    private final WireInput input;
    private final WireOutput output;
    private WireHandler handler;
    private Reason reason;
    private boolean paused;

    /** Paused at some time during the present call of the handler, maybe resumed since. */
    private boolean pausedInCall;

    private boolean acting;

    /** The peer has ended its output. */
    private boolean inputOver;

    /** The handler knows. */
    private boolean inputOverTold;

    /** {@link #close} was called, or something happened that has the same effect. */
    private boolean closing;

    /** The channel is gone. */
    private boolean inactive;

    /** The handler has heard the last. */
    private boolean finished;

    private NettyWire(LoopWires wires, Channel channel, WireEnd end, WireHome home) {
        this.wires = wires;
        this.channel = channel;
        this.end = end;
        this.home = home;
        input = new WireInput(wires, channel);
        output = new WireOutput(this, channel);
        reason = end.closed();
    }

    /**
     * Puts a wire on a channel that is not registered yet.
     *
     * @param wires those of the loop that the channel is going to be registered with
     */
    public static NettyWire install(LoopWires wires, Channel channel, WireEnd end, WireHome home) {
        NettyWire wire = new NettyWire(wires, channel, end, home);
        channel.config().setAllocator(wires.buffers());
        channel.config().setRecvByteBufAllocator(new ReadBuffers(wire));
        channel.config().setWriteBufferWaterMark(MARKS);
        channel.config().setAutoClose(false);
        channel.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
        channel.pipeline().addLast(wire);
        return wire;
    }

    @Override
    public Loop loop() {
        return wires.loop();
    }

    @Override
    public SocketAddress remoteAddress() {
        return channel.remoteAddress();
    }

    @Override
    public SocketAddress localAddress() {
        return channel.localAddress();
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
    public boolean isOverMark() {
        return output.isOverMark();
    }

    @Override
    public void pause() {
        paused = true;
        pausedInCall = true;
    }

    @Override
    public void resume() {
        if (!paused) {
            return;
        }
        paused = false;
        if (!input.isEmpty()) {
            actAtEndOfTurn();
        } else if (!closing && !inputOver) {
            input.go();
        }
    }

    @Override
    public boolean isPaused() {
        return paused;
    }

    @Override
    public void closeAfterFlush() {
        if (!closing) {
            output.closeAfterwards();
            input.drop();
            if (!closing && !inputOver) {
                input.go();
            }
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
            channel.unsafe().close(channel.unsafe().voidPromise());
        }
    }

    @Override
    public boolean isOpen() {
        return !closing && !finished;
    }

    @Override
    public void handler(WireHandler newHandler) {
        handler = newHandler;
    }

    /** Who handles it at present. */
    public WireHandler handler() {
        return handler;
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

    /** The buffer for the next read. */
    ByteBuf readBuffer() {
        return isHolding() ? input.keepingBuffer() : wires.lendShared();
    }

    /** Whether what arrives has to wait. */
    private boolean isHolding() {
        return (paused || !input.isEmpty()) && !output.isClosing();
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
                handler.drained();
            }
        } catch (Throwable bug) {
            fail("its handler failed at drained", bug);
        }
        deliverKept();
        if (closing && inactive) {
            finish();
        }
    }

    /** Delivers what was kept, as far as the handler wants it, and what was waiting behind it. */
    private void deliverKept() {
        if (paused || closing || input.isEmpty()) {
            return;
        }
        while (!paused && !closing && !input.isEmpty()) {
            ByteBuf bytes = input.next();
            deliver(bytes, true);
        }
        if (closing || !input.isEmpty()) {
            return;
        }
        if (inputOver) {
            tellInputOver();
        } else if (!paused) {
            input.go();
        }
        if (inactive) {
            finish();
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        wires.loop().beginTurn();
        if (wires.isEnded()) {
            closing = true;
            finished = true;
            channel.unsafe().close(channel.unsafe().voidPromise());
        } else {
            wires.add(this);
            try {
                WireHandler wanted = home.opened(this);
                handler = wanted == null ? NoHandler.INSTANCE : wanted;
                if (wanted == null) {
                    close();
                }
            } catch (Throwable bug) {
                handler = NoHandler.INSTANCE;
                fail("it could not be opened", bug);
            }
        }
        wires.loop().endTurn();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        wires.loop().beginTurn();
        ByteBuf bytes = (ByteBuf) message;
        if (closing || output.isClosing()) {
            bytes.release();
        } else if (isHolding()) {
            keep(bytes, false);
        } else {
            deliver(bytes, false);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        wires.loop().endTurn();
    }

    /** Hands bytes to the handler, keeps what it leaves, and releases the buffer. */
    private void deliver(ByteBuf bytes, boolean again) {
        InputCursor cursor = wires.cursor();
        cursor.open(bytes);
        WireHandler told;
        try {
            do {
                told = handler;
                pausedInCall = false;
                told.read(cursor);
            } while (told != handler && cursor.remaining() > 0 && !pausedInCall && !closing);
        } catch (Throwable bug) {
            fail("its handler failed at read", bug);
        }
        cursor.close();
        if (closing || output.isClosing() || !bytes.isReadable()) {
            bytes.release();
        } else if (pausedInCall) {
            keep(bytes, again);
            if (!paused) {
                actAtEndOfTurn();
            }
        } else {
            int left = bytes.readableBytes();
            bytes.release();
            fail("its handler left " + left + " bytes without having paused", null);
        }
    }

    private void keep(ByteBuf bytes, boolean first) {
        boolean within = input.keep(bytes, first);
        bytes.release();
        if (!within) {
            fail("more input than a socket's buffer can hold", null);
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (output.isOverMark()) {
            actAtEndOfTurn();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event == ChannelInputShutdownEvent.INSTANCE) {
            inputIsOver();
        } else if (event == ChannelOutputShutdownEvent.INSTANCE) {
            outputIsOver();
        }
    }

    private void inputIsOver() {
        if (closing || inputOver) {
            return;
        }
        inputOver = true;
        wires.loop().beginTurn();
        if (output.isClosing()) {
            inputOverTold = true;
        } else if (input.isEmpty()) {
            tellInputOver();
        }
        closeWhenBothAreOver();
        wires.loop().endTurn();
    }

    private void tellInputOver() {
        if (inputOverTold) {
            return;
        }
        inputOverTold = true;
        try {
            handler.inputEnded();
        } catch (Throwable bug) {
            fail("its handler failed at the end of input", bug);
        }
        closeWhenBothAreOver();
    }

    private void outputIsOver() {
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

    private void closeWhenBothAreOver() {
        if (inputOverTold && output.isEnded()) {
            close();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof IOException) {
            if (!closing) {
                reason = end.reset();
            }
            close();
        } else {
            fail("reading failed", cause);
        }
    }

    private void fail(String what, Throwable bug) {
        wires.bug(this, what, bug);
        if (!closing) {
            reason = Reason.INTERNAL_ERROR;
        }
        close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (finished) {
            return;
        }
        wires.loop().beginTurn();
        inactive = true;
        if (!closing) {
            // Sockets without half-closure end like this, and so does one whose peer leaves after both ends are over.
            inputOver = true;
            output.ended();
            if (input.isEmpty()) {
                tellInputOver();
                finish();
            }
        } else {
            finish();
        }
        wires.loop().endTurn();
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
            handler.closed(reason);
        } catch (Throwable bug) {
            wires.bug(this, "its handler failed at closed", bug);
        }
        handler = NoHandler.INSTANCE;
        home.gone(this);
    }
}
