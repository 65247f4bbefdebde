package apex.http1.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;

import apex.spi.exchange.Reason;
import org.junit.jupiter.api.Test;

/** Connections that turn out to be stale. */
class UnsentTest extends ClientFixture {
    @Test
    void requestOfWhichTheSystemTookNothingWasNotSent() {
        wire.stick();
        get(true);
        wire.reset(Reason.BACKEND_RESET);
        assertEquals("acquired reused\nunsent backend_reset\ngone\n", backend.heard.taken());
    }

    @Test
    void endOfTheBackendsOutputBeforeARequestLeftMeansThatItWasNotSent() {
        wire.stick();
        send("POST /x HTTP/1.1\r\nHost: h\r\n\r\n", true);
        wire.finishInput();
        assertEquals("acquired reused\nunsent backend_closed\ngone\n", backend.heard.taken());
    }

    @Test
    void requestThatTheSystemTookMayHaveArrived() {
        get(true);
        wire.reset(Reason.BACKEND_RESET);
        assertEquals("acquired reused\nfailed backend_reset replayable\ngone\n", backend.heard.taken());
    }

    @Test
    void requestBeforeDoesNotCountForTheNext() {
        get(false);
        wire.receive(OK);
        backend.heard.taken();
        request.close();
        wire.stick();
        get(true);
        wire.reset(Reason.BACKEND_RESET);
        assertEquals("acquired reused\nunsent backend_reset\ngone\n", backend.heard.taken());
    }

    @Test
    void leftoversOfTheRequestBeforeLeaveADoubt() {
        wire.pending(10, false);
        wire.stick();
        get(true);
        wire.reset(Reason.BACKEND_RESET);
        assertEquals("acquired reused\nfailed backend_reset replayable\ngone\n", backend.heard.taken());
    }

    @Test
    void requestWithABodyThatStayedHereWasNotSentEither() {
        wire.stick();
        start("POST /x HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\n");
        data("abc");
        wire.reset(Reason.BACKEND_RESET);
        assertEquals("acquired\nunsent backend_reset\ngone\n", backend.heard.taken());
    }

    @Test
    void connectionThatIsLostBeforeTheHeadIsHandedOverSentNothing() {
        session.begin(backend, true);
        wire.reset(Reason.BACKEND_CLOSED);
        assertEquals("acquired reused\nunsent backend_closed\ngone\n", backend.heard.taken());
    }
}
