package apex.http1.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import apex.spi.exchange.Arena;
import apex.spi.exchange.Fields;
import apex.spi.exchange.Reason;
import apex.spi.exchange.Text;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientConnectionTest extends ClientFixture {
    // Exchanges.

    @Test
    void connectionServesOneExchangeAfterTheOther() {
        for (int i = 0; i < 3; i++) {
            get(i > 0);
            assertEquals("GET /x HTTP/1.1\r\nHost: h\r\n\r\n", wire.taken());
            wire.receive(OK);
            assertEquals(
                    (i > 0 ? "acquired reused\n" : "acquired\n") + "200 11 3\ndata abc|\nend\nidle\n",
                    backend.heard.taken());
            request.close();
            assertEquals(0, loop.arenas().lentBytes(), "an idle connection holds no arena");
        }
    }

    @Test
    void headIsReusedForEveryResponse() {
        get(false);
        wire.receive(OK);
        var first = backend.response;
        get(true);
        wire.receive(OK);
        assertSame(first, backend.response);
    }

    @ParameterizedTest
    @CsvSource({
        "'HTTP/1.1 200 OK;Content-Length: 3;;abc', idle",
        "'HTTP/1.1 200 OK;Content-Length: 3;Connection: keep-alive;;abc', idle",
        "'HTTP/1.1 200 OK;Content-Length: 3;Connection: close;;abc', gone",
        "'HTTP/1.0 200 OK;Content-Length: 3;;abc', gone",
        "'HTTP/1.0 200 OK;Content-Length: 3;Connection: keep-alive;;abc', idle",
        "'HTTP/1.1 200 OK;Transfer-Encoding: chunked;;3;abc;0;;', idle",
        "'HTTP/1.1 204 No Content;;', idle",
        "'HTTP/1.1 204 No Content;Content-Length: 3;;', gone",
        "'HTTP/1.1 304 Not Modified;Content-Length: 3;;', idle",
        "'HTTP/1.1 200 OK;Content-Length: 0;;', idle",
        "'HTTP/1.1 200 OK;Content-Length: 3;;abcX', gone",
        "'HTTP/1.1 204 No Content;;X', gone",
        "'HTTP/1.1 200 OK;Transfer-Encoding: chunked;;3;abc;0;;X', gone",
        "'HTTP/1.1 200 OK;Content-Length: 3;;abcHTTP/1.1 200 OK;Content-Length: 0;;', gone"
    })
    void connectionIsReusedOnlyWithoutDoubt(String response, String fate) {
        get(false);
        wire.receive(response.replace(";", "\r\n"));
        assertTrue(backend.heard.taken().endsWith(fate + "\n"));
        assertEquals(fate.equals("idle"), wire.isOpen());
    }

    @Test
    void responseStreamsInWhateverPiecesItArrives() {
        String message = ("HTTP/1.1 103 Early Hints|Link: x||HTTP/1.1 200 OK|Transfer-Encoding: chunked||"
                        + "3|abc|3;e|def|0|X: y||")
                .replace("|", "\r\n");
        for (int split = 1; split < message.length(); split++) {
            get(true);
            wire.receive(message.substring(0, split));
            wire.receive(message.substring(split));
            assertEquals(
                    "acquired reused\n103 11 0 [Link=x]\n200 11 -1\ndata abcdef|\nend [X=y]\nidle\n",
                    backend.heard.taken(),
                    "split at " + split);
        }
    }

    @Test
    void bodyWithoutFramingEndsWithTheConnection() {
        get(false);
        wire.receive("HTTP/1.1 200 OK\r\n\r\nabc");
        wire.receive("def");
        assertEquals("acquired\n200 11 -1\ndata abcdef|\n", backend.heard.taken());
        wire.finishInput();
        assertEquals("end\ngone\n", backend.heard.taken());
    }

    @Test
    void bodyWithoutFramingThatIsResetIsNotComplete() {
        get(false);
        wire.receive("HTTP/1.1 200 OK\r\n\r\nabc");
        wire.reset(Reason.BACKEND_RESET);
        assertEquals("acquired\n200 11 -1\ndata abc|\nfailed backend_reset\ngone\n", backend.heard.taken());
    }

    @Test
    void responseToHeadHasNoBody() {
        send("HEAD /x HTTP/1.1\r\nHost: h\r\n\r\n", false);
        wire.receive("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n");
        assertEquals("acquired\n200 11 3 last\nidle\n", backend.heard.taken());
    }

    @Test
    void informationalHeadsAreLimited() {
        get(false);
        for (int i = 0; i < 16; i++) {
            wire.receive("HTTP/1.1 102 Processing\r\n\r\n");
        }
        assertFalse(backend.heard.taken().contains("failed"));
        wire.receive("HTTP/1.1 102 Processing\r\n\r\n");
        assertEquals("failed bad_response\ngone\n", backend.heard.taken());
    }

    // Requests.

    @Test
    void bodyIsSentWithItsLength() {
        start("POST /x HTTP/1.1\r\nHost: h\r\nContent-Length: 6\r\n\r\n");
        assertEquals("POST /x HTTP/1.1\r\nHost: h\r\nContent-Length: 6\r\n\r\n", wire.taken());
        data("abc");
        data("def");
        backend.leg.end(null);
        assertEquals("abcdef", wire.taken());
        wire.receive(OK);
        assertTrue(backend.heard.taken().endsWith("end\nidle\n"));
    }

    @Test
    void trailersThatTheKernelSendsFollowTheBodyUnlessTheyFrameOrRoute() {
        start("POST /x HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n");
        data("abc");
        data("");
        Arena arena = new Arena();
        arena.open(loop.arenas());
        Fields trailers = new Fields(arena);
        trailers.add(Text.of("X"), Text.of("y"));
        trailers.add(Text.of("Host"), Text.of("evil.example"));
        backend.leg.end(trailers);
        arena.close();
        assertEquals(
                "POST /x HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\nX: y\r\n\r\n",
                wire.taken());
    }

    @ParameterizedTest
    @CsvSource({"abcdefg", "abc"})
    void bodyOfAnotherLengthThanAnnouncedBreaksTheConnection(String body) {
        start("POST /x HTTP/1.1\r\nHost: h\r\nContent-Length: 6\r\n\r\n");
        data(body);
        backend.leg.end(null);
        assertFalse(wire.isOpen());
        loop.run();
        assertEquals("acquired\nfailed internal_error\ngone\n", backend.heard.taken());
    }

    @Test
    void backendThatDoesNotReadStopsTheRequest() {
        start("POST /x HTTP/1.1\r\nHost: h\r\nContent-Length: 6\r\n\r\n");
        wire.pending(100_000, true);
        assertFalse(data("abc"));
        backend.heard.taken();
        wire.pending(10, false);
        assertEquals("drained\n", backend.heard.taken());
        assertTrue(data("def"));
    }

    @Test
    void whatWasStillUnderWayDoesNotMakeTheBackendsReadinessGoUnheard() {
        start("POST /x HTTP/1.1\r\nHost: h\r\nContent-Length: 6\r\n\r\n");
        wire.pending(100_000, true);
        assertFalse(data("abc"));
        backend.heard.taken();
        wire.underMark();
        assertTrue(data("def"));
        wire.tellDrained();
        assertEquals("drained\n", backend.heard.taken());
    }

    @Test
    void earlyResponseIsDeliveredAndTheConnectionReusedOnceTheRequestIsComplete() {
        start("POST /x HTTP/1.1\r\nHost: h\r\nContent-Length: 6\r\n\r\n");
        data("abc");
        wire.receive(OK);
        assertEquals("acquired\n200 11 3\ndata abc|\nend\n", backend.heard.taken());
        data("def");
        backend.leg.end(null);
        assertEquals("", backend.heard.taken());
        loop.run();
        assertEquals("idle\n", backend.heard.taken());
    }

    @Test
    void earlyResponseWithoutTheRestOfTheRequestEndsTheConnection() {
        start("POST /x HTTP/1.1\r\nHost: h\r\nContent-Length: 6\r\n\r\n");
        wire.receive(OK);
        backend.heard.taken();
        backend.leg.abort(Reason.CLIENT_ABORT);
        loop.run();
        assertEquals("gone\n", backend.heard.taken());
        assertFalse(wire.isOpen());
    }

    // Backpressure.

    @Test
    void pauseHoldsBackChunksAndTheEnd() {
        backend.wantsMore = false;
        get(false);
        wire.receive("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n3\r\ndef\r\n0\r\n\r\n");
        assertEquals("acquired\n200 11 -1\ndata abc|\n", backend.heard.taken());
        assertTrue(wire.isPaused());
        backend.leg.resume();
        assertEquals("", backend.heard.taken());
        loop.run();
        assertEquals("data def|\n", backend.heard.taken());
        backend.leg.resume();
        loop.run();
        assertEquals("end\nidle\n", backend.heard.taken());
    }

    @Test
    void endIsHeldBackEvenWhenTheConnectionIsGoneMeanwhile() {
        backend.wantsMore = false;
        get(false);
        wire.receive(OK);
        wire.reset(Reason.BACKEND_RESET);
        assertEquals("acquired\n200 11 3\ndata abc|\ngone\n", backend.heard.taken());
        assertEquals("200", String.valueOf(backend.response.status()));
        backend.leg.resume();
        loop.run();
        assertEquals("end\n", backend.heard.taken());
    }

    /** Found by fuzzing: what was lent for the response was never given back. */
    @Test
    void nothingStaysLentWhenTheConnectionIsGoneBeforeEitherMessageHasEnded() {
        start("POST /x HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\n");
        backend.leg.pause();
        wire.receive("HTTP/1.0 200 OK\r\n\r\n");
        wire.finishInput();
        data("abcdef");
        assertFalse(wire.isOpen());
        backend.leg.resume();
        loop.run();
        assertEquals("acquired\n200 10 -1\ngone\nend\n", backend.heard.taken());
        backend.leg.end(null);
    }

    @Test
    void bytesBehindAResponseWhoseEndIsHeldBackSpoilTheConnection() {
        backend.wantsMore = false;
        get(false);
        wire.receive(OK);
        wire.receive("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        backend.heard.taken();
        backend.leg.resume();
        loop.run();
        assertEquals("end\ngone\n", backend.heard.taken());
    }

    /** Found by fuzzing: the pool had it for a moment, although its end was known already. */
    @Test
    void connectionWhoseEndWaitsBehindItsResponseIsNotUsedAgain() {
        get(false);
        wire.receive("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n");
        backend.leg.pause();
        wire.receive("abc");
        wire.finishInput();
        backend.heard.taken();
        backend.leg.resume();
        loop.run();
        assertEquals("data abc|\nend\ngone\n", backend.heard.taken());
    }
}
