package apex.app.admin;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoopbackHostTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"localhost", "LocalHost:9180", "127.0.0.1", "127.8.9.1:1", "[::1]", "[::1]:9180", " localhost "})
    void aLoopbackNameOrAddressIsMeant(String host) {
        assertTrue(LoopbackHost.isMeant(List.of(host)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":9180",
                "rebound.example",
                "rebound.example:9180",
                "localhost.example",
                "127.0.0.1.example",
                "10.0.0.1",
                "0.0.0.0",
                "[::]",
                "[::2]:9180",
                "::1",
                "localhost@example",
                "localhost:9180:1",
                "localhost, example",
                "[localhost]"
            })
    void anyOtherIsNot(String host) {
        assertFalse(LoopbackHost.isMeant(List.of(host)));
    }

    @Test
    void noneOrSeveralAreNot() {
        assertFalse(LoopbackHost.isMeant(null));
        assertFalse(LoopbackHost.isMeant(List.of("localhost", "localhost")));
    }
}
