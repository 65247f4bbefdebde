package apex.kernel.forwarded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IpParserTest {
    private final IpParser parser = new IpParser();
    private final IpParser expected = new IpParser();

    private boolean parse(String text) {
        byte[] bytes = ("<" + text + ">").getBytes(StandardCharsets.ISO_8859_1);
        return parser.parse(bytes, 1, bytes.length - 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "192.0.2.7",
                "255.255.255.255",
                "::",
                "::1",
                "1::",
                "2001:db8::1",
                "1:2:3:4:5:6:7:8",
                "1:2:3::6:7:8",
                "fe80::a:B:C:d",
                "::ffff:192.0.2.7",
                "1:2:3:4:5:6:192.0.2.7",
                "1:2:3:4:5:6:7::",
                "::2:3:4:5:6:7:8"
            })
    void addressesReadAsTheJdkReadsThem(String text) {
        assertTrue(parse(text));
        expected.set(InetAddress.ofLiteral(text).getAddress());
        assertEquals(expected.high(), parser.high());
        assertEquals(expected.low(), parser.low());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "1.2.3",
                "1.2.3.4.5",
                "1.2.3.256",
                "1.2.3.04",
                "1.2.3.4 ",
                "1..2.3",
                "1.2.3.",
                "a.b.c.d",
                "0x7f.1.1.1",
                ":",
                ":::",
                "1:2",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "1::2::3",
                "12345::",
                "g::",
                "1:2:3:4:5:6:7:",
                ":1:2:3:4:5:6:7",
                "::1.2.3",
                "1:2:3:4:5:6:7:1.2.3.4",
                "unknown",
                "fe80::1%eth0",
                "[::1]",
                "1:2:3:4:5:6:7:8::"
            })
    void whatIsNoAddressIsRefused(String text) {
        assertFalse(parse(text), text);
    }
}
