package apex.http1.downstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerBodyTest extends ServerFixture {
    @ParameterizedTest
    @CsvSource({"'Content-Length: 6', abcdef", "'Transfer-Encoding: chunked', '3;abc;3;def;0;;'"})
    void bodyStreamsInWhateverPiecesItArrives(String framing, String body) {
        String head = "POST / HTTP/1.1\r\nHost: h\r\n" + framing + "\r\n\r\n";
        String message = head + body.replace(";", "\r\n");
        for (int split = 1; split < message.length(); split++) {
            wire.receive(message.substring(0, split));
            wire.receive(message.substring(split));
            String heard = kernel.heard.taken();
            assertTrue(heard.endsWith("\ndata abcdef|\nend\n"), heard);
            kernel.answer(200, "ok");
            loop.run();
        }
        assertTrue(wire.isOpen());
    }

    @Test
    void nothingOfABodyIsReadBeforeItIsWanted() {
        kernel.resumesAtHead = false;
        wire.receive("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nabc");
        assertEquals("POST / @h 11 3\n", kernel.heard.taken());
        assertTrue(wire.isPaused());
        assertEquals(3, wire.keptBytes());
        kernel.leg.resume();
        assertEquals("", kernel.heard.taken(), "nothing is delivered during resume");
        loop.run();
        assertEquals("data abc|\nend\n", kernel.heard.taken());
    }

    @Test
    void pauseHoldsBackChunksAndTheEnd() {
        kernel.wantsMore = false;
        wire.receive(
                "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n3\r\ndef\r\n0\r\nX: y\r\n\r\n");
        assertEquals("POST / @h 11 -1\ndata abc|\n", kernel.heard.taken());
        assertTrue(wire.isPaused());
        kernel.leg.resume();
        loop.run();
        assertEquals("data def|\n", kernel.heard.taken());
        kernel.leg.resume();
        loop.run();
        assertEquals("end [X=y]\n", kernel.heard.taken());
    }

    @Test
    void endIsHeldBackWhenTheLastByteHasAlreadyCome() {
        kernel.wantsMore = false;
        wire.receive("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nabc");
        assertEquals("POST / @h 11 3\ndata abc|\n", kernel.heard.taken());
        kernel.leg.resume();
        assertEquals("", kernel.heard.taken());
        loop.run();
        assertEquals("end\n", kernel.heard.taken());
    }

    @Test
    void brokenChunksAreAnsweredWhileThereIsNoHead() {
        wire.receive("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n");
        assertEquals("POST / @h 11 -1\nfailed bad_chunk answerable\n", kernel.heard.taken());
        assertEquals("400 Bad Request; Content-Length: 9; Connection: close; ; bad_chunk", sent());
        assertTrue(wire.isOutputEnded());
    }

    @Test
    void brokenChunksBreakAResponseThatHasBegun() {
        wire.receive("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n");
        kernel.start(200, -1, false);
        kernel.heard.taken();
        wire.receive("zz\r\n");
        assertEquals("failed bad_chunk\n", kernel.heard.taken());
        assertFalse(wire.isOpen());
    }

    @Test
    void shortRestOfABodyIsReadForNothingSoThatTheConnectionLivesOn() {
        kernel.resumesAtHead = false;
        wire.receive("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 6\r\n\r\nabc");
        kernel.answer(401, "no");
        loop.run();
        assertEquals("401 Unauthorized; Content-Length: 2; ; no", sent());
        wire.receive("def" + GET);
        assertEquals("POST / @h 11 6\nGET / @h 11 0 last\n", kernel.heard.taken());
    }

    @ParameterizedTest
    @CsvSource({"'Content-Length: 100000'", "'Transfer-Encoding: chunked'", "'Content-Length: 5;Expect: 100-continue'"})
    void restOfABodyThatMayBeLongOrNeverComeEndsTheConnection(String framing) {
        kernel.resumesAtHead = false;
        wire.receive("POST / HTTP/1.1\r\nHost: h\r\n" + framing.replace(";", "\r\n") + "\r\n\r\n");
        kernel.heard.taken();
        kernel.answer(401, "no");
        loop.run();
        assertEquals("401 Unauthorized; Content-Length: 2; Connection: close; ; no", sent());
        assertTrue(wire.isOutputEnded());
        assertTrue(wire.isOpen());
        wire.receive("x".repeat(50_000) + GET);
        wire.finishInput();
        assertFalse(wire.isOpen());
        assertEquals("", kernel.heard.taken());
    }

    @Test
    void clientThatWasToldToContinueKeepsItsConnection() {
        kernel.resumesAtHead = false;
        wire.receive("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n");
        kernel.start(100, 0, false);
        assertEquals("HTTP/1.1 100 Continue\r\n\r\n", wire.taken());
        kernel.answer(200, "ok");
        loop.run();
        wire.receive("abc" + GET);
        assertTrue(kernel.heard.taken().endsWith("GET / @h 11 0 last\n"));
    }

    @Test
    void earlyAnswerReachesAClientThatGoesOnSendingALot() {
        kernel.resumesAtHead = false;
        wire.receive("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 10000000\r\n\r\n");
        kernel.answer(413, "no");
        loop.run();
        assertEquals("413 Content Too Large; Content-Length: 2; Connection: close; ; no", sent());
        for (int i = 0; i < 10; i++) {
            wire.receive("x".repeat(1_000_000));
        }
        assertTrue(wire.isOpen(), "a reset would destroy the answer");
        assertEquals(0, wire.keptBytes());
        wire.finishInput();
        assertFalse(wire.isOpen());
    }

    @Test
    void lingeringReadsNoMoreThanABoundAndLeavesTheRestUntilItsTimeIsOver() {
        wire.receive("BAD\r\n");
        for (int i = 0; i < 17; i++) {
            wire.receive("x".repeat(1024 * 1024));
        }
        assertTrue(wire.isOpen());
        assertTrue(wire.isPaused());
        loop.pass(5_100);
        assertFalse(wire.isOpen());
    }

    @Test
    void lingeringIsBoundInTime() {
        wire.receive("BAD\r\n");
        loop.pass(4_900);
        assertTrue(wire.isOpen());
        loop.pass(200);
        assertFalse(wire.isOpen());
    }

    // Bad requests.

    @Test
    void badRequestIsAnsweredAndTheConnectionCloses() {
        wire.receive("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n" + GET);
        assertEquals("failed bad_host answerable\n", kernel.heard.taken());
        assertEquals("400 Bad Request; Content-Length: 8; Connection: close; ; bad_host", sent());
        wire.finishInput();
        assertFalse(wire.isOpen());
    }

    @Test
    void badHeadRequestIsAnsweredWithoutABody() {
        wire.receive("HEAD / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n");
        assertEquals("400 Bad Request; Content-Length: 8; Connection: close; ; ", sent());
    }

    @Test
    void refusedRequestThatNobodyAnswersIsClosed() {
        kernel.answersFailures = false;
        wire.receive("BAD\r\n");
        loop.pass(IDLE_MILLIS + 100);
        loop.pass(6_000);
        assertFalse(wire.isOpen());
    }

    @Test
    void nothingAfterABadRequestIsReadAsARequest() {
        kernel.answersFailures = false;
        wire.receive("BAD\r\n" + GET);
        wire.receive(GET);
        assertEquals("failed bad_request_line answerable\n", kernel.heard.taken());
    }
}
