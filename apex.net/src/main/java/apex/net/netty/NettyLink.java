package apex.net.netty;

import apex.net.link.Link;
import apex.net.link.LinkOwner;
import apex.net.link.LinkUser;
import apex.net.loop.NetLoop;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.ChannelOutputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import java.net.SocketAddress;

/** A Netty channel, of whose pipeline this is the only handler. */
final class NettyLink extends ChannelInboundHandlerAdapter implements Link, ChannelOutboundBuffer.MessageProcessor {
    private final NetLoop loop;
    private final Channel channel;
    private final OutputProgress progress;
    private final LinkUser user;

    /** The last buffer that Netty got; null once its fate is known. */
    private ByteBuf handed;

    /** While the buffers that wait are added up: their size so far, and the one counted last. */
    private int waiting;

    private ByteBuf counted;

    private NettyLink(LinkOwner owner, Channel channel) {
        loop = owner.loop();
        this.channel = channel;
        progress = new OutputProgress(this, channel);
        user = owner.user(this);
    }

    /** Puts a link on a channel that is not registered yet, for the loop of the owner. */
    static void install(Channel channel, LinkOwner owner) {
        NettyLink link = new NettyLink(owner, channel);
        channel.config().setAllocator(link.loop.buffers());
        channel.config().setRecvByteBufAllocator(new ReadBuffers(link));
        channel.config().setAutoClose(false);
        channel.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
        channel.pipeline().addLast(link);
    }

    @Override
    public SocketAddress remoteAddress() {
        return channel.remoteAddress();
    }

    @Override
    public SocketAddress localAddress() {
        return channel.localAddress();
    }

    /** Netty releases its reference when the bytes are on their way; ours tells that the buffer is free. */
    @Override
    public void write(ByteBuf bytes) {
        giveBack();
        handed = bytes;
        channel.unsafe().write(bytes.retain(), progress);
    }

    @Override
    public void flush() {
        channel.unsafe().flush();
        giveBack();
    }

    private void giveBack() {
        ByteBuf bytes = handed;
        if (bytes != null) {
            handed = null;
            user.giveBack(bytes);
        }
    }

    @Override
    public long taken() {
        return progress.taken();
    }

    @Override
    public int waitingMemory() {
        ChannelOutboundBuffer queue = channel.unsafe().outboundBuffer();
        waiting = 0;
        if (queue != null && !queue.isEmpty()) {
            try {
                queue.forEachFlushedMessage(this);
            } catch (Exception impossible) {
                throw new IllegalStateException(impossible);
            }
            counted = null;
        }
        return waiting;
    }

    /** Parts of one buffer that follow each other count once. */
    @Override
    public boolean processMessage(Object message) {
        ByteBuf whole = (ByteBuf) message;
        while (whole.unwrap() != null) {
            whole = whole.unwrap();
        }
        if (whole != counted) {
            counted = whole;
            waiting += whole.capacity();
        }
        return true;
    }

    @Override
    public void endOutput() {
        giveBack();
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(sent -> {
            if (sent.isSuccess()) {
                ((DuplexChannel) channel).shutdownOutput().addListener(ended -> {
                    if (!ended.isSuccess()) {
                        user.outputSent();
                    }
                });
            }
        });
    }

    @Override
    public void flushForLast() {
        giveBack();
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(sent -> user.outputSent());
    }

    @Override
    public void listen(boolean on) {
        channel.config().setAutoRead(on);
    }

    @Override
    public void close() {
        giveBack();
        channel.unsafe().close(channel.unsafe().voidPromise());
    }

    @Override
    public boolean isQuiet() {
        return true;
    }

    void wentOn() {
        user.wentOn();
    }

    /**
     * The buffer for the next read.
     *
     * @throws ReadRefused when nothing more is to be taken in
     */
    ByteBuf readBuffer() {
        ByteBuf buffer = user.readBuffer();
        if (buffer == null) {
            throw ReadRefused.INSTANCE;
        }
        return buffer;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        loop.beginTurn();
        user.opened();
        loop.endTurn();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        loop.beginTurn();
        user.received((ByteBuf) message);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        loop.endTurn();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event == ChannelInputShutdownEvent.INSTANCE) {
            loop.beginTurn();
            user.inputOver();
            loop.endTurn();
        } else if (event == ChannelOutputShutdownEvent.INSTANCE) {
            user.outputOver();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause != ReadRefused.INSTANCE) {
            user.lost(cause);
        } else {
            loop.beginTurn();
            user.ending();
            loop.endTurn();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        loop.beginTurn();
        user.gone();
        loop.endTurn();
    }
}
