package apex.net.listen;

import apex.net.ServerProtocol;
import apex.net.ServerSession;
import apex.net.Wire;
import apex.net.WireHandler;
import apex.net.link.Arrival;
import apex.net.loop.NetLoop;
import apex.net.proxy.ProxiedEnds;
import apex.net.wire.LoopWires;
import apex.net.wire.SocketWire;
import apex.net.wire.WireEnd;
import apex.net.wire.WireHome;
import apex.spi.exchange.Peer;
import apex.spi.exchange.Reason;
import apex.spi.thread.Apart;
import apex.spi.thread.Cold;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.concurrent.RejectedExecutionException;

/** The connections of one listener on one loop. */
final class LoopListener extends Apart {
    /** How many connections at a time get to hear why they were refused; above that they are closed at once. */
    static final int MOST_ANSWERED = 256;

    /** How many connections are looked at for one that can make room for another. */
    static final int MOST_LOOKED_AT = 128;

    private static final VarHandle OPEN;
    private static final VarHandle ACCEPTED;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            OPEN = lookup.findVarHandle(LoopListener.class, "open", int.class);
            ACCEPTED = lookup.findVarHandle(LoopListener.class, "accepted", long.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    private final NetLoop loop;
    private final LoopWires wires;
    private final ServerProtocol protocol;
    private final Admission admission;
    private final RefusalCounts refusals = new RefusalCounts();
    private final WireHome refusedForTotal = new Refused(Reason.CONNECTION_LIMIT);
    private final WireHome refusedForClient = new Refused(Reason.CLIENT_CONNECTION_LIMIT);

    /** The next in the ring of the listener's loops; the same one when there is only one. */
    private LoopListener neighbour = this;

    private ClientConnection first;

    /** Where the next look for an idle connection begins; null for the first. */
    private ClientConnection hand;

    private int answering;
    private boolean draining;

    /** Written by the loop alone, read by anybody. */
    @SuppressWarnings("unused") // by VarHandle
    private int open;

    /** Written by the loop alone, read by anybody. */
    private long accepted;

    LoopListener(NetLoop loop, LoopWires wires, ServerProtocol protocol, Admission admission) {
        this.loop = loop;
        this.wires = wires;
        this.protocol = protocol;
        this.admission = admission;
    }

    /** Says whom to ask for room. Before anything is accepted. */
    @Cold
    void neighbour(LoopListener next) {
        neighbour = next;
    }

    /** Takes over a connection that was accepted just now. On the accepting loop, which may be another. */
    void take(Arrival arrival) {
        if (loop.inLoop()) {
            admit(arrival);
            return;
        }
        try {
            loop.execute(() -> admit(arrival));
        } catch (RejectedExecutionException ended) {
            arrival.close();
        }
    }

    int openConnections() {
        return (int) OPEN.getAcquire(this);
    }

    long acceptedConnections() {
        return (long) ACCEPTED.getOpaque(this);
    }

    long refusedConnections(Reason reason) {
        return refusals.of(reason);
    }

    Admission admission() {
        return admission;
    }

    /** See {@link apex.spi.transport.Binding#drain}. On the loop. */
    @Cold
    void drain() {
        draining = true;
        ClientConnection connection = first;
        while (connection != null) {
            ClientConnection following = connection.next;
            if (connection.session != null) {
                connection.session.drain();
            }
            connection = following;
        }
    }

    /** What is not wanted is sorted out before there is a wire; so many at a time hear why, at the cost of a refused request. */
    private void admit(Arrival arrival) {
        ACCEPTED.setOpaque(this, accepted + 1);
        if (loop.budget().isFarOver()) {
            // Even an answer would need memory; below that, the kernel refuses the request and says so.
            refusals.add(Reason.OVERLOADED);
            arrival.close();
            return;
        }
        InetAddress peer = ip(arrival.remoteAddress());
        boolean proxied = admission.isProxied(peer);
        if (!proxied && !admission.isPlainAllowed()) {
            refuseHeader(arrival.remoteAddress());
            arrival.close();
            return;
        }
        int entry = proxied ? ClientTable.UNCOUNTED : admission.enter(peer);
        if (entry == ClientTable.FULL) {
            refuse(arrival, refusedForClient, Reason.CLIENT_CONNECTION_LIMIT);
            return;
        }
        if (!admission.takePlace() && !takePlaceOfIdle()) {
            admission.leave(entry);
            refuse(arrival, refusedForTotal, Reason.CONNECTION_LIMIT);
            if (neighbour != this && admission.beginWish()) {
                neighbour.makeRoom(this);
            }
            return;
        }
        ClientConnection connection = new ClientConnection(this, proxied, entry);
        register(arrival, connection, () -> release(connection));
    }

    private void refuse(Arrival arrival, WireHome home, Reason reason) {
        refusals.add(reason);
        if (answering == MOST_ANSWERED) {
            arrival.close();
        } else {
            answering++;
            register(arrival, home, () -> answering--);
        }
    }

    private void register(Arrival arrival, WireHome home, Runnable onFailure) {
        arrival.open(wires.owner(WireEnd.CLIENT, home), onFailure);
    }

    /**
     * Closes the connection that has been idle longest between requests, and keeps its place. A look ends after {@link
     * #MOST_LOOKED_AT} connections, so that a flood cannot make it dear; the next one goes on from there.
     */
    private boolean takePlaceOfIdle() {
        ClientConnection idle = idlest();
        if (idle == null) {
            return false;
        }
        idle.hasPlace = false;
        idle.session.drain();
        return true;
    }

    /** The connection that has been idle longest between requests, of those looked at; null when there is none. */
    private ClientConnection idlest() {
        ClientConnection idlest = null;
        long least = ServerSession.BUSY;
        ClientConnection at = hand;
        int looks = Math.min(openConnections(), MOST_LOOKED_AT);
        for (int i = 0; i < looks; i++) {
            at = at == null ? first : at;
            if (at == null) {
                break;
            }
            if (at.hasPlace && at.session != null && at.session.idleUntil() < least) {
                idlest = at;
                least = at.session.idleUntil();
            }
            at = at.next;
        }
        hand = at;
        return idlest;
    }

    /**
     * Another loop had to refuse a connection: gives the place of an idle one to whoever comes next, or hands the wish on until it
     * is back where it came from. Any thread.
     */
    private void makeRoom(LoopListener wishing) {
        if (this == wishing) {
            admission.endWish();
            return;
        }
        try {
            loop.execute(() -> {
                ClientConnection idle = idlest();
                if (idle == null) {
                    neighbour.makeRoom(wishing);
                    return;
                }
                // Whoever sees it end finds its place free.
                idle.hasPlace = false;
                admission.givePlace();
                admission.endWish();
                idle.session.drain();
            });
        } catch (RejectedExecutionException ended) {
            admission.endWish();
        }
    }

    // What a connection tells.

    WireHandler opened(ClientConnection connection, SocketWire wire, boolean proxied) {
        OPEN.setRelease(this, (int) OPEN.get(this) + 1);
        connection.next = first;
        if (first != null) {
            first.previous = connection;
        }
        first = connection;
        connection.session = proxied
                ? new ProxiedClient(this, connection, wire)
                : protocol.attach(wire, new Peer(wire.remoteAddress(), wire.localAddress(), false));
        if (draining) {
            connection.session.drain();
        }
        return connection.session;
    }

    /** The client behind a proxy is known: it counts from here on, and the protocol takes over. */
    void told(ClientConnection connection, Wire wire, ProxiedEnds ends) {
        SocketAddress remote = ends.source() == null ? wire.remoteAddress() : ends.source();
        SocketAddress local = ends.destination() == null ? wire.localAddress() : ends.destination();
        int entry = admission.enter(ip(remote));
        if (entry == ClientTable.FULL) {
            refusals.add(Reason.CLIENT_CONNECTION_LIMIT);
            connection.session = null;
            wire.handler(protocol.refuse(wire, new Peer(remote, local, false), Reason.CLIENT_CONNECTION_LIMIT));
            return;
        }
        connection.entry = entry;
        connection.session = protocol.attach(wire, new Peer(remote, local, false));
        wire.handler(connection.session);
        if (draining) {
            connection.session.drain();
        }
    }

    /** A connection was closed because it does not begin as it should. */
    void refuseHeader(SocketAddress peer) {
        refusals.add(Reason.BAD_PROXY_HEADER);
        admission.reportBadHeader(peer);
    }

    void gone(ClientConnection connection) {
        OPEN.setRelease(this, (int) OPEN.get(this) - 1);
        if (hand == connection) {
            hand = connection.next;
        }
        if (connection.previous != null) {
            connection.previous.next = connection.next;
        } else if (first == connection) {
            first = connection.next;
        }
        if (connection.next != null) {
            connection.next.previous = connection.previous;
        }
        connection.next = null;
        connection.previous = null;
        release(connection);
    }

    private void release(ClientConnection connection) {
        if (connection.hasPlace) {
            connection.hasPlace = false;
            admission.givePlace();
        }
        admission.leave(connection.entry);
        connection.entry = ClientTable.UNCOUNTED;
    }

    private static InetAddress ip(SocketAddress address) {
        return address instanceof InetSocketAddress inet ? inet.getAddress() : null;
    }

    /** Where connections go that get to hear why they were refused; they are not among those of the listener. */
    private final class Refused implements WireHome {
        private final Reason reason;

        Refused(Reason reason) {
            this.reason = reason;
        }

        @Override
        public WireHandler opened(SocketWire wire) {
            return protocol.refuse(wire, new Peer(wire.remoteAddress(), wire.localAddress(), false), reason);
        }

        @Override
        public void gone(SocketWire wire) {
            answering--;
        }
    }
}
