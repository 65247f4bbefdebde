package apex.net.pool;

import apex.net.ClientSession;
import apex.net.Input;
import apex.net.WireHandler;
import apex.net.wire.NettyWire;
import apex.spi.exchange.Reason;
import apex.spi.thread.Deadline;
import apex.spi.transport.Acquirer;

/**
 * A connection of a pool. While it is idle it stands in for its session at the wire: whatever then comes from the backend means
 * that the connection is of no more use. The deadline is that of idleness.
 */
final class PooledConnection extends Deadline implements ClientSession.Home, WireHandler {
    private final LoopPool pool;
    private final NettyWire wire;
    private ClientSession session;
    private WireHandler resident;
    private boolean used;
    private boolean idle;
    private boolean left;

    /** Neighbours among the idle ones: towards the older and towards the newer. */
    PooledConnection older;

    PooledConnection newer;

    PooledConnection(LoopPool pool, NettyWire wire) {
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
        session.begin(acquirer, again);
    }

    @Override
    public void idle(ClientSession mine) {
        pool.becameIdle(this);
    }

    @Override
    public void gone(ClientSession mine) {
        leave();
    }

    /** Gives up its place in the pool, once. */
    void leave() {
        if (!left) {
            left = true;
            pool.left();
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
