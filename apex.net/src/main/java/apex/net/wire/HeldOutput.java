package apex.net.wire;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelOutboundBuffer;

/** Adds up the size of the buffers that wait to be sent on one channel. Parts of one buffer that follow each other count once. */
final class HeldOutput implements ChannelOutboundBuffer.MessageProcessor {
    private int sum;
    private ByteBuf last;

    int of(ChannelOutboundBuffer queue) {
        sum = 0;
        try {
            queue.forEachFlushedMessage(this);
        } catch (Exception impossible) {
            throw new IllegalStateException(impossible);
        }
        last = null;
        return sum;
    }

    @Override
    public boolean processMessage(Object message) {
        ByteBuf whole = (ByteBuf) message;
        while (whole.unwrap() != null) {
            whole = whole.unwrap();
        }
        if (whole != last) {
            last = whole;
            sum += whole.capacity();
        }
        return true;
    }
}
