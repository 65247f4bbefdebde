package apex.http1.downstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import apex.spi.listen.ConnectionLimits;
import apex.spi.listen.ListenerSpec;
import org.junit.jupiter.api.Test;

/** A connection that may serve three requests and live ten seconds. */
class ServerLimitsTest extends ServerFixture {
    private static final int AGE_MILLIS = 10_000;

    @Override
    ListenerSpec spec() {
        return Listeners.with(super.spec(), new ConnectionLimits(IDLE_MILLIS, 0, 0, 3, AGE_MILLIS));
    }

    @Test
    void lastRequestOfAConnectionIsAnsweredWithItsEnd() {
        kernel.answersAtHead = true;
        wire.receive(GET + GET);
        assertFalse(wire.taken().contains("Connection: close"));
        wire.receive(GET + GET);
        assertEquals("200 OK; Content-Length: 1; Connection: close; ; /", sent());
        assertEquals("GET / @h 11 0 last\n".repeat(3), kernel.heard.taken());
        wire.finishInput();
        assertFalse(wire.isOpen());
    }

    @Test
    void exchangeUnderWayAtTheEndOfItsConnectionsLifeIsFinished() {
        loop.pass(AGE_MILLIS - 100);
        wire.receive(GET);
        loop.pass(5L * AGE_MILLIS);
        assertTrue(wire.isOpen());
        kernel.answer(200, "abc");
        loop.run();
        assertEquals("200 OK; Content-Length: 3; Connection: close; ; abc", sent());
        assertFalse(wire.isOpen());
    }

    @Test
    void idleConnectionClosesSilentlyAtTheEndOfItsLife() {
        loop.pass(AGE_MILLIS / 2);
        wire.receive(GET);
        kernel.answer(200, "abc");
        loop.run();
        assertEquals("200 OK; Content-Length: 3; ; abc", sent());
        kernel.heard.taken();
        loop.pass(AGE_MILLIS / 2 - 100);
        assertTrue(wire.isOpen());
        loop.pass(200);
        assertFalse(wire.isOpen());
        assertEquals("", kernel.heard.taken() + wire.taken());
    }

    /** Half a head each was as much memory as whoever sent it liked. */
    @Test
    void headThatGoesOnWhileMemoryRunsShortIsRefused() {
        wire.receive("GET / HTTP/1.1\r\n");
        loop.overloaded(true);
        wire.receive("X: y\r\n");
        assertEquals("failed overloaded answerable\n", kernel.heard.taken());
    }

    @Test
    void headThatGoesOnWhileThereIsMemoryIsRead() {
        wire.receive("GET / HTTP/1.1\r\n");
        wire.receive("Host: h\r\n\r\n");
        assertEquals("GET / @h 11 0 last\n", kernel.heard.taken());
    }
}
