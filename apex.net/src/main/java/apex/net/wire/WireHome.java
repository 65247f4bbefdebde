package apex.net.wire;

import apex.net.WireHandler;

/** Whoever opened a wire: a listener or a pool. On the wire's loop. */
public interface WireHome {
    /** The connection is up; returns who handles it, or null when it is not wanted any more. */
    WireHandler opened(SocketWire wire);

    /** The connection is gone, and its handler knows. Only for wires that were opened. */
    void gone(SocketWire wire);
}
