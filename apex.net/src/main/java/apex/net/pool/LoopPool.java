package apex.net.pool;

import apex.net.ClientProtocol;
import apex.net.ClientSession;
import apex.net.WireHandler;
import apex.net.loop.NetLoop;
import apex.net.loop.TurnEnd;
import apex.net.resolve.HostResolver;
import apex.net.wire.LoopWires;
import apex.net.wire.SocketWire;
import apex.spi.exchange.Reason;
import apex.spi.thread.Apart;
import apex.spi.transport.Acquirer;
import apex.spi.transport.EndpointSpec;
import apex.spi.transport.Need;
import apex.spi.transport.ProxyHeader;

/**
 * The connections of one loop to one endpoint. Loops meet in two places only: {@link Permits}, and each other's mailboxes.
 *
 * <p>No wake-up is lost, because each side publishes before it looks: one that queues counts itself as waiting, then tries for a
 * permit and asks others for idle connections; one that frees a permit or becomes idle does that first, then looks who waits.
 */
final class LoopPool extends Apart implements TurnEnd {
    /** How long an idle connection of another loop may take to come free, before somebody gives way instead. */
    private static final long IDLE_COMES_MILLIS = 20;

    private static final long IDLE_COMES_NANOS = IDLE_COMES_MILLIS * 1_000_000;

    private final NetLoop loop;
    private final LoopWires wires;
    private final EndpointSpec spec;
    private final ClientProtocol protocol;
    private final HostResolver resolver;
    private final Permits permits;
    private final LoopPool[] all;
    private final WaiterList waiters = new WaiterList(this);
    private final Runnable serve = this::serve;
    private final Runnable giveBack = this::giveBack;
    private final IdleList idle;
    private final HeldUpList heldUp;
    private int queuedHere;
    private int dialingWaiters;
    private int dials;
    private int rotation;
    private boolean acting;
    private boolean closed;

    /** When another loop was asked last for an idle connection, whose permit is on its way. */
    private long askedNanos;

    /** For other loops to read: a copy of {@link #queuedHere}. */
    private volatile int queued;

    LoopPool(
            NetLoop loop,
            LoopWires wires,
            EndpointSpec spec,
            ClientProtocol protocol,
            HostResolver resolver,
            Permits permits,
            LoopPool[] all) {
        this.loop = loop;
        this.wires = wires;
        this.spec = spec;
        this.protocol = protocol;
        this.resolver = resolver;
        this.permits = permits;
        this.all = all;
        idle = new IdleList(spec.proxyHeader() != ProxyHeader.NONE);
        heldUp = new HeldUpList(loop, serve);
        rotation = loop.index();
        askedNanos = loop.nanoTime() - IDLE_COMES_NANOS;
    }

    void acquire(Acquirer acquirer, Need need) {
        PooledConnection connection = need == Need.FRESH || !waiters.isEmpty() ? null : idleFor(acquirer, need);
        if (connection != null && (need == Need.ANY || connection.isProven())) {
            lend(connection, acquirer);
        } else if (queuedHere == 0 && permits.takeConnection()) {
            dialFor(waiters.add(acquirer, need));
        } else if (connection != null) {
            lend(connection, acquirer);
        } else if (permits.takePlace()) {
            Waiter waiter = waiters.add(acquirer, need);
            countQueued(1);
            loop.arm(waiter, spec.queueTimeoutMillis());
            actAtEndOfTurn();
            waitForIdle();
        } else {
            acquirer.failed(Reason.QUEUE_FULL, true);
        }
    }

    /** The newest idle connection that this acquirer may have; null when there is none. Drops those that turn out to be stale. */
    private PooledConnection idleFor(Acquirer acquirer, Need need) {
        PooledConnection connection = idle.newestFor(acquirer);
        while (connection != null && connection.isStale(need)) {
            connection.drop();
            connection = idle.newestFor(acquirer);
        }
        return connection;
    }

    private void lend(PooledConnection connection, Acquirer acquirer) {
        unlinkIdle(connection);
        connection.wake();
        connection.begin(acquirer);
    }

    void cancel(Acquirer acquirer) {
        Waiter waiter = waiters.of(acquirer);
        if (waiter != null) {
            take(waiter);
            actAtEndOfTurn();
        }
    }

    void queueTimeout(Waiter waiter) {
        take(waiter).failed(Reason.QUEUE_TIMEOUT, true);
        actAtEndOfTurn();
    }

    Dial dial(Dial.Caller caller, long millis) {
        return new Dial(loop, wires, resolver, caller, rotation++, millis);
    }

    ClientProtocol protocol() {
        return protocol;
    }

    NetLoop loop() {
        return loop;
    }

    /** What connections begin with. */
    ProxyHeader proxyHeader() {
        return spec.proxyHeader();
    }

    /** No connection is kept for later any more. */
    void close() {
        closed = true;
        PooledConnection connection = idle.oldest();
        while (connection != null) {
            PooledConnection following = connection.newer;
            connection.drop();
            connection = following;
        }
    }

    void becameIdle(PooledConnection connection) {
        if (connection.isIdle() || !connection.isUsable()) {
            return;
        }
        if (closed) {
            connection.close();
            return;
        }
        connection.rest();
        idle.add(connection);
        loop.arm(connection, spec.idleTimeoutMillis());
        if (permits.anybodyWaits() || !waiters.isEmpty()) {
            actAtEndOfTurn();
        }
    }

