package apex.net.pool;

import apex.net.ClientSession;
import apex.net.Input;
import apex.net.WireHandler;
import apex.net.proxy.ProxyPrefix;
import apex.net.wire.SocketWire;
import apex.spi.exchange.Peer;
import apex.spi.exchange.Reason;
import apex.spi.thread.Deadline;
import apex.spi.transport.Acquirer;
import apex.spi.transport.Need;
import apex.spi.transport.ProxyHeader;

/**
 * A connection of a pool. While it is idle it stands in for its session at the wire: whatever then comes from the backend means
 * that the connection is of no more use. The deadline is that of idleness.
 */
final class PooledConnection extends Deadline implements ClientSession.Home, WireHandler {
    /** How long after its last response a connection passes for one that the backend keeps open. */
    private static final long PROVEN_NANOS = 1_000_000_000L;

    private final LoopPool pool;
    private final SocketWire wire;
    private final HeldUp held = new HeldUp() {
        @Override
        void giveWay() {
            session.giveWay();
        }
    };

    /** The only client that it serves; null if it serves any, or has served none yet. */
    private Peer client;

    private long idleSince;
    private ClientSession session;
    private WireHandler resident;
    private boolean used;
    private boolean idle;
    private boolean left;

    /** Neighbours among the idle ones: towards the older and towards the newer. */
    PooledConnection older;

    PooledConnection newer;

    /** The next older idle one of the same client, where each serves one client only. */
    PooledConnection olderOfClient;

    PooledConnection(LoopPool pool, SocketWire wire) {
        this.pool = pool;
        this.wire = wire;
    }

    void session(ClientSession mine) {
        session = mine;
        wire.handler(mine);
    }

    boolean isUsable() {
        return !left && wire.isOpen();
    }

    boolean isIdle() {
        return idle;
    }

    Peer client() {
        return client;
    }

    /** Whether it has served a moment ago. Only while idle. */
    boolean isProven() {
        return pool.loop().coarseNanoTime() - idleSince < PROVEN_NANOS;
    }

    /**
     * Whether the backend has closed it, or sent what nobody asked for, without the loop having come to it: that may wait behind
     * the very event which asks for a connection. Asking the system costs a call to it, so that it is asked when the connection
     * has been idle for a while, or when the request cannot be repeated. Only while idle.
     */
    boolean isStale(Need need) {
        return !wire.isOpen() || (need != Need.ANY || !isProven()) && !wire.isQuiet();
    }

    void close() {
        wire.close();
    }

    /** Closes it; if it was idle, nobody gets it from here on. */
    void drop() {
        if (idle) {
            idle = false;
            pool.unlinkIdle(this);
        }
        wire.close();
    }

    /** Takes the session's place at the wire. */
    void rest() {
        idle = true;
        idleSince = pool.loop().coarseNanoTime();
        resident = wire.handler();
        wire.handler(this);
        wire.resume();
    }

    /** Gives the session its place back. */
    void wake() {
        idle = false;
        wire.handler(resident);
    }

    void begin(Acquirer acquirer) {
        boolean again = used;
        used = true;
        if (!again && pool.proxyHeader() != ProxyHeader.NONE) {
            client = acquirer.peer();
            byte[] prefix = ProxyPrefix.of(pool.proxyHeader(), client);
            wire.write(prefix, 0, prefix.length);
        }
        session.begin(acquirer, again);
    }

    @Override
    public void idle(ClientSession mine) {
        pool.flows(held);
        pool.becameIdle(this);
    }

    @Override
    public void gone(ClientSession mine) {
        leave();
    }

    @Override
    public void heldUp(ClientSession mine, long graceMillis) {
        if (!held.listed && isUsable()) {
            pool.heldUp(held, graceMillis);
        }
    }

    @Override
    public void flows(ClientSession mine) {
        pool.flows(held);
    }

    /** Gives up its place in the pool, once. */
    void leave() {
        if (!left) {
            left = true;
            pool.loop().forget(this);
            pool.left(held);
        }
    }

    @Override
    protected void expired() {
        if (idle) {
            drop();
        }
    }

    @Override
    public void read(Input input) {
        input.skip(input.remaining());
        drop();
    }

    @Override
    public void drained() {
        resident.drained();
    }

    @Override
    public void inputEnded() {
        drop();
    }

    @Override
    public void closed(Reason reason) {
        drop();
        leave();
        resident.closed(reason);
    }
}
