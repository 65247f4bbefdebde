package apex.kernel;

import apex.spi.exchange.Reason;
import apex.spi.thread.Loop;
import apex.spi.transport.Acquirer;
import apex.spi.transport.Connector;
import apex.spi.transport.Need;
import apex.spi.transport.Probe;

/** Stands for a connector while a configuration is only checked; reaches nobody. */
final class DryConnector implements Connector {
    @Override
    public void acquire(Loop loop, Acquirer acquirer, Need need) {
        acquirer.failed(Reason.CONNECT_FAILED, true);
    }

    @Override
    public void cancel(Loop loop, Acquirer acquirer) {}

    @Override
    public void probe(Loop loop, Probe probe) {
        probe.done(0, "only checking");
    }

    @Override
    public void close() {}
}
