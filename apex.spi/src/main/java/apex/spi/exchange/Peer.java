package apex.spi.exchange;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;

/** The other end of a client's connection. Made once for a connection. */
public final class Peer {
    private static final int GROUPS = 8;

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
        this.address = Text.of(ip == null ? "unix" : text(ip));
    }

    private static String text(InetAddress ip) {
        return ip instanceof Inet6Address ? ipv6(ip.getAddress()) : ip.getHostAddress();
    }

    /** RFC 5952, section 4: lower case, no leading zeros, the longest run of zero groups as two colons. */
    private static String ipv6(byte[] bytes) {
        int start = 0;
        int longest = 1;
        for (int group = 0; group < GROUPS; group++) {
            int run = zeros(bytes, group);
            if (run > longest) {
                start = group;
                longest = run;
            }
        }
        StringBuilder text = new StringBuilder();
        for (int group = 0; group < GROUPS; group++) {
            if (longest > 1 && group == start) {
                text.append("::");
                group += longest - 1;
                continue;
            }
            if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') {
                text.append(':');
            }
            text.append(Integer.toHexString(group(bytes, group)));
        }
        return text.toString();
    }

    private static int zeros(byte[] bytes, int first) {
        int end = first;
        while (end < GROUPS && group(bytes, end) == 0) {
            end++;
        }
        return end - first;
    }

    private static int group(byte[] bytes, int index) {
        return (bytes[2 * index] & 0xff) << 8 | bytes[2 * index + 1] & 0xff;
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

    /** The client's IP address without port, zone and brackets, IPv6 as RFC 5952 writes it; {@code unix} for a client on a Unix domain socket. */
    public Text address() {
        return address;
    }

    /** The client's IP address, or null for a client on a Unix domain socket. */
    public InetAddress ip() {
        return remote instanceof InetSocketAddress inet ? inet.getAddress() : null;
    }
}
