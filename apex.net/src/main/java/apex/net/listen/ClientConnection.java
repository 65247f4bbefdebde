package apex.net.listen;

import apex.net.ServerSession;
import apex.net.WireHandler;
import apex.net.wire.SocketWire;
import apex.net.wire.WireHome;

/** One admitted connection in the list of its {@link LoopListener}. */
final class ClientConnection implements WireHome {
    /** Neighbours in the list. */
    ClientConnection next;

    ClientConnection previous;

    /** Null before it is open, and when it turned out to be one too many. */
    ServerSession session;

    /** What it counts as with {@link Admission#enter}. */
    int entry;

    /** Whether it has one of the listener's places; one that is closing for another has handed it on. */
    boolean hasPlace = true;

    private final LoopListener listener;
    private final boolean proxied;

    /** @param proxied whether it has to begin with a header of the PROXY protocol */
    ClientConnection(LoopListener listener, boolean proxied, int entry) {
        this.listener = listener;
        this.proxied = proxied;
        this.entry = entry;
    }

    @Override
    public WireHandler opened(SocketWire wire) {
        return listener.opened(this, wire, proxied);
    }

    @Override
    public void gone(SocketWire wire) {
        listener.gone(this);
    }
}
