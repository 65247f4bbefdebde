package apex.http1.downstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import apex.net.ServerSession;
import org.junit.jupiter.api.Test;

/** Since when a connection is idle, for the listener that looks for one to close. */
class IdleOrderTest extends ServerFixture {
    @Test
    void aConnectionIsBusyFromTheFirstByteOfARequestToTheEndOfItsExchange() {
        long atOpening = session.idleUntil();
        assertTrue(atOpening < ServerSession.BUSY);
        loop.pass(100);
        assertEquals(atOpening, session.idleUntil());
        wire.receive("G");
        assertEquals(ServerSession.BUSY, session.idleUntil());
        wire.receive(GET.substring(1));
        assertEquals(ServerSession.BUSY, session.idleUntil());
        kernel.answer(200, "abc");
        loop.run();
        long afterwards = session.idleUntil();
        assertTrue(afterwards > atOpening && afterwards < ServerSession.BUSY);
        session.drain();
        assertEquals(ServerSession.BUSY, session.idleUntil());
    }
}
