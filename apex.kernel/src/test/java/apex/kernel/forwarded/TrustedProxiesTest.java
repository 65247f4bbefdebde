package apex.kernel.forwarded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import apex.kernel.config.Cidr;
import apex.spi.exchange.Peer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrustedProxiesTest {
    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.1.2, true",
        "10.0.0.0/8, 11.0.0.0, false",
        "192.168.1.128/25, 192.168.1.200, true",
        "192.168.1.128/25, 192.168.1.100, false",
        "200.0.0.0/5, 207.255.255.255, true",
        "200.0.0.0/5, 208.0.0.0, false",
        "127.0.0.1, 127.0.0.1, true",
        "127.0.0.1, 127.0.0.2, false",
        "0.0.0.0/0, 8.8.8.8, true",
        "0.0.0.0/0, ::1, false",
        "2001:db8::/32, 2001:db8:1::5, true",
        "2001:db8::/32, 2001:db9::, false",
    })
    void blockHoldsItsAddressesAndNoOthers(String block, String address, boolean expected) {
        Peer peer = new Peer(new InetSocketAddress(InetAddress.ofLiteral(address), 1), null, false);
        TrustedProxies proxies = new TrustedProxies(List.of(Cidr.parse(block)));
        assertEquals(expected, proxies.trusts(peer, new IpParser()));
    }

    @Test
    void unixSocketHasNoAddressToTrust() {
        Peer peer = new Peer(UnixDomainSocketAddress.of("/x"), null, false);
        TrustedProxies all = new TrustedProxies(List.of(Cidr.parse("0.0.0.0/0"), Cidr.parse("::/0")));
        assertFalse(all.trusts(peer, new IpParser()));
    }
}
