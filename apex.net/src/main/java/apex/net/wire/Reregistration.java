package apex.net.wire;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;

/**
 * Puts the channel of a wire on its own loop anew, and lets it read. A channel of epoll that is interested in nothing any more,
 * neither input nor the peer's end, is taken out of the epoll set by Netty 4.2, and cannot be put back in any other way.
 */
final class Reregistration {
    private final NettyWire wire;
    private final WireInput input;
    private final Channel channel;

    private Reregistration(NettyWire wire, WireInput input, Channel channel) {
        this.wire = wire;
        this.input = input;
        this.channel = channel;
    }

    /** Begins it; the input hears {@link WireInput#reregistered} when it is done, or the wire that its channel is gone. */
    static void begin(NettyWire wire, WireInput input, Channel channel) {
        channel.deregister().addListener(new Reregistration(wire, input, channel)::left);
    }

    private void left(Future<? super Void> result) {
        if (!result.isSuccess() || !channel.isOpen()) {
            lose();
            return;
        }
        channel.config().setAutoRead(input.isListening());
        EventLoop loop = wire.loop().events();
        loop.register(channel).addListener(this::back);
    }

    private void back(Future<? super Void> result) {
        if (result.isSuccess()) {
            input.reregistered();
        } else {
            lose();
        }
    }

    /** Netty does not tell of the end of a channel that is not registered. */
    private void lose() {
        channel.unsafe().close(channel.unsafe().voidPromise());
        wire.channelGone();
    }
}
