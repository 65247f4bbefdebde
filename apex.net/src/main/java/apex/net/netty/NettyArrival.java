package apex.net.netty;

import apex.net.link.Arrival;
import apex.net.link.LinkOwner;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.unix.DomainSocketChannel;
import java.net.SocketAddress;

/** A channel that was accepted. */
final class NettyArrival implements Arrival {
    private final Channel channel;

    NettyArrival(Channel channel) {
        this.channel = channel;
    }

    @Override
    public SocketAddress remoteAddress() {
        return channel.remoteAddress();
    }

    /**
     * Later than the events that came together with its arrival: one of them may be for a connection that was closed just now, and
     * whose descriptor this one has got.
     */
    @Override
    public void open(LinkOwner owner, Runnable onFailure) {
        if (!(channel instanceof DomainSocketChannel)) {
            channel.config().setOption(ChannelOption.TCP_NODELAY, true);
        }
        NettyLink.install(channel, owner);
        EventLoop events = owner.loop().events();
        events.execute(() -> events.register(channel).addListener(done -> {
            if (!done.isSuccess()) {
                close();
                onFailure.run();
            }
        }));
    }

    @Override
    public void close() {
        channel.unsafe().closeForcibly();
    }
}
