package apex.net.wire;

import apex.net.Wire;
import apex.net.WireHandler;
import apex.net.loop.NetLoop;
import apex.net.loop.TurnEnd;
import apex.spi.exchange.Chunk;
import apex.spi.exchange.Reason;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.ChannelOutputShutdownEvent;
import java.io.IOException;
import java.net.SocketAddress;

/** A wire on a Netty channel, of whose pipeline it is the only handler. */
public final class NettyWire extends ChannelInboundHandlerAdapter implements Wire, TurnEnd {
    /** Neighbours in the list of {@link LoopWires}. */
    NettyWire next;

    NettyWire previous;

    private final LoopWires wires;
    private final Channel channel;
    private final WireEnd end;
    private final WireHome home;
    private final WireInput input;
    private final WireOutput output;
    private Reason reason;
    private boolean acting;

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
        input = new WireInput(this, wires, channel);
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
        channel.config().setAutoClose(false);
        channel.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
        channel.pipeline().addLast(wire);
        return wire;
    }

    @Override
    public NetLoop loop() {
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
            channel.unsafe().close(channel.unsafe().voidPromise());
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

    /**
     * Asks the system whether there is nothing to read: neither bytes nor the end. One that says no is of no more use, because a
     * byte may be lost by the question. Kinds of sockets that cannot ask say yes.
     */
    public boolean isQuiet() {
        return SocketState.isQuiet(channel, wires.oneByte());
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
        return input.readBuffer();
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
                if (wanted == null) {
                    close();
                } else {
                    input.handler(wanted);
                }
            } catch (Throwable bug) {
                fail("it could not be opened", bug);
            }
        }
        wires.loop().endTurn();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        wires.loop().beginTurn();
        input.received((ByteBuf) message);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        wires.loop().endTurn();
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
        if (!closing) {
            wires.loop().beginTurn();
            input.ended();
            wires.loop().endTurn();
        }
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

    void closeWhenBothAreOver() {
        if (input.isOverTold() && output.isEnded()) {
            close();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause == ReadRefused.INSTANCE && !SocketState.isReset(channel)) {
            wires.loop().beginTurn();
            input.ending();
            wires.loop().endTurn();
            return;
        }
        if (cause == ReadRefused.INSTANCE || cause instanceof IOException) {
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
    public void channelInactive(ChannelHandlerContext context) {
        if (finished) {
            return;
        }
        wires.loop().beginTurn();
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
            input.handler().closed(reason);
        } catch (Throwable bug) {
            wires.bug(this, "its handler failed at closed", bug);
        }
        input.handler(NoHandler.INSTANCE);
        home.gone(this);
    }
}
