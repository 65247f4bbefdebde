package apex.http1.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import apex.spi.exchange.Reason;
import apex.spi.transport.Pace;
import org.junit.jupiter.api.Test;

/** What the pool hears of clients that hold a response up, and what becomes of an exchange that gives way. */
class HeldUpTest extends ClientFixture {
    private static final String HALF = "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nabc";

    /** The first half of a response has come, and the client takes no more. */
    private void holdUp() {
        backend.pace = new Pace(1_000, 0, 0, 77);
        backend.wantsMore = false;
        get(false);
        wire.receive(HALF);
        assertTrue(backend.heard.taken().endsWith("\ndata abc|\nheld up 77\n"));
    }

    @Test
    void clientThatTakesNoMoreHoldsUpUntilItDoesAgain() {
        holdUp();
        backend.wantsMore = true;
        backend.leg.resume();
        assertEquals("flows\n", backend.heard.taken());
        wire.receive("def");
        assertEquals("data def|\nend\nidle\n", backend.heard.taken());
    }

    @Test
    void clientHoldsUpAlsoWhenOnlyTheEndIsLeftToTell() {
        backend.pace = new Pace(1_000, 0, 0, 77);
        backend.wantsMore = false;
        get(false);
        wire.receive(OK);
        assertTrue(backend.heard.taken().endsWith("\ndata abc|\nheld up 77\n"));
        session.giveWay();
        loop.run();
        assertEquals("failed gave_way\ngone\n", backend.heard.taken());
    }

    @Test
    void filterThatSuspendsAndClientThatTakesEverythingHoldNothingUp() {
        backend.pace = new Pace(1_000, 0, 0, 77);
        backend.pausesAtHead = true;
        get(false);
        wire.receive(HALF);
        assertFalse(backend.heard.taken().contains("held up"));
        backend.leg.resume();
        wire.receive("def");
        assertFalse(backend.heard.taken().contains("held up"));
    }

    @Test
    void clientThatHasTakenAllWhileAFilterKeepsTheResponseHoldsNothingUp() {
        holdUp();
        backend.leg.pause();
        assertEquals("flows\n", backend.heard.taken());
    }

    @Test
    void exchangeOfWhichNothingIsDemandedNeverGivesWay() {
        backend.wantsMore = false;
        get(false);
        wire.receive(HALF);
        assertFalse(backend.heard.taken().contains("held up"));
    }

    @Test
    void exchangeThatGivesWayFailsForGoodAndItsConnectionIsNeverLentAgain() {
        holdUp();
        session.giveWay();
        assertFalse(wire.isOpen());
        loop.run();
        assertEquals("failed gave_way\ngone\n", backend.heard.taken());
        session.giveWay();
        loop.run();
        assertEquals("", backend.heard.taken());
    }

    @Test
    void exchangeThatHasEndedInAnotherWayDoesNotGiveWayAsWell() {
        holdUp();
        backend.leg.abort(Reason.CLIENT_ABORT);
        session.giveWay();
        loop.run();
        assertEquals("gone\n", backend.heard.taken());
    }

    @Test
    void connectionThatIsIdleOrWaitsForAResponseHasNothingToGive() {
        get(false);
        session.giveWay();
        wire.receive(OK);
        session.giveWay();
        assertTrue(backend.heard.taken().endsWith("end\nidle\n"));
        assertTrue(wire.isOpen());
    }
}
