package apex.spi.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeerTest {
    @ParameterizedTest
    @CsvSource({
        "10.0.0.1, 10.0.0.1",
        "::ffff:10.0.0.1, 10.0.0.1",
        "::1, ::1",
        "::, ::",
        "fe80::, fe80::",
        "2001:DB8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
        "2001:db8:0:1:0:0:0:1, 2001:db8:0:1::1",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "1:2:3:4:5:6:7:8, 1:2:3:4:5:6:7:8",
        "::3:4:5:6:7:8, ::3:4:5:6:7:8",
        "1:2:3:4:5:6::, 1:2:3:4:5:6::",
    })
    void anAddressIsWrittenTheOneWayThatPeopleAndRfc5952Know(String literal, String written) {
        Peer peer = new Peer(new InetSocketAddress(InetAddress.ofLiteral(literal), 1), null, false);

        assertEquals(written, peer.address().toString());
    }

    @Test
    void aClientOnAUnixSocketHasAWordInsteadOfAnAddress() {
        Peer peer = new Peer(UnixDomainSocketAddress.of("/x"), null, false);

        assertEquals("unix", peer.address().toString());
        assertNull(peer.ip());
    }
}
