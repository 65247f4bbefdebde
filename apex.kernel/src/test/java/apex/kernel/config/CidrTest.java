package apex.kernel.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CidrTest {
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
    void containsItsAddressesAndNoOthers(String block, String address, boolean expected) {
        assertEquals(expected, Cidr.parse(block).contains(InetAddress.ofLiteral(address)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "10.0.0.0/", "10.0.0.0/33", "::/129", "10.0.0/8x", "localhost", "10.0.0.0/-1", "1.2.3.4/a"})
    void whatIsNoBlockIsRefusedWithAnExample(String text) {
        IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class, () -> Cidr.parse(text));
        assertTrue(refusal.getMessage().startsWith("\"" + text + "\" (expected: "), refusal.getMessage());
    }

    @Test
    void printsAddressAndLength() {
        assertEquals("10.0.0.0/8", Cidr.parse("10.0.0.0/8").toString());
    }
}
