package apex.net.netty;

import io.netty.channel.Channel;
import io.netty.channel.DefaultChannelProgressivePromise;
import io.netty.util.concurrent.ImmediateEventExecutor;

/**
 * Counts what the system takes of one link's output. It goes with every write as its promise, which Netty tells of each step, and
 * is never fulfilled itself, so that one serves for all of them. A write that fails makes no step.
 */
final class OutputProgress extends DefaultChannelProgressivePromise {
    private final NettyLink link;
    private long taken;

    /** How far the write has come that is under way. */
    private long partial;

    OutputProgress(NettyLink link, Channel channel) {
        super(channel, ImmediateEventExecutor.INSTANCE);
        this.link = link;
    }

    /** The bytes that the system has taken. */
    long taken() {
        return taken;
    }

    @Override
    public boolean tryProgress(long progress, long total) {
        taken += progress - partial;
        partial = progress == total ? 0 : progress;
        if (progress == total) {
            link.wentOn();
        }
        return true;
    }

    @Override
    public boolean setUncancellable() {
        return true;
    }

    @Override
    public boolean trySuccess(Void result) {
        return true;
    }

    @Override
    public boolean tryFailure(Throwable cause) {
        return true;
    }
}
