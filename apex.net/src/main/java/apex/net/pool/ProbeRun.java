package apex.net.pool;

import apex.net.WireHandler;
import apex.net.proxy.ProxyPrefix;
import apex.net.wire.SocketWire;
import apex.spi.exchange.Reason;
import apex.spi.thread.Deadline;
import apex.spi.transport.Probe;

/** One health check: holds it to its time-out and its one answer, and takes no permit. */
final class ProbeRun extends Deadline implements Probe, Dial.Caller {
    private final LoopPool pool;
    private final Probe probe;
    private SocketWire wire;
    private boolean over;

    ProbeRun(LoopPool pool, Probe probe) {
        this.pool = pool;
        this.probe = probe;
    }

    void begin() {
        pool.loop().arm(this, probe.timeoutMillis());
        pool.dial(this, probe.timeoutMillis()).begin();
    }

    @Override
    public String path() {
        return probe.path();
    }

    @Override
    public long timeoutMillis() {
        return probe.timeoutMillis();
    }

    @Override
    public void done(int status, String detail) {
        if (!over) {
            over = true;
            pool.loop().disarm(this);
            probe.done(status, detail);
        }
    }

    @Override
    protected void expired() {
        done(0, "no answer within " + probe.timeoutMillis() + " ms");
        if (wire != null) {
            wire.close();
        }
    }

    @Override
    public WireHandler connected(SocketWire opened) {
        if (over) {
            return null;
        }
        wire = opened;
        byte[] prefix = ProxyPrefix.ofOurselves(pool.proxyHeader(), wire.localAddress(), wire.remoteAddress());
        wire.write(prefix, 0, prefix.length);
        return pool.protocol().probe(opened, this);
    }

    @Override
    public void notConnected(Reason reason) {
        done(0, reason.sentence());
    }

    @Override
    public void gone(SocketWire closed) {
        wire = null;
        done(0, "the connection ended before the answer");
    }
}
