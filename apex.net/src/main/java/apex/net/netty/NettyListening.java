package apex.net.netty;

import apex.net.link.Arrivals;
import apex.net.link.ListeningSocket;
import apex.spi.thread.Cold;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.net.SocketAddress;

/** A listening channel, of whose pipeline this is the only handler. */
final class NettyListening extends ChannelInboundHandlerAdapter implements ListeningSocket {
    private final Channel channel;
    private final Arrivals arrivals;

    NettyListening(Channel channel, Arrivals arrivals) {
        this.channel = channel;
        this.arrivals = arrivals;
    }

    @Override
    public SocketAddress localAddress() {
        return channel.localAddress();
    }

    @Override
    public void accept(boolean on) {
        channel.config().setAutoRead(on);
    }

    @Override
    public boolean isOpen() {
        return channel.isOpen();
    }

    @Override
    @Cold
    public void close() {
        channel.close().awaitUninterruptibly();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        arrivals.arrived(new NettyArrival((Channel) message));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        arrivals.refused(this, cause);
    }
}
