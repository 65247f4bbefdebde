package apex.net.wire;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;

/**
 * Puts a channel on its own loop anew, and lets it read. A channel of epoll that is interested in nothing any more, neither input
 * nor the peer's end, is taken out of the epoll set by Netty 4.2, and cannot be put back in any other way.
 */
final class Reregistration {
    private Reregistration() {}

    static void begin(Channel channel) {
        EventLoop loop = channel.eventLoop();
        channel.deregister().addListener(left -> {
            if (left.isSuccess() && channel.isOpen()) {
                channel.config().setAutoRead(true);
                loop.register(channel).addListener(back -> closeUnless(back, channel));
            } else {
                channel.unsafe().close(channel.unsafe().voidPromise());
            }
        });
    }

    private static void closeUnless(Future<? super Void> back, Channel channel) {
        if (!back.isSuccess()) {
            channel.unsafe().close(channel.unsafe().voidPromise());
        }
    }
}
