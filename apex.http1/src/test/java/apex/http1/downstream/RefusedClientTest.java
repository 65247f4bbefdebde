package apex.http1.downstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import apex.http1.fake.FakeLoop;
import apex.http1.fake.FakeWire;
import apex.spi.exchange.Reason;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a client hears that may not have its connection. */
class RefusedClientTest {
    private final FakeLoop loop = new FakeLoop();
    private final FakeWire wire = new FakeWire(loop);

    @BeforeEach
    void refuse() {
        wire.handler(new RefusedClient(wire, Reason.CONNECTION_LIMIT, true));
    }

    @Test
    void theAnswerIsCompleteAndNamesTheReason() {
        assertEquals(
                "HTTP/1.1 503 Service Unavailable\r\nContent-Type: application/json\r\nContent-Length: 111\r\n"
                        + "Connection: close\r\n\r\n"
                        + "{\"error\": \"The listener has as many connections as it may have.\", \"status\": 503,"
                        + " \"reason\": \"connection_limit\"}\n",
                wire.taken());
        FakeWire other = new FakeWire(loop);
        other.handler(new RefusedClient(other, Reason.CLIENT_CONNECTION_LIMIT, true));
        assertTrue(other.taken().startsWith("HTTP/1.1 429 Too Many Requests\r\n"));
    }

    @ParameterizedTest
    @CsvSource({"CONNECTION_LIMIT, 503 Service Unavailable", "CLIENT_CONNECTION_LIMIT, 429 Too Many Requests"})
    void theAnswerHasNoBodyWhereAnswersHaveNone(String reason, String status) {
        FakeWire other = new FakeWire(loop);
        Reason why = reason.equals("CONNECTION_LIMIT") ? Reason.CONNECTION_LIMIT : Reason.CLIENT_CONNECTION_LIMIT;
        other.handler(new RefusedClient(other, why, false));
        assertEquals("HTTP/1.1 " + status + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", other.taken());
    }

    @Test
    void whatTheClientSendsIsReadForNothingUntilItCloses() {
        wire.receive("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
        assertTrue(wire.isOpen());
        wire.finishInput();
        assertFalse(wire.isOpen());
    }

    @Test
    void aClientThatStaysIsClosedAfterASecond() {
        loop.pass(999);
        assertTrue(wire.isOpen());
        loop.pass(20);
        assertFalse(wire.isOpen());
    }

    @Test
    void aClientThatSendsTooMuchIsClosedAtOnce() {
        wire.receive("x".repeat(64 * 1024));
        assertTrue(wire.isOpen());
        wire.receive("x");
        assertFalse(wire.isOpen());
    }
}
