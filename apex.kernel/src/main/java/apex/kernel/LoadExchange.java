package apex.kernel;

import apex.kernel.upstream.Upstream;
import apex.spi.thread.Deadline;
import apex.spi.thread.Loop;
import java.util.List;

/** Tells the loops every 20 ms how busy the others keep each endpoint. One loop needs no telling. */
final class LoadExchange {
    private static final long INTERVAL_MILLIS = 20;

    private final Loop first;
    private final boolean needed;
    private final List<Upstream> upstreams;
    private boolean stopped;
    private final Deadline next = new Deadline() {
        @Override
        protected void expired() {
            publish();
        }
    };

    LoadExchange(List<Loop> loops, List<Upstream> all) {
        first = loops.getFirst();
        upstreams =
                all.stream().filter(upstream -> upstream.endpoints().size() > 1).toList();
        needed = loops.size() > 1 && !upstreams.isEmpty();
    }

    void start() {
        if (needed) {
            first.execute(this::publish);
        }
    }

    void stop() {
        if (needed) {
            first.execute(() -> {
                stopped = true;
                first.disarm(next);
            });
        }
    }

    private void publish() {
        if (!stopped) {
            for (Upstream upstream : upstreams) {
                upstream.publishLoads();
            }
            first.arm(next, INTERVAL_MILLIS);
        }
    }
}
