package apex.spi.exchange;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;

/** The other end of a client's connection. Made once for a connection. */
public final class Peer {
    private final SocketAddress remote;
    private final SocketAddress local;
    private final boolean secure;
    private final Text address;

    /**
     * @param remote the client's address
     * @param local the listener's address on which it came in
     * @param secure whether the connection is encrypted
     */
    public Peer(SocketAddress remote, SocketAddress local, boolean secure) {
        this.remote = remote;
        this.local = local;
        this.secure = secure;
        InetAddress ip = ip();
        String text = ip == null ? "unix" : ip.getHostAddress();
        int zone = text.indexOf('%');
        this.address = Text.of(zone < 0 ? text : text.substring(0, zone));
    }

    /** The client's address. */
    public SocketAddress remote() {
        return remote;
    }

    /** The listener's address. */
    public SocketAddress local() {
        return local;
    }

    /** Whether the connection is encrypted. */
    public boolean isSecure() {
        return secure;
    }

    /** The client's IP address without port, zone and brackets; {@code unix} for a client on a Unix domain socket. */
    public Text address() {
        return address;
    }

    /** The client's IP address, or null for a client on a Unix domain socket. */
    public InetAddress ip() {
        return remote instanceof InetSocketAddress inet ? inet.getAddress() : null;
    }
}
