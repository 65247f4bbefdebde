package apex.net.listen;

import apex.net.loop.NetLoop;
import apex.spi.thread.Cold;
import apex.spi.thread.Deadline;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The handler of a listening channel: hands each connection to a loop. */
final class Acceptor extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(Acceptor.class);
    private static final long REST_MILLIS = 100;
    private static final long LOG_EVERY_NANOS = 60_000_000_000L;

    private final NetLoop loop;
    private final LoopListener[] targets;
    private final Channel listening;
    private final Rest rest = new Rest();
    private int turn;
    private boolean troubled;
    private long lastLog;

    /**
     * @param loop the loop that accepts
     * @param targets the loops that get the connections, in turn
     */
    Acceptor(NetLoop loop, LoopListener[] targets, Channel listening) {
        this.loop = loop;
        this.targets = targets;
        this.listening = listening;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        LoopListener target = targets[turn];
        turn = turn + 1 == targets.length ? 0 : turn + 1;
        target.take((Channel) message);
    }

    /** The system refuses to accept, most often for want of descriptors: trying again at once would only spin. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        listening.config().setAutoRead(false);
        loop.arm(rest, REST_MILLIS);
        report(cause);
    }

    @Cold
    private void report(Throwable cause) {
        long now = loop.coarseNanoTime();
        if (!troubled || now - lastLog > LOG_EVERY_NANOS) {
            troubled = true;
            lastLog = now;
            LOG.warn(
                    "listener {}: cannot accept: {}; tries again every {} ms (if descriptors ran out, raise the limit: ulimit -n)",
                    listening.localAddress(),
                    cause.getMessage(),
                    REST_MILLIS);
        }
    }

    private final class Rest extends Deadline {
        @Override
        protected void expired() {
            if (listening.isOpen()) {
                listening.config().setAutoRead(true);
            }
        }
    }
}
