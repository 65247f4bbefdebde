package apex.net.proxy;

import apex.spi.exchange.Peer;
import apex.spi.transport.ProxyHeader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** What a connection begins with by the PROXY protocol (HAProxy's proxy-protocol.txt, sections 2.1 and 2.2). */
public final class ProxyPrefix {
    private static final byte[] NOTHING = {};
    private static final byte[] UNKNOWN = "PROXY UNKNOWN\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int IPV4_BYTES = 4;
    private static final int IPV6_BYTES = 16;
    private static final int PORTS_BYTES = 4;

    private ProxyPrefix() {}

    /** Tells the client; one on a Unix domain socket has no address that could be told. */
    public static byte[] of(ProxyHeader version, Peer client) {
        return switch (version) {
            case NONE -> NOTHING;
            case V1 -> text(client.remote(), client.local());
            case V2 -> binary(client.remote(), client.local());
        };
    }

    /**
     * Tells that the proxy speaks for itself. Version 1 has no word for that: as the specification advises, it tells the
     * connection's own ends, because many servers refuse the word for the unknown.
     */
    public static byte[] ofOurselves(ProxyHeader version, SocketAddress here, SocketAddress there) {
        return switch (version) {
            case NONE -> NOTHING;
            case V1 -> text(here, there);
            case V2 -> local();
        };
    }

    private static byte[] text(SocketAddress from, SocketAddress to) {
        if (!isTold(from, to)) {
            return UNKNOWN;
        }
        InetSocketAddress source = (InetSocketAddress) from;
        InetSocketAddress target = (InetSocketAddress) to;
        int size = addressBytes(source, target);
        StringBuilder line = new StringBuilder(size == IPV4_BYTES ? "PROXY TCP4 " : "PROXY TCP6 ");
        append(line, bytes(source, size));
        append(line.append(' '), bytes(target, size));
        line.append(' ').append(source.getPort()).append(' ').append(target.getPort());
        return line.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static void append(StringBuilder line, byte[] address) {
        for (int i = 0; i < address.length; i++) {
            if (address.length == IPV4_BYTES) {
                line.append(i == 0 ? "" : ".").append(address[i] & 0xff);
            } else if (i % 2 == 0) {
                line.append(i == 0 ? "" : ":");
                line.append(Integer.toHexString((address[i] & 0xff) << 8 | address[i + 1] & 0xff));
            }
        }
    }

    private static byte[] binary(SocketAddress from, SocketAddress to) {
        if (!isTold(from, to)) {
            return local();
        }
        InetSocketAddress source = (InetSocketAddress) from;
        InetSocketAddress target = (InetSocketAddress) to;
        int size = addressBytes(source, target);
        int length = 2 * size + PORTS_BYTES;
        return begun(BinaryHeader.PROXY, size == IPV4_BYTES ? BinaryHeader.TCP4 : BinaryHeader.TCP6, length)
                .put(bytes(source, size))
                .put(bytes(target, size))
                .putShort((short) source.getPort())
                .putShort((short) target.getPort())
                .array();
    }

    private static byte[] local() {
        return begun(BinaryHeader.LOCAL, BinaryHeader.UNSPECIFIED, 0).array();
    }

    private static ByteBuffer begun(int command, int family, int length) {
        return ByteBuffer.allocate(BinaryHeader.FIXED_BYTES + length)
                .put(BinaryHeader.SIGNATURE)
                .put((byte) command)
                .put((byte) family)
                .putShort((short) length);
    }

    private static boolean isTold(SocketAddress from, SocketAddress to) {
        return ip(from) != null && ip(to) != null;
    }

    private static InetAddress ip(SocketAddress address) {
        return address instanceof InetSocketAddress inet ? inet.getAddress() : null;
    }

    private static int addressBytes(InetSocketAddress source, InetSocketAddress target) {
        return Math.max(
                source.getAddress().getAddress().length, target.getAddress().getAddress().length);
    }

    /** An address in {@code size} bytes: an IPv4 address beside one of IPv6 is mapped (RFC 4291, section 2.5.5.2). */
    private static byte[] bytes(InetSocketAddress address, int size) {
        byte[] own = address.getAddress().getAddress();
        if (own.length == size) {
            return own;
        }
        return ByteBuffer.allocate(IPV6_BYTES)
                .putShort(IPV6_BYTES - IPV4_BYTES - 2, (short) 0xffff)
                .put(IPV6_BYTES - IPV4_BYTES, own)
                .array();
    }
}
