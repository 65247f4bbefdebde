package apex.bench.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** One run of load on the calling thread. */
public final class LoadRun {
    private static final int BUFFER_BYTES = 64 * 1024;
    private static final long CHECK_NANOS = 10_000_000;
    private static final long CHECK_MILLIS = 10;

    private final LoadPlan plan;
    private final LoadWatcher watcher;
    private final Tally tally = new Tally();
    private final List<LoadConnection> connections = new ArrayList<>();
    private long phaseBegan;
    private boolean measuring;

    private LoadRun(LoadPlan plan, LoadWatcher watcher) {
        this.plan = plan;
        this.watcher = watcher;
        for (int i = 0; i < plan.connections(); i++) {
            connections.add(new LoadConnection(plan, tally));
        }
    }

    /**
     * Carries out {@code plan}. It takes no longer than the plan says, whatever the server does; requests that are under way at the
     * end are forgotten.
     *
     * @throws IOException when this machine cannot do it at all
     */
    public static LoadReport run(LoadPlan plan, LoadWatcher watcher) throws IOException {
        return new LoadRun(plan, watcher).run();
    }

    private LoadReport run() throws IOException {
        try (Selector selector = Selector.open()) {
            phaseBegan = System.nanoTime();
            connections.forEach(connection -> connection.open(selector, phaseBegan));
            long checked = phaseBegan;
            long now = phaseBegan;
            while (!isOver(now)) {
                selector.select(LoadRun::ready, CHECK_MILLIS);
                now = System.nanoTime();
                if (now - checked >= CHECK_NANOS) {
                    checked = now;
                    check(selector, now);
                }
            }
            watcher.measuringEnds();
            return tally.report(now - phaseBegan);
        } finally {
            connections.forEach(LoadConnection::close);
        }
    }

    private static void ready(SelectionKey key) {
        ((LoadConnection) key.attachment()).ready();
    }

    /** Whether all is over; on the way, whether the warm-up is. */
    private boolean isOver(long now) {
        Extent phase = measuring ? plan.measured() : plan.warmUp();
        if (!phase.isOver(now - phaseBegan, tally.latencies.count())) {
            return false;
        }
        if (measuring) {
            return true;
        }
        measuring = true;
        phaseBegan = now;
        tally.clear();
        watcher.measuringBegins();
        return false;
    }

    /** Lost connections come back here and not at once, so that a server that refuses them is not hammered. */
    private void check(Selector selector, long now) {
        for (LoadConnection connection : connections) {
            if (connection.isOpen()) {
                connection.checkTime(now);
            } else {
                connection.open(selector, now);
            }
        }
    }

    private static final class Tally implements LoadConnection.Run {
        private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
        private final byte[] bytes = new byte[BUFFER_BYTES];
        private LatencyHistogram latencies = new LatencyHistogram();
        private Map<LoadError, Long> errors = new EnumMap<>(LoadError.class);
        private long received;

        void clear() {
            latencies = new LatencyHistogram();
            errors = new EnumMap<>(LoadError.class);
            received = 0;
        }

        LoadReport report(long nanos) {
            return new LoadReport(Duration.ofNanos(nanos), latencies, errors, received);
        }

        @Override
        public void completed(int status, long nanos) {
            latencies.record(nanos);
            if (status < 200 || status > 299) {
                failed(LoadError.STATUS);
            }
        }

        @Override
        public void failed(LoadError error) {
            errors.merge(error, 1L, Long::sum);
        }

        @Override
        public ByteBuffer buffer() {
            return buffer.clear();
        }

        @Override
        public byte[] bytes() {
            return bytes;
        }

        @Override
        public void received(int count) {
            received += count;
        }
    }
}
