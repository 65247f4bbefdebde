package apex.http1.downstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import apex.spi.exchange.Reason;
import org.junit.jupiter.api.Test;

class ServerEndTest extends ServerFixture {
    @Test
    void endOfInputDuringAnExchangeGivesItUp() {
        wire.receive(GET);
        wire.finishInput();
        assertEquals("GET / @h 11 0 last\nfailed client_abort\n", kernel.heard.taken());
        assertEquals("", wire.taken());
        assertFalse(wire.isOpen());
        kernel.answer(200, "abc");
        loop.run();
        assertEquals("", kernel.heard.taken() + wire.taken());
    }

    @Test
    void endOfInputBehindARequestThatIsAnsweredAlreadyLetsTheAnswerLeave() {
        kernel.answersAtHead = true;
        wire.receive(GET);
        wire.finishInput();
        assertEquals("200 OK; Content-Length: 1; ; /", sent());
        assertFalse(wire.isOpen());
    }

    @Test
    void endOfInputIsNoticedBehindPipelinedRequestsWhichAreDropped() {
        wire.receive(GET + GET + GET);
        wire.finishInput();
        assertEquals("GET / @h 11 0 last\nfailed client_abort\n", kernel.heard.taken());
        assertFalse(wire.isOpen());
    }

    @Test
    void endOfInputIsNoticedBehindABodyThatIsNotWantedYet() {
        kernel.resumesAtHead = false;
        wire.receive("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nabc");
        wire.finishInput();
        assertEquals("POST / @h 11 3\nfailed client_abort\n", kernel.heard.taken());
        assertFalse(wire.isOpen());
    }

    @Test
    void endOfInputWhileTheEndOfABodyIsHeldBackIsAnAbort() {
        kernel.wantsMore = false;
        wire.receive("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nabc");
        wire.finishInput();
        assertEquals("POST / @h 11 3\ndata abc|\nfailed client_abort\n", kernel.heard.taken());
    }

    @Test
    void refusalIsStillAnsweredWhenTheClientHasEndedItsOutput() {
        kernel.answersFailures = false;
        wire.receive("BAD\r\n");
        wire.finishInput();
        assertEquals("failed bad_request_line answerable\n", kernel.heard.taken());
        kernel.answer(400, "bad");
        loop.run();
        assertEquals("400 Bad Request; Content-Length: 3; Connection: close; ; bad", sent());
        assertFalse(wire.isOpen());
    }

    @Test
    void endOfInputInABodyIsAnAbort() {
        wire.receive("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nab");
        wire.finishInput();
        assertEquals("POST / @h 11 5\ndata ab|\nfailed client_abort\n", kernel.heard.taken());
        assertFalse(wire.isOpen());
    }

    @Test
    void endOfInputInAHeadIsAnAbort() {
        wire.receive("GET / HT");
        wire.finishInput();
        assertEquals("failed client_abort\n", kernel.heard.taken());
        assertFalse(wire.isOpen());
    }

    @Test
    void endOfInputBetweenRequestsClosesSilently() {
        wire.finishInput();
        assertFalse(wire.isOpen());
        assertEquals("", kernel.heard.taken() + wire.taken());
    }

    @Test
    void clientThatIsGoneEndsTheExchangeOnce() {
        wire.receive(GET);
        wire.reset(Reason.CLIENT_ABORT);
        assertEquals("GET / @h 11 0 last\nfailed client_abort\n", kernel.heard.taken());
        kernel.answer(200, "abc");
        loop.run();
        assertEquals("", kernel.heard.taken());
    }

    @Test
    void connectionThatIsLostBetweenRequestsIsNobodysBusiness() {
        wire.receive(GET);
        kernel.answer(200, "abc");
        loop.run();
        kernel.heard.taken();
        wire.reset(Reason.CLIENT_ABORT);
        assertEquals("", kernel.heard.taken());
    }

    @Test
    void drainClosesAnIdleConnectionNow() {
        session.drain();
        loop.run();
        assertFalse(wire.isOpen());
    }

    @Test
    void drainLetsThePresentExchangeFinish() {
        wire.receive(GET);
        session.drain();
        loop.run();
        assertTrue(wire.isOpen());
        kernel.answer(200, "abc");
        loop.run();
        assertEquals("200 OK; Content-Length: 3; Connection: close; ; abc", sent());
        assertFalse(wire.isOpen());
    }

    // Time.

    @Test
    void headHasToArriveInTimeWhateverTrickles() {
        wire.receive("GET / HTTP/1.1\r\n");
        for (int i = 0; i < 9; i++) {
            loop.pass(100);
            wire.receive("X: y\r\n");
        }
        assertEquals("", kernel.heard.taken());
        loop.pass(120);
        assertEquals("failed header_timeout answerable\n", kernel.heard.taken());
        assertEquals("408 Request Timeout; Content-Length: 14; Connection: close; ; header_timeout", sent());
    }

    @Test
    void idleConnectionClosesSilently() {
        wire.receive(GET);
        kernel.answer(200, "abc");
        loop.run();
        kernel.heard.taken();
        wire.taken();
        loop.pass(IDLE_MILLIS - 100);
        assertTrue(wire.isOpen());
        loop.pass(200);
        assertFalse(wire.isOpen());
        assertEquals("", kernel.heard.taken() + wire.taken());
    }

    @Test
    void connectionThatNeverSendsClosesSilently() {
        loop.pass(IDLE_MILLIS + 100);
        assertFalse(wire.isOpen());
        assertEquals("", kernel.heard.taken() + wire.taken());
    }

