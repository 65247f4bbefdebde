package apex.kernel.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CidrTest {
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
