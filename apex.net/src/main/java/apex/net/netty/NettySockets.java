package apex.net.netty;

import apex.net.link.Arrivals;
import apex.net.link.Dialing;
import apex.net.link.LinkOwner;
import apex.net.link.ListeningSocket;
import apex.net.link.Sockets;
import apex.net.loop.NetLoop;
import apex.spi.thread.Cold;
import apex.spi.thread.Frozen;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.ServerChannel;
import io.netty.channel.ServerChannelRecvByteBufAllocator;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.socket.nio.NioDomainSocketChannel;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.spi.SelectorProvider;
import java.util.function.Consumer;

/** Sockets that are Netty's channels. */
@Frozen
public enum NettySockets implements Sockets {
    /** The JDK's selectors. */
    NIO;

    /** How many connections a loop accepts before it turns to its other work: a flood of them must not starve it. */
    private static final int ACCEPTS_PER_TURN = 16;

    private static ServerChannel server(SocketProtocolFamily family) {
        return family == SocketProtocolFamily.UNIX
                ? new NioServerDomainSocketChannel()
                : new NioServerSocketChannel(SelectorProvider.provider(), family);
    }

    private static Channel client(SocketProtocolFamily family) {
        return family == SocketProtocolFamily.UNIX
                ? new NioDomainSocketChannel()
                : new NioSocketChannel(SelectorProvider.provider(), family);
    }

    @Override
    @Cold
    public ListeningSocket listen(NetLoop loop, SocketAddress where, boolean sharesPort, int backlog, Arrivals arrivals)
            throws IOException {
        SocketProtocolFamily family = family(where);
        Channel channel = server(family);
        channel.config().setOption(ChannelOption.SO_BACKLOG, backlog);
        channel.config()
                .setRecvByteBufAllocator(new ServerChannelRecvByteBufAllocator().maxMessagesPerRead(ACCEPTS_PER_TURN));
        if (family != SocketProtocolFamily.UNIX) {
            channel.config().setOption(ChannelOption.SO_REUSEADDR, true);
        }
        NettyListening listening = new NettyListening(channel, arrivals);
        channel.pipeline().addLast(listening);
        var registered = loop.events().register(channel).awaitUninterruptibly();
        if (!registered.isSuccess()) {
            channel.unsafe().closeForcibly();
            throw new IOException(registered.cause());
        }
        var bound = channel.bind(where).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            channel.close().awaitUninterruptibly();
            throw new IOException(bound.cause().getMessage(), bound.cause());
        }
        return listening;
    }

    @Override
    public Dialing connect(SocketAddress where, LinkOwner owner, Consumer<Throwable> onFailure) throws IOException {
        Channel channel;
        try {
            channel = client(family(where));
            channel.config().setConnectTimeoutMillis(0);
            if (where instanceof InetSocketAddress) {
                channel.config().setOption(ChannelOption.TCP_NODELAY, true);
            }
        } catch (RuntimeException noSocket) {
            throw new IOException(noSocket.getMessage(), noSocket);
        }
        NettyLink.install(channel, owner);
        NettyDialing dialing = new NettyDialing(channel, where, onFailure);
        dialing.begin(owner.loop().events());
        return dialing;
    }

    private static SocketProtocolFamily family(SocketAddress address) {
        if (!(address instanceof InetSocketAddress inet)) {
            return SocketProtocolFamily.UNIX;
        }
        return inet.getAddress() instanceof Inet4Address ? SocketProtocolFamily.INET : SocketProtocolFamily.INET6;
    }
}