    @Test
    void exchangeWaitsForTheKernelWithoutALimitOfItsOwn() {
        wire.receive(GET);
        loop.pass(10L * IDLE_MILLIS);
        assertTrue(wire.isOpen());
        assertEquals("GET / @h 11 0 last\n", kernel.heard.taken());
    }

    @Test
    void bodyWithoutProgressTimesOut() {
        wire.receive("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\n");
        loop.pass(IDLE_MILLIS - 100);
        wire.receive("ab");
        loop.pass(IDLE_MILLIS - 100);
        assertEquals("POST / @h 11 5\ndata ab|\n", kernel.heard.taken());
        loop.pass(200);
        assertEquals("failed body_timeout answerable\n", kernel.heard.taken());
        assertTrue(sent().startsWith("408 "));
    }

    @Test
    void bodyThatIsNotWantedDoesNotTimeOut() {
        kernel.resumesAtHead = false;
        wire.receive("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\n");
        loop.pass(2 * IDLE_MILLIS);
        assertEquals("POST / @h 11 5\n", kernel.heard.taken());
        kernel.leg.resume();
        loop.pass(IDLE_MILLIS + 100);
        assertEquals("failed body_timeout answerable\n", kernel.heard.taken());
    }

    @Test
    void clientThatDoesNotReadIsCutOff() {
        wire.receive(GET);
        kernel.heard.taken();
        kernel.start(200, -1, false);
        wire.pending(100_000, true);
        assertFalse(kernel.send("abc"));
        loop.pass(IDLE_MILLIS - 100);
        wire.pending(90_000, true);
        loop.pass(IDLE_MILLIS);
        assertEquals("", kernel.heard.taken(), "there was progress");
        loop.pass(IDLE_MILLIS + 100);
        assertEquals("failed client_stalled\n", kernel.heard.taken());
        assertFalse(wire.isOpen());
    }

    @Test
    void nextRequestWaitsUntilTheClientHasTakenEarlierResponses() {
        wire.receive(GET);
        kernel.start(200, -1, false);
        wire.pending(100_000, true);
        assertFalse(kernel.send("abc"));
        kernel.leg.end(null);
        loop.run();
        kernel.heard.taken();
        wire.receive(GET);
        assertEquals("", kernel.heard.taken());
        assertTrue(wire.isPaused());
        wire.pending(10, false);
        assertEquals("GET / @h 11 0 last\n", kernel.heard.taken());
    }

    @Test
    void responsesWithoutBodiesThatNobodyReadsDoNotPileUp() {
        kernel.answersAtHead = true;
        wire.pending(100_000, true);
        wire.receive(GET.repeat(100));
        assertEquals("GET / @h 11 0 last\n", kernel.heard.taken());
        loop.pass(IDLE_MILLIS + 100);
        assertEquals("", kernel.heard.taken(), "no exchange is under way");
        assertFalse(wire.isOpen());
    }

    @Test
    void clientThatNeverReadsAnEarlierResponseIsCutOffBetweenExchanges() {
        wire.receive(GET);
        kernel.start(200, -1, false);
        wire.pending(100_000, true);
        assertFalse(kernel.send("abc"));
        kernel.leg.end(null);
        loop.run();
        kernel.heard.taken();
        loop.pass(IDLE_MILLIS + 100);
        assertEquals("", kernel.heard.taken());
        assertFalse(wire.isOpen());
    }

    @Test
    void drainClosesAConnectionWhoseLastResponseIsStillLeaving() {
        kernel.answersAtHead = true;
        wire.pending(100_000, true);
        wire.receive(GET);
        session.drain();
        assertTrue(wire.isOpen());
        wire.pending(0, false);
        loop.run();
        assertFalse(wire.isOpen());
    }

    @Test
    void clientThatLeavesBeforeARefusalIsAnsweredEndsTheExchange() {
        kernel.answersFailures = false;
        wire.receive("GET / HTTP/3.0\r\n");
        assertEquals("failed bad_version answerable\n", kernel.heard.taken());
        wire.reset(Reason.CLIENT_ABORT);
        assertEquals("failed client_abort\n", kernel.heard.taken());
    }

    @Test
    void refusalThatIsNotAnsweredInTimeEndsTheExchange() {
        kernel.answersFailures = false;
        wire.receive("GET / HTTP/3.0\r\n");
        kernel.heard.taken();
        loop.pass(IDLE_MILLIS + 100);
        assertEquals("failed internal_error\n", kernel.heard.taken());
        assertFalse(wire.isOpen());
    }

    @Test
    void clientThatReadsAgainGetsMore() {
        wire.receive(GET);
        kernel.heard.taken();
        kernel.start(200, -1, false);
        wire.pending(100_000, true);
        assertFalse(kernel.send("abc"));
        wire.pending(10, false);
        assertEquals("drained\n", kernel.heard.taken());
        assertTrue(kernel.send("abc"));
        loop.pass(2 * IDLE_MILLIS);
        assertEquals("", kernel.heard.taken());
        assertTrue(wire.isOpen());
    }

    @Test
    void outputOfAClosingConnectionHasToMove() {
        wire.receive("GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
        wire.pending(1_000, false);
        kernel.answer(200, "abc");
        loop.run();
        assertTrue(wire.isOpen());
        loop.pass(IDLE_MILLIS - 100);
        wire.pending(500, false);
        loop.pass(200);
        assertTrue(wire.isOpen());
        loop.pass(IDLE_MILLIS + 100);
        assertFalse(wire.isOpen());
    }
}
