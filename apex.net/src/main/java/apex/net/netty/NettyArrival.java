package apex.net.netty;

import apex.net.link.Arrival;
import apex.net.link.LinkOwner;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
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

    @Override
    public void open(LinkOwner owner, Runnable onFailure) {
        if (!(channel instanceof DomainSocketChannel)) {
            channel.config().setOption(ChannelOption.TCP_NODELAY, true);
        }
        NettyLink.install(channel, owner);
        owner.loop().events().register(channel).addListener(done -> {
            if (!done.isSuccess()) {
                close();
                onFailure.run();
            }
        });
    }

    @Override
    public void close() {
        channel.unsafe().closeForcibly();
    }
}
