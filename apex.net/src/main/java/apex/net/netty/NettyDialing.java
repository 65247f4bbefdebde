package apex.net.netty;

import apex.net.link.Dialing;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoop;
import java.net.SocketAddress;
import java.util.function.Consumer;

/** A channel that connects. */
final class NettyDialing implements Dialing {
    private final Channel channel;
    private final SocketAddress where;
    private final Consumer<Throwable> onFailure;
    private boolean over;

    NettyDialing(Channel channel, SocketAddress where, Consumer<Throwable> onFailure) {
        this.channel = channel;
        this.where = where;
        this.onFailure = onFailure;
    }

    /** A failure is told after the caller has got this object. */
    void begin(EventLoop events) {
        events.execute(() -> register(events));
    }

    private void register(EventLoop events) {
        if (over) {
            return;
        }
        ChannelFuture registered = events.register(channel);
        registered.addListener(done -> {
            if (done.isSuccess()) {
                channel.connect(where).addListener(connected -> ended(connected.cause()));
            } else {
                ended(done.cause());
            }
        });
    }

    private void ended(Throwable cause) {
        if (cause != null && !over) {
            giveUp();
            onFailure.accept(cause);
        }
    }

    @Override
    public void giveUp() {
        if (over || channel.isActive()) {
            return;
        }
        over = true;
        if (channel.isRegistered()) {
            channel.unsafe().close(channel.unsafe().voidPromise());
        } else {
            channel.unsafe().closeForcibly();
        }
    }
}
