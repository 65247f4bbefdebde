package apex.http1.downstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import apex.spi.transport.Pace;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Bodies that have to come at 100 bytes a second and responses that have to be taken at 200, with five seconds of grace. */
class ServerPaceTest extends ServerFixture {
    private static final String POST = "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1000000\r\n\r\n";
    private static final int PAUSE_MILLIS = 20_000;

    @BeforeEach
    void demandAPace() {
        kernel.pace = new Pace(PAUSE_MILLIS, 100, 200, 5_000);
    }

    /** Sends so much in each of so many seconds. */
    private void trickle(int bytesPerSecond, int seconds) {
        for (int i = 0; i < seconds && wire.isOpen(); i++) {
            wire.receive("x".repeat(bytesPerSecond));
            loop.pass(1_000);
        }
    }

    private void post() {
        wire.receive(POST);
        kernel.heard.taken();
    }

    private boolean isRefused(String reason) {
        return kernel.heard.taken().contains("failed " + reason);
    }

    // Requests.

    @Test
    void bodyThatArrivesTooSlowlyIsRefused() {
        post();
        trickle(50, 5);
        assertFalse(isRefused("body_too_slow"));
        loop.pass(100);
        assertTrue(isRefused("body_too_slow answerable"));
        assertTrue(sent().startsWith("408 "));
    }

    @Test
    void bodyAtItsRateGoesOn() {
        post();
        trickle(100, 100);
        assertFalse(isRefused(""));
    }

    @Test
    void fastPieceEarnsAPause() {
        post();
        wire.receive("x".repeat(100_000));
        loop.pass(PAUSE_MILLIS - 100);
        assertFalse(isRefused(""));
        loop.pass(200);
        assertTrue(isRefused("body_timeout answerable"));
    }

    @Test
    void fastPieceDoesNotEarnATrickleForEver() {
        post();
        wire.receive("x".repeat(100_000));
        trickle(1, 20);
        assertFalse(isRefused(""));
        trickle(1, 20);
        assertTrue(isRefused("body_too_slow answerable"));
    }

    @Test
    void timeInWhichABodyIsNotWantedDoesNotCount() {
        kernel.resumesAtHead = false;
        wire.receive(POST);
        loop.pass(100_000);
        kernel.heard.taken();
        kernel.leg.resume();
        loop.pass(4_900);
        kernel.leg.pause();
        loop.pass(100_000);
        assertFalse(isRefused(""));
        kernel.leg.resume();
        loop.pass(200);
        assertTrue(isRefused("body_too_slow answerable"));
    }

    /** Wants a body again and again: for so long, until a piece arrives, and not for so long after it. */
    private void suspendAtEachPiece(int rounds, int wantedMillis, int bytes, int unwantedMillis) {
        for (int i = 0; i < rounds && wire.isOpen(); i++) {
            loop.pass(wantedMillis);
            wire.receive("x".repeat(bytes));
            loop.pass(unwantedMillis);
            kernel.leg.resume();
            loop.run();
        }
    }

    @Test
    void dripIsFoundBehindAFilterThatSuspendsAtEachPiece() {
        kernel.wantsMore = false;
        post();
        suspendAtEachPiece(4, 1_000, 50, 500);
        assertFalse(isRefused("body_too_slow"));
        suspendAtEachPiece(3, 1_000, 50, 500);
        assertTrue(isRefused("body_too_slow answerable"));
        assertTrue(sent().startsWith("408 "));
    }

    @Test
    void dripOfManySmallPiecesIsFoundBehindAFilterThatSuspendsAtEachPiece() {
        kernel.wantsMore = false;
        post();
        suspendAtEachPiece(540, 20, 1, 10);
        assertTrue(isRefused("body_too_slow answerable"));
    }

    @Test
    void fastPiecesEarnCreditAcrossTheTimesInWhichABodyIsNotWanted() {
        kernel.wantsMore = false;
        post();
        suspendAtEachPiece(1, 100, 100_000, 1_000);
        suspendAtEachPiece(20, 1_000, 1, 1_000);
        assertFalse(isRefused(""));
        suspendAtEachPiece(20, 1_000, 1, 1_000);
        assertTrue(isRefused("body_too_slow answerable"));
    }

    @Test
    void bodyAtItsRateGoesOnBehindAFilterThatSuspendsAtEachPiece() {
        kernel.wantsMore = false;
        post();
        suspendAtEachPiece(1_000, 100, 10, 40);
        assertFalse(isRefused(""));
    }