    /** Its client holds the response up: after {@code graceMillis} it gives way while others wait. */
    void heldUp(HeldUp connection, long graceMillis) {
        heldUp.add(connection, graceMillis);
        if (queuedHere > 0) {
            actAtEndOfTurn();
        }
    }

    /** How many are idle. Any thread. */
    int idleConnections() {
        return idle.count();
    }

    void flows(HeldUp connection) {
        heldUp.remove(connection);
    }

    void left(HeldUp connection) {
        heldUp.gone(connection);
        permits.giveConnection();
        actAtEndOfTurn();
    }

    private void actAtEndOfTurn() {
        if (!acting) {
            acting = true;
            loop.atEndOfTurn(this);
        }
    }

    @Override
    public void endOfTurn() {
        acting = false;
        serve();
    }

    /** Brings together who waits and what is there, on this loop first, and tells another loop of what is left. */
    private void serve() {
        Waiter waiter = waiters.oldestFor(idle);
        while (waiter != null) {
            PooledConnection connection = idleFor(waiter.acquirer, Need.ANY);
            if (connection != null) {
                lend(connection, take(waiter));
            }
            waiter = waiters.oldestFor(idle);
        }
        waiter = waiters.oldest(false);
        while (waiter != null && permits.takeConnection()) {
            toDialing(waiter);
            waiter = waiters.oldest(false);
        }
        if (waiter != null && idle.oldest() == null) {
            giveWay();
        } else if (waiter != null) {
            dropOldestIdle();
        } else if (permits.anybodyWaits()) {
            if (permits.hasConnection()) {
                wakeOther();
            } else {
                dropOldestIdle();
            }
        }
    }

    /** Closes an idle connection, so that its permit comes free for one who waits: for a new one, or on another loop. */
    private void dropOldestIdle() {
        if (idle.oldest() != null) {
            idle.oldest().drop();
        }
    }

    /** All permits are in use: if none is used idly on another loop, those whose clients hold them up give way. */
    private void giveWay() {
        if (heldUp.isEmpty()) {
            return;
        }
        if (waitForIdle() || loop.coarseNanoTime() - askedNanos < IDLE_COMES_NANOS) {
            heldUp.lookAgain(IDLE_COMES_MILLIS);
        } else {
            heldUp.giveWayTo(queuedHere);
        }
    }

    /** Another loop has asked for a permit that an idle connection holds; it may be in use by now. */
    private void giveBack() {
        if (permits.anybodyWaits() && !permits.hasConnection()) {
            if (idle.oldest() != null) {
                idle.oldest().drop();
            } else {
                askForIdle();
            }
        }
    }

    /** Asks for the idle connection of another loop for one who waits on this loop; whether there is one. */
    private boolean waitForIdle() {
        boolean comes = askForIdle();
        if (comes) {
            askedNanos = loop.coarseNanoTime();
        }
        return comes;
    }

    /** Whether another loop has an idle connection, which it is asked to give up. */
    private boolean askForIdle() {
        for (int i = 1; i < all.length; i++) {
            LoopPool other = all[(loop.index() + i) % all.length];
            if (other.idle.count() > 0) {
                other.loop.execute(other.giveBack);
                return true;
            }
        }
        return false;
    }

    private void wakeOther() {
        for (int i = 1; i < all.length; i++) {
            LoopPool other = all[(loop.index() + i) % all.length];
            if (other.queued > 0) {
                other.loop.execute(other.serve);
                return;
            }
        }
    }

    private void toDialing(Waiter waiter) {
        loop.disarm(waiter);
        countQueued(-1);
        permits.givePlace();
        dialFor(waiter);
    }

    private void dialFor(Waiter waiter) {
        waiter.dialing = true;
        dialingWaiters++;
        dials++;
        dial(new Connecting(), spec.connectTimeoutMillis()).begin();
    }

    /** Takes a waiter out of the list, whatever it was waiting for. */
    private Acquirer take(Waiter waiter) {
        if (waiter.dialing) {
            dialingWaiters--;
        } else {
            loop.disarm(waiter);
            countQueued(-1);
            permits.givePlace();
        }
        return waiters.remove(waiter);
    }

    private void countQueued(int change) {
        queuedHere += change;
        queued = queuedHere;
    }

    void unlinkIdle(PooledConnection connection) {
        loop.disarm(connection);
        idle.remove(connection);
    }

    /** A connection in the making, which holds a permit. It is for whoever waits longest when it is there. */
    private final class Connecting implements Dial.Caller {
        private PooledConnection connection;

        @Override
        public WireHandler connected(SocketWire wire) {
            dials--;
            connection = new PooledConnection(LoopPool.this, wire);
            ClientSession session = protocol.attach(wire, connection);
            connection.session(session);
            Waiter waiter = waiters.oldest(true);
            if (waiter == null) {
                waiter = waiters.oldest(false);
            }
            if (waiter != null) {
                connection.begin(take(waiter));
            } else if (spec.proxyHeader() != ProxyHeader.NONE) {
                connection.close();
            } else {
                becameIdle(connection);
            }
            return wire.handler();
        }

        @Override
        public void notConnected(Reason reason) {
            dials--;
            permits.giveConnection();
            actAtEndOfTurn();
            if (dialingWaiters > dials) {
                take(waiters.oldest(true)).failed(reason, true);
            }
        }

        @Override
        public void gone(SocketWire wire) {
            connection.leave();
        }
    }
}
