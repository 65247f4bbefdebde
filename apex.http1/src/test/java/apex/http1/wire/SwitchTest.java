package apex.http1.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import apex.http1.fake.FakeInput;
import apex.spi.exchange.ArenaSlab;
import apex.spi.exchange.ResponseHead;
import apex.spi.exchange.Text;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A backend's answer to a request to switch protocols. */
class SwitchTest {
    private final ArenaSlab slab = new ArenaSlab();
    private final ResponseHead head = new ResponseHead();
    private final ResponseParser parser = new ResponseParser(head);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 101 Switching Protocols|Connection: Upgrade|Upgrade: websocket||",
                "HTTP/1.1 101 |connection: x, UPGRADE|upgrade: , WebSocket ,|X: y||",
                "HTTP/1.1 101|Upgrade: websocket|Connection: upgrade|Content-Length: 0||"
            })
    void switchToWhatWasAskedForIsTaken(String message) {
        String bytes = Wording.decode(message);
        for (int split = 0; split <= bytes.length(); split++) {
            assertNull(failure("websocket", bytes, split), "split at " + split);
            assertTrue(head.isSwitch());
            assertFalse(head.isInformational());
            assertEquals(BodyFraming.UNTIL_CLOSE, parser.framing());
            assertEquals(-1, head.contentLength());
            assertFalse(parser.keepsAlive());
            assertEquals(-1, head.fields().find(apex.spi.exchange.FieldName.UPGRADE));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 101 Switching Protocols||",
                "HTTP/1.1 101 Switching Protocols|Upgrade: websocket||",
                "HTTP/1.1 101 Switching Protocols|Connection: close|Upgrade: websocket||",
                "HTTP/1.1 101 Switching Protocols|Connection: upgrade||",
                "HTTP/1.1 101 Switching Protocols|Connection: upgrade|Upgrade:||",
                "HTTP/1.1 101 Switching Protocols|Connection: upgrade|Upgrade: h2c||",
                "HTTP/1.1 101 Switching Protocols|Connection: upgrade|Upgrade: websocket/13||",
                "HTTP/1.1 101 Switching Protocols|Connection: upgrade|Upgrade: websocketx||",
                "HTTP/1.1 101 Switching Protocols|Connection: upgrade|Upgrade: websocket, h2c||",
                "HTTP/1.1 101 Switching Protocols|Connection: upgrade|Upgrade: websocket|Upgrade: websocket||",
                "HTTP/1.1 101 Switching Protocols|Connection: upgrade|Upgrade: websocket|Content-Length: 5||",
                "HTTP/1.1 101 Switching Protocols|Connection: upgrade|Upgrade: websocket|Transfer-Encoding: chunked||",
                "HTTP/1.1 101 Switching Protocols|Connection: upgrade,{32xx,}|Upgrade: websocket||",
                "HTTP/1.0 101 Switching Protocols|Connection: upgrade|Upgrade: websocket||"
            })
    void anyOtherSwitchIsRefused(String message) {
        String bytes = Wording.decode(message);
        for (int split = 0; split <= bytes.length(); split++) {
            assertEquals("bad_response", failure("websocket", bytes, split), "split at " + split);
        }
    }

    @Test
    void whatWasAskedForOnceIsNotAskedForAgain() {
        String bytes = Wording.decode("HTTP/1.1 101 Switching Protocols|Connection: upgrade|Upgrade: websocket||");
        assertNull(failure("websocket", bytes, 0));
        assertEquals("bad_response", failure("", bytes, 0));
        parser.begin(false);
        assertTrue(parser.feed(new FakeInput(bytes), slab));
        assertEquals("bad_response", parser.failure().code());
    }

    @Test
    void backendMayDeclineTheSwitch() {
        String bytes = Wording.decode("HTTP/1.1 200 OK|Connection: upgrade|Upgrade: websocket|Content-Length: 2||");
        assertNull(failure("websocket", bytes, 0));
        assertFalse(head.isSwitch());
        assertEquals(BodyFraming.LENGTH, parser.framing());
        assertTrue(parser.keepsAlive());
    }

    private String failure(String asked, String bytes, int split) {
        Text text = Text.of(asked);
        parser.begin(false, text);
        // The text belongs to a head that may have moved meanwhile.
        java.util.Arrays.fill(text.array(), (byte) 'x');
        boolean over = parser.feed(new FakeInput(bytes.substring(0, split)), slab)
                || parser.feed(new FakeInput(bytes.substring(split)), slab);
        assertTrue(over);
        return parser.failure() == null ? null : parser.failure().code();
    }
}
