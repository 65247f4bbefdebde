package apex.http1.downstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import apex.spi.listen.HalfClose;
import apex.spi.listen.ListenerSpec;
import org.junit.jupiter.api.Test;

/** Clients that end their output and wait, on a listener that lets them. */
class ServerFinishTest extends ServerFixture {
    @Override
    ListenerSpec spec() {
        return Listeners.with(super.spec(), HalfClose.FINISH);
    }

    @Test
    void clientThatEndsItsOutputStillGetsItsResponse() {
        wire.receive(GET);
        wire.finishInput();
        assertTrue(wire.isOpen());
        kernel.answer(200, "abc");
        loop.run();
        assertEquals("200 OK; Content-Length: 3; Connection: close; ; abc", sent());
        assertFalse(wire.isOpen());
    }

    @Test
    void pipelinedRequestsBeforeTheEndOfInputAreAllAnswered() {
        wire.receive(GET + GET);
        wire.finishInput();
        kernel.answer(200, "a");
        loop.run();
        kernel.answer(200, "b");
        loop.run();
        assertEquals("GET / @h 11 0 last\nGET / @h 11 0 last\n", kernel.heard.taken());
        assertFalse(wire.isOpen());
    }

    @Test
    void endOfInputInABodyIsAnAbortAllTheSame() {
        wire.receive("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nab");
        wire.finishInput();
        assertEquals("POST / @h 11 5\ndata ab|\nfailed client_abort\n", kernel.heard.taken());
    }

    @Test
    void tunnelOfAClientThatHasEndedItsOutputBeginsWithThatEnd() {
        wire.receive("GET / HTTP/1.1\r\nHost: h\r\nConnection: upgrade\r\nUpgrade: echo\r\n\r\n");
        wire.finishInput();
        kernel.heard.taken();
        kernel.start(101, 0, false);
        assertEquals("", kernel.heard.taken());
        kernel.leg.resume();
        loop.run();
        assertEquals("end\n", kernel.heard.taken());
        kernel.send("bye");
        kernel.leg.end(null);
        assertTrue(wire.taken().endsWith("\r\n\r\nbye"));
        assertFalse(wire.isOpen());
    }
}
