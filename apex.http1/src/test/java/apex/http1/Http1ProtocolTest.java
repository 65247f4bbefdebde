package apex.http1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import apex.net.Protocol;
import org.junit.jupiter.api.Test;

class Http1ProtocolTest {
    @Test
    void moduleProvidesTheProtocolUnderItsAlpnIdentifier() {
        assertEquals("http/1.1", new Http1Protocol().alpn());
        assertTrue(Http1Protocol.class.getModule().getDescriptor().provides().stream()
                .anyMatch(provided -> provided.service().equals(Protocol.class.getName())
                        && provided.providers().contains(Http1Protocol.class.getName())));
    }
}
