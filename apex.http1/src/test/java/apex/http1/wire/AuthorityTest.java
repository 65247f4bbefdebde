package apex.http1.wire;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorityTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "[::]",
                "[::1]",
                "[1::]:80",
                "[1:2:3:4:5:6:7:8]",
                "[1:2:3:4:5:6:7::]",
                "[::2:3:4:5:6:7:8]",
                "[fe80::ABCD:0:1]:65535",
                "[::ffff:192.0.2.255]",
                "[1:2:3:4:5:6:0.0.0.0]",
                "[1::5:255.1.10.100]:1"
            })
    void addressInBracketsIsOneOfIpv6(String text) {
        assertTrue(isValid(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "[:]",
                "[1:2]",
                "[1:2:3]",
                "[:::]",
                "[1:::2]",
                "[::1::]",
                "[:1::]",
                "[1::2:]",
                "[1:2:3:4:5:6:7]",
                "[1:2:3:4:5:6:7:8:9]",
                "[1:2:3:4:5:6:7:8::]",
                "[::1:2:3:4:5:6:7:8]",
                "[12345::]",
                "[::g]",
                "[::1",
                "[::1:",
                "[::1]a",
                "[::1.2.3]",
                "[::1.2.3.4.5]",
                "[::1.2.324.4]",
                "[::1.2.3.256]",
                "[::01.2.3.4]",
                "[::1..3.4]",
                "[::a.2.3.4]",
                "[1.2.3.4]",
                "[1.2.3.4::]",
                "[1:2:3:4:5:6:7:1.2.3.4]",
                "[::1%25eth0]",
                "[v1.a]"
            })
    void textInBracketsThatIsNoIpv6AddressIsRefused(String text) {
        assertFalse(isValid(text));
    }

    private static boolean isValid(String text) {
        byte[] bytes = (" " + text + "]").getBytes(StandardCharsets.ISO_8859_1);
        return Authority.isValid(bytes, 1, text.length());
    }
}
