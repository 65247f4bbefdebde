package apex.net.listen;

import apex.net.link.Arrival;
import apex.net.link.Arrivals;
import apex.net.link.ListeningSocket;
import apex.net.loop.NetLoop;
import apex.spi.thread.Cold;
import apex.spi.thread.Deadline;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands each connection of a listening socket to a loop. */
final class Acceptor implements Arrivals {
    private static final Logger LOG = LoggerFactory.getLogger(Acceptor.class);
    private static final long REST_MILLIS = 100;
    private static final long LOG_EVERY_NANOS = 60_000_000_000L;

    private final NetLoop loop;
    private final LoopListener[] targets;
    private final Rest rest = new Rest();
    private ListeningSocket listening;
    private int turn;
    private boolean troubled;
    private long lastLog;

    /**
     * @param loop the loop that accepts
     * @param targets the loops that get the connections, in turn
     */
    Acceptor(NetLoop loop, LoopListener[] targets) {
        this.loop = loop;
        this.targets = targets;
    }

    @Override
    public void arrived(Arrival arrival) {
        LoopListener target = targets[turn];
        turn = turn + 1 == targets.length ? 0 : turn + 1;
        target.take(arrival);
    }

    @Override
    public void refused(ListeningSocket socket, Throwable cause) {
        listening = socket;
        listening.accept(false);
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
                listening.accept(true);
            }
        }
    }
}
