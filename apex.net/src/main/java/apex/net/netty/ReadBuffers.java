package apex.net.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelConfig;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.util.UncheckedBooleanSupplier;

/** Gives Netty the buffer for each read of one link, and ends each wake-up after one read. */
final class ReadBuffers implements RecvByteBufAllocator, RecvByteBufAllocator.ExtendedHandle {
    private static final int GUESS = 64 * 1024;

    private final NettyLink link;
    private int attempted;
    private int last;

    ReadBuffers(NettyLink link) {
        this.link = link;
    }

    @Override
    @SuppressWarnings("deprecation") // the type that the interface names
    public Handle newHandle() {
        return this;
    }

    @Override
    public ByteBuf allocate(ByteBufAllocator allocator) {
        return link.readBuffer();
    }

    @Override
    public int guess() {
        return GUESS;
    }

    @Override
    public void reset(ChannelConfig config) {
        last = 0;
        attempted = 0;
    }

    @Override
    public void incMessagesRead(int count) {}

    @Override
    public void lastBytesRead(int bytes) {
        last = bytes;
    }

    @Override
    public int lastBytesRead() {
        return last;
    }

    @Override
    public void attemptedBytesRead(int bytes) {
        attempted = bytes;
    }

    @Override
    public int attemptedBytesRead() {
        return attempted;
    }

    @Override
    public boolean continueReading() {
        return false;
    }

    @Override
    public boolean continueReading(UncheckedBooleanSupplier maybeMore) {
        return false;
    }

    @Override
    public void readComplete() {}
}
