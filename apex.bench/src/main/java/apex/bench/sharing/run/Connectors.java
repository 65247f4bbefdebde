package apex.bench.sharing.run;

import apex.bench.still.StillBackend;
import apex.bench.still.StillLoop;
import apex.spi.thread.Loop;
import apex.spi.transport.Acquirer;
import apex.spi.transport.Connector;
import apex.spi.transport.Need;
import apex.spi.transport.Probe;
import java.util.List;

/** One endpoint with a backend for each loop, as pools are. */
final class Connectors implements Connector {
    private final List<StillBackend> byLoop;

    Connectors(List<StillLoop> loops) {
        byLoop = loops.stream().map(StillBackend::new).toList();
    }

    StillBackend of(int loop) {
        return byLoop.get(loop);
    }

    @Override
    public void acquire(Loop loop, Acquirer acquirer, Need need) {
        byLoop.get(loop.index()).acquire(loop, acquirer, need);
    }

    @Override
    public void cancel(Loop loop, Acquirer acquirer) {}

    @Override
    public void probe(Loop loop, Probe probe) {}

    @Override
    public void close() {}
}