    @Test
    void clientThatTheGatewaySlowsDownIsNotCutOff() {
        kernel.wantsMore = false;
        post();
        suspendAtEachPiece(300, 50, 8, 60_000);
        assertFalse(isRefused(""));
    }

    @Test
    void whatHasWaitedWhileABodyWasNotWantedIsReadBeforeItsPaceIsJudged() {
        post();
        loop.pass(4_990);
        kernel.leg.pause();
        wire.receive("x".repeat(1_000));
        loop.pass(60_000);
        kernel.leg.resume();
        loop.pass(50);
        loop.pass(1_000);
        assertFalse(isRefused(""));
        assertEquals(0, wire.keptBytes());
    }

    @Test
    void timeThatABodyWasWantedForDoesNotCountForThatOfTheNextRequest() {
        wire.receive("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\n");
        loop.pass(4_900);
        wire.receive("abc");
        kernel.answer(200, "ok");
        loop.run();
        post();
        loop.pass(4_900);
        assertFalse(isRefused(""));
    }

    @Test
    void slowBodyBehindAResponseThatHasBegunEndsTheConnection() {
        post();
        kernel.start(200, -1, false);
        loop.pass(5_100);
        assertEquals("failed body_too_slow\n", kernel.heard.taken());
        assertFalse(wire.isOpen());
    }

    @Test
    void slowPaceOfOneRequestIsNotThatOfTheNext() {
        wire.receive("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nabc");
        kernel.answer(200, "ok");
        loop.run();
        kernel.pace = new Pace(PAUSE_MILLIS, 0, 0, 0);
        post();
        trickle(1, 60);
        assertFalse(isRefused(""));
    }

    // Responses.

    private void respond() {
        wire.receive(GET);
        kernel.heard.taken();
        kernel.start(200, -1, false);
        wire.pending(100_000, true);
        assertFalse(kernel.send("abc"));
    }

    private void take(int bytesPerSecond, int seconds) {
        for (int i = 0; i < seconds && wire.isOpen(); i++) {
            wire.pending(wire.pendingBytes() - bytesPerSecond, true);
            loop.pass(1_000);
        }
    }

    @Test
    void clientThatReadsTooSlowlyIsCutOff() {
        respond();
        take(100, 5);
        assertEquals("", kernel.heard.taken());
        loop.pass(100);
        assertEquals("failed client_too_slow\n", kernel.heard.taken());
        assertFalse(wire.isOpen());
    }

    @Test
    void clientWhoseSystemHoldsMuchIsNotTakenForOneThatReadsNothing() {
        wire.pending(1_000_000, false);
        wire.pending(0, false);
        respond();
        take(0, 15);
        wire.pending(wire.pendingBytes() - 10_000, true);
        take(0, 15);
        assertEquals("", kernel.heard.taken());
        assertTrue(wire.isOpen());
        take(0, 15);
        assertFalse(wire.isOpen());
    }

    @Test
    void whatWasTakenIsToTheCreditOfOneWaitOnly() {
        wire.pending(1_000_000, false);
        wire.pending(0, false);
        respond();
        loop.pass(100);
        wire.pending(99_900, false);
        wire.pending(100_000, true);
        assertFalse(kernel.send("abc"));
        loop.pass(5_100);
        assertFalse(wire.isOpen());
    }

    @Test
    void clientThatReadsAtItsRateIsServed() {
        respond();
        take(200, 100);
        assertEquals("", kernel.heard.taken());
        assertTrue(wire.isOpen());
    }

    @Test
    void clientThatReadsNothingMayDoSoForAsLongAsItsPauses() {
        kernel.pace = new Pace(3_000, 0, 0, 5_000);
        respond();
        loop.pass(2_900);
        assertEquals("", kernel.heard.taken());
        loop.pass(200);
        assertEquals("failed client_stalled\n", kernel.heard.taken());
    }

    @Test
    void timeInWhichTheClientIsWaitingDoesNotCount() {
        respond();
        loop.pass(4_900);
        wire.pending(99_990, false);
        loop.pass(100_000);
        wire.pending(100_000, true);
        assertFalse(kernel.send("abc"));
        loop.pass(4_900);
        assertEquals("drained\n", kernel.heard.taken());
        loop.pass(200);
        assertEquals("failed client_too_slow\n", kernel.heard.taken());
    }

    @Test
    void restOfAResponseHasToBeTakenAtThePaceOfItsExchange() {
        respond();
        kernel.leg.end(null);
        loop.run();
        kernel.pace = null;
        take(100, 6);
        assertEquals("", kernel.heard.taken(), "the exchange is over");
        assertFalse(wire.isOpen());
    }
}
