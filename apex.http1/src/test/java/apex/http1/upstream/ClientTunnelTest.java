package apex.http1.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import apex.spi.exchange.Reason;
import org.junit.jupiter.api.Test;

class ClientTunnelTest extends ClientFixture {
    private static final String ASK = "GET /x HTTP/1.1\r\nHost: h\r\nConnection: upgrade\r\nUpgrade: websocket\r\n\r\n";
    private static final String SWITCHED =
            "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n";

    private void open() {
        send(ASK, true);
        assertTrue(wire.taken().endsWith("\r\nUpgrade: websocket\r\n\r\n"));
        wire.receive(SWITCHED);
        assertEquals("acquired reused\n101 11 -1\n", backend.heard.taken());
    }

    @Test
    void bytesRightBehindTheSwitchAreDelivered() {
        send(ASK, false);
        wire.receive("HTTP/1.1 103 Early Hints\r\n\r\n" + SWITCHED + "HTTP/1.1 200 OK\r\n\r\n");
        assertEquals("acquired\n103 11 0\n101 11 -1\ndata HTTP/1.1 200 OK\r\n\r\n|\n", backend.heard.taken());
    }

    @Test
    void nothingIsSentBeforeTheSwitch() {
        send(ASK, false);
        wire.taken();
        assertTrue(data("too early"));
        backend.leg.end(null);
        assertEquals("", wire.taken());
        assertFalse(wire.isOutputEnded());
        wire.receive(SWITCHED);
        assertTrue(data("now"));
        assertEquals("now", wire.taken());
    }

    @Test
    void responseThatDoesNotSwitchLeavesAnOrdinaryConnection() {
        send(ASK, false);
        wire.receive(OK);
        assertEquals("acquired\n200 11 3\ndata abc|\nend\nidle\n", backend.heard.taken());
        get(true);
        wire.receive(SWITCHED);
        assertTrue(backend.heard.taken().endsWith("failed bad_response\ngone\n"), "it was not asked for again");
    }

    @Test
    void backendThatDoesNotReadHoldsUpTheClient() {
        open();
        wire.pending(100_000, true);
        assertFalse(data("abc"));
        wire.pending(10, false);
        assertEquals("drained\n", backend.heard.taken());
        assertTrue(data("def"));
    }

    @Test
    void clientThatDoesNotReadHoldsUpTheBackend() {
        open();
        backend.wantsMore = false;
        wire.receive("abc");
        wire.receive("def");
        assertEquals("data abc|\n", backend.heard.taken());
        backend.leg.resume();
        loop.run();
        assertEquals("data def|\n", backend.heard.taken());
    }

    @Test
    void pauseInTheCallThatBringsTheSwitchHoldsBackWhatFollows() {
        backend.pausesAtHead = true;
        send(ASK, false);
        wire.receive(SWITCHED + "abc");
        assertEquals("acquired\n101 11 -1\n", backend.heard.taken());
        backend.leg.resume();
        loop.run();
        assertEquals("data abc|\n", backend.heard.taken());
    }

    @Test
    void eachDirectionEndsByItselfAndTheConnectionIsNeverUsedAgain() {
        open();
        backend.leg.end(null);
        assertTrue(wire.isOutputEnded());
        wire.receive("still");
        wire.finishInput();
        assertEquals("data still|\nend\ngone\n", backend.heard.taken());
        assertFalse(wire.isOpen());
    }

    @Test
    void backendMayEndFirst() {
        open();
        wire.finishInput();
        assertEquals("end\n", backend.heard.taken());
        data("still");
        assertEquals("still", wire.taken());
        backend.leg.end(null);
        loop.run();
        assertFalse(wire.isOpen());
        assertEquals("gone\n", backend.heard.taken());
    }

    @Test
    void backendThatIsGoneEndsTheTunnel() {
        open();
        wire.reset(Reason.BACKEND_RESET);
        assertEquals("failed backend_reset\ngone\n", backend.heard.taken());
    }

    @Test
    void abortClosesAtOnceAndSilently() {
        open();
        backend.leg.abort(Reason.CLIENT_ABORT);
        loop.run();
        assertFalse(wire.isOpen());
        assertEquals("gone\n", backend.heard.taken());
    }
}
