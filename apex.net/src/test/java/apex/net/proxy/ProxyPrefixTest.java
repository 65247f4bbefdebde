package apex.net.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import apex.spi.exchange.Peer;
import apex.spi.transport.ProxyHeader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Headers of the PROXY protocol to the last byte. */
class ProxyPrefixTest {
    private static final String SIGNATURE = "0d0a0d0a000d0a515549540a";
    private static final SocketAddress UNIX = UnixDomainSocketAddress.of("/run/a.sock");

    private static SocketAddress at(String ip, int port) {
        return new InetSocketAddress(InetAddress.ofLiteral(ip), port);
    }

    private static String text(SocketAddress from, SocketAddress to) {
        byte[] bytes = ProxyPrefix.of(ProxyHeader.V1, new Peer(from, to, false));
        return new String(bytes, StandardCharsets.US_ASCII);
    }

    private static String hex(SocketAddress from, SocketAddress to) {
        return HexFormat.of().formatHex(ProxyPrefix.of(ProxyHeader.V2, new Peer(from, to, false)));
    }

    @Test
    void versionOneIsALineOfText() {
        assertEquals(
                "PROXY TCP4 255.255.255.255 0.0.0.0 65535 65535\r\n",
                text(at("255.255.255.255", 65535), at("0.0.0.0", 65535)));
        assertEquals(
                "PROXY TCP6 2001:db8:0:0:0:0:0:1 0:0:0:0:0:0:0:1 1 443\r\n",
                text(at("2001:db8::1", 1), at("::1", 443)));
        String all = "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff";
        assertEquals(104, text(at(all, 65535), at(all, 65535)).length());
    }

    @Test
    void versionTwoIsSignatureCommandFamilyLengthAddressesAndPorts() {
        assertEquals(
                SIGNATURE + "2111000c" + "0a010203" + "c0000201" + "04d2" + "0050",
                hex(at("10.1.2.3", 1234), at("192.0.2.1", 80)));
        assertEquals(
                SIGNATURE + "21210024" + "20010db8000000000000000000000001" + "00000000000000000000000000000001"
                        + "ffff" + "01bb",
                hex(at("2001:db8::1", 65535), at("::1", 443)));
    }

    @Test
    void anIpv4AddressBesideOneOfIpv6IsMapped() {
        assertEquals(
                "PROXY TCP6 0:0:0:0:0:ffff:a01:203 0:0:0:0:0:0:0:1 1234 80\r\n",
                text(at("10.1.2.3", 1234), at("::1", 80)));
        assertEquals(
                SIGNATURE + "21210024" + "00000000000000000000000000000001" + "00000000000000000000ffffc0000201"
                        + "0001" + "0050",
                hex(at("::1", 1), at("192.0.2.1", 80)));
    }

    @Test
    void aClientWithoutAnAddressIsUnknownInVersionOneAndTheProxyItselfInVersionTwo() {
        SocketAddress unresolved = InetSocketAddress.createUnresolved("a", 1);
        assertEquals("PROXY UNKNOWN\r\n", text(UNIX, UNIX));
        assertEquals("PROXY UNKNOWN\r\n", text(unresolved, at("::1", 80)));
        assertEquals(SIGNATURE + "20000000", hex(UNIX, UNIX));
        assertEquals(SIGNATURE + "20000000", hex(at("::1", 80), unresolved));
    }

    @Test
    void aCheckTellsItsOwnEndsInVersionOneAndNoneInVersionTwo() {
        byte[] one = ProxyPrefix.ofOurselves(ProxyHeader.V1, at("127.0.0.1", 5), at("127.0.0.2", 80));
        assertEquals("PROXY TCP4 127.0.0.1 127.0.0.2 5 80\r\n", new String(one, StandardCharsets.US_ASCII));
        byte[] two = ProxyPrefix.ofOurselves(ProxyHeader.V2, at("127.0.0.1", 5), at("127.0.0.2", 80));
        assertEquals(SIGNATURE + "20000000", HexFormat.of().formatHex(two));
        byte[] unix = ProxyPrefix.ofOurselves(ProxyHeader.V1, UNIX, UNIX);
        assertEquals("PROXY UNKNOWN\r\n", new String(unix, StandardCharsets.US_ASCII));
        assertEquals(0, ProxyPrefix.ofOurselves(ProxyHeader.NONE, UNIX, UNIX).length);
    }
}
