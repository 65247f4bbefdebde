package apex.http1.downstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import apex.spi.exchange.Reason;
import org.junit.jupiter.api.Test;

class ServerTunnelTest extends ServerFixture {
    private static final String ASK =
            "GET /chat HTTP/1.1\r\nHost: h\r\nConnection: Upgrade\r\nUpgrade: WebSocket\r\n\r\n";
    private static final String SWITCHED =
            "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: WebSocket\r\n\r\n";

    private void open() {
        wire.receive(ASK);
        kernel.start(101, 0, false);
        kernel.leg.resume();
        loop.run();
        assertEquals("GET /chat @h 11 0 last\n", kernel.heard.taken());
        assertEquals(SWITCHED, wire.taken());
    }

    @Test
    void bytesBehindTheRequestWaitForTheAnswerAndTheKernel() {
        wire.receive(ASK + "ear");
        wire.receive("ly");
        assertEquals("GET /chat @h 11 0 last\n", kernel.heard.taken());
        assertEquals("WebSocket", kernel.request.upgrade().toString());
        kernel.start(101, 0, false);
        loop.run();
        assertEquals(SWITCHED, wire.taken());
        assertEquals("", kernel.heard.taken());
        kernel.leg.resume();
        assertEquals("", kernel.heard.taken(), "nothing is delivered during resume");
        loop.run();
        assertEquals("data early|\n", kernel.heard.taken());
    }

    @Test
    void bytesBehindARequestThatIsNotSwitchedAreTheNextRequest() {
        wire.receive(ASK + GET);
        kernel.answer(200, "no");
        loop.run();
        assertEquals("200 OK; Content-Length: 2; ; no", sent());
        assertEquals("GET /chat @h 11 0 last\nGET / @h 11 0 last\n", kernel.heard.taken());
    }

    @Test
    void bytesGoBothWaysAsTheyAre() {
        open();
        wire.receive("GET / HTTP/9\0\n");
        assertEquals("data GET / HTTP/9\0\n|\n", kernel.heard.taken());
        assertTrue(kernel.send("HTTP\n"));
        assertEquals("HTTP\n", wire.taken());
    }

    @Test
    void clientThatDoesNotReadHoldsUpTheBackend() {
        open();
        wire.pending(100_000, true);
        assertFalse(kernel.send("abc"));
        loop.pass(10L * IDLE_MILLIS);
        assertEquals("", kernel.heard.taken());
        wire.pending(10, false);
        assertEquals("drained\n", kernel.heard.taken());
        assertTrue(kernel.send("def"));
    }

    @Test
    void backendThatDoesNotReadHoldsUpTheClientAndItsEnd() {
        open();
        kernel.wantsMore = false;
        wire.receive("abc");
        wire.receive("def");
        assertEquals("data abc|\n", kernel.heard.taken());
        assertEquals(3, wire.keptBytes());
        wire.finishInput();
        assertEquals("", kernel.heard.taken());
        kernel.leg.resume();
        loop.run();
        assertEquals("data def|\n", kernel.heard.taken());
        kernel.leg.resume();
        loop.run();
        assertEquals("end\n", kernel.heard.taken());
    }

    @Test
    void eachDirectionEndsByItself() {
        open();
        wire.finishInput();
        assertEquals("end\n", kernel.heard.taken());
        kernel.send("still");
        assertEquals("still", wire.taken());
        assertTrue(wire.isOpen());
        kernel.leg.end(null);
        loop.run();
        assertFalse(wire.isOpen());
        assertEquals("", kernel.heard.taken());
    }

    @Test
    void backendMayEndFirst() {
        open();
        kernel.leg.end(null);
        assertTrue(wire.isOutputEnded());
        wire.receive("still");
        wire.finishInput();
        assertEquals("data still|\nend\n", kernel.heard.taken());
        assertFalse(wire.isOpen());
        loop.run();
        assertEquals("", kernel.heard.taken());
    }

    @Test
    void endThatIsHeldBackWhileTheConnectionGoesIsStillDelivered() {
        open();
        kernel.leg.pause();
        wire.finishInput();
        kernel.leg.end(null);
        wire.reset(Reason.CLIENT_ABORT);
        assertEquals("", kernel.heard.taken());
        assertTrue(loop.arenas().lentBytes() > 0, "the request can still be read");
        kernel.leg.resume();
        loop.run();
        assertEquals("end\n", kernel.heard.taken());
        assertEquals(0, loop.arenas().lentBytes());
    }

    @Test
    void tunnelThatIsGivenUpWhileItsEndIsHeldBackLeavesNothing() {
        open();
        kernel.leg.pause();
        wire.finishInput();
        kernel.leg.end(null);
        wire.reset(Reason.CLIENT_ABORT);
        kernel.leg.abort(Reason.TUNNEL_IDLE);
        loop.run();
        assertEquals("", kernel.heard.taken());
        assertEquals(0, loop.arenas().lentBytes());
    }

    @Test
    void clientThatIsGoneEndsTheTunnelOnce() {
        open();
        wire.reset(Reason.CLIENT_ABORT);
        assertEquals("failed client_abort\n", kernel.heard.taken());
        kernel.send("late");
        kernel.leg.end(null);
        kernel.leg.abort(Reason.BACKEND_RESET);
        loop.run();
        assertEquals("", kernel.heard.taken() + wire.taken());
    }

    @Test
    void abortClosesAtOnceAndSilently() {
        open();
        kernel.leg.abort(Reason.BACKEND_RESET);
        loop.run();
        assertFalse(wire.isOpen());
        assertEquals("", kernel.heard.taken());
    }

    @Test
    void abortOfWhatHasEndedBothWaysLosesNothing() {
        open();
        wire.finishInput();
        kernel.heard.taken();
        wire.pending(100, false);
        kernel.leg.end(null);
        kernel.leg.abort(Reason.CLIENT_ABORT);
        loop.run();
        assertTrue(wire.isOpen());
        wire.pending(0, false);
        loop.run();
        assertFalse(wire.isOpen());
        assertEquals("", kernel.heard.taken());
    }

    @Test
    void neitherTimeNorADrainEndsATunnel() {
        open();
        session.drain();
        loop.pass(100L * IDLE_MILLIS);
        assertTrue(wire.isOpen());
        wire.receive("abc");
        assertEquals("data abc|\n", kernel.heard.taken());
    }

    @Test
    void switchThatNobodyAskedForEndsTheExchange() {
        wire.receive(GET);
        kernel.heard.taken();
        kernel.start(101, 0, false);
        loop.run();
        assertEquals("failed internal_error\n", kernel.heard.taken());
        assertEquals("", wire.taken());
        assertFalse(wire.isOpen());
    }

    @Test
    void switchWithinTheCallThatBroughtTheRequestLeavesTheRestToTheTunnel() {
        kernel.switchesAtHead = true;
        wire.receive(ASK + "early");
        assertEquals("GET /chat @h 11 0 last\ndata early|\n", kernel.heard.taken());
        assertEquals(SWITCHED, wire.taken());
    }
}
