package apex.http1.downstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import apex.http1.Http1Protocol;
import apex.http1.fake.FakeLoop;
import apex.http1.fake.FakeWire;
import apex.net.ServerSession;
import apex.spi.exchange.Arena;
import apex.spi.exchange.FieldName;
import apex.spi.exchange.Fields;
import apex.spi.exchange.Peer;
import apex.spi.exchange.Reason;
import apex.spi.exchange.Text;
import apex.spi.settings.Place;
import apex.spi.transport.ListenerSpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerConnectionTest {
    private static final String GET = "GET / HTTP/1.1\r\nHost: h\r\n\r\n";
    private static final int HEAD_MILLIS = 1_000;
    private static final int IDLE_MILLIS = 60_000;

    private final FakeLoop loop = new FakeLoop();
    private final FakeWire wire = new FakeWire(loop);
    private final Kernel kernel = new Kernel(loop.arenas());
    private ServerSession session;

    @BeforeEach
    void attach() {
        ListenerSpec spec = new ListenerSpec(":0", Place.DEFAULT, HEAD_MILLIS, IDLE_MILLIS, 8_000, 2_000);
        Peer peer = new Peer(wire.remoteAddress(), wire.localAddress(), false);
        session = new Http1Protocol()
                .server(spec, (on, leg, from) -> {
                    kernel.leg = leg;
                    return kernel;
                })
                .attach(wire, peer);
        wire.handler(session);
    }

    @AfterEach
    void nothingIsLentWhenTheConnectionIsGone() {
        wire.reset(Reason.CLIENT_ABORT);
        loop.run();
        assertEquals(0, loop.arenas().lentBytes());
    }

    // Exchanges.

    @Test
    void requestsOnOneConnectionFollowOneAnother() {
        for (int i = 0; i < 3; i++) {
            wire.receive("GET /" + i + " HTTP/1.1\r\nHost: h\r\n\r\n");
            assertEquals("GET /" + i + " @h 11 0 last\n", kernel.heard.taken());
            kernel.answer(200, "abc");
            loop.run();
            assertEquals("200 OK; Content-Length: 3; ; abc", sent());
            assertEquals(0, loop.arenas().lentBytes(), "an idle connection holds no arena");
        }
        assertTrue(wire.isOpen());
    }

    @Test
    void pipelinedRequestsWaitForTheirTurn() {
        wire.receive(
                "GET /1 HTTP/1.1\r\nHost: h\r\n\r\nGET /2 HTTP/1.1\r\nHost: h\r\n\r\nGET /3 HTTP/1.1\r\nHost: h\r\n\r\n");
        assertEquals("GET /1 @h 11 0 last\n", kernel.heard.taken());
        assertTrue(wire.isPaused());
        kernel.answer(200, "one");
        assertEquals("", kernel.heard.taken());
        loop.run();
        assertEquals("GET /2 @h 11 0 last\n", kernel.heard.taken());
        kernel.answer(200, "two");
        loop.run();
        assertEquals("GET /3 @h 11 0 last\n", kernel.heard.taken());
        kernel.answer(200, "three");
        loop.run();
        assertFalse(wire.isPaused());
        assertEquals(0, wire.keptBytes());
    }

    @Test
    void pipelinedRequestsAnsweredAtOnceNeedNoPause() {
        kernel.answersAtHead = true;
        wire.receive("GET /1 HTTP/1.1\r\nHost: h\r\n\r\nGET /2 HTTP/1.1\r\nHost: h\r\n\r\n");
        assertEquals("GET /1 @h 11 0 last\nGET /2 @h 11 0 last\n", kernel.heard.taken());
        assertEquals("200 OK; Content-Length: 2; ; /1", sent(0));
        assertFalse(wire.isPaused());
    }

    @Test
    void requestStaysReadableUntilTheCallThatEndsTheExchangeHasReturned() {
        wire.receive(GET);
        kernel.answer(200, "abc");
        assertEquals("/", kernel.request.target().toString());
        loop.run();
        assertEquals(0, loop.arenas().lentBytes());
    }

    @ParameterizedTest
    @CsvSource({
        "1.1, '', true, ''",
        "1.1, keep-alive, true, ''",
        "1.1, close, false, 'Connection: close; '",
        "1.1, 'x, close', false, 'Connection: close; '",
        "1.0, '', false, 'Connection: close; '",
        "1.0, keep-alive, true, 'Connection: keep-alive; '",
        "1.0, 'keep-alive, close', false, 'Connection: close; '"
    })
    void connectionLivesOnAsTheClientAsks(String version, String connection, boolean livesOn, String said) {
        wire.receive("GET / HTTP/" + version + "\r\nHost: h\r\nConnection: " + connection + "\r\n\r\n");
        kernel.answer(200, "abc");
        loop.run();
        assertEquals("200 OK; Content-Length: 3; " + said + "; abc", sent());
        assertEquals(livesOn, wire.isOpen());
    }

    @ParameterizedTest
    @CsvSource({
        "GET, 200, 0, true, 'Content-Length: 0; '",
        "GET, 204, 0, true, ''",
        "GET, 304, -1, true, ''",
        "GET, 304, 7, true, 'Content-Length: 7; '",
        "GET, 304, 0, true, ''",
        "HEAD, 200, 7, true, 'Content-Length: 7; '",
        "HEAD, 200, -1, true, ''",
        "HEAD, 200, 7, false, 'Content-Length: 7; '",
        "HEAD, 200, -1, false, ''",
        "GET, 204, 7, false, ''",
        "GET, 304, 7, false, 'Content-Length: 7; '"
    })
    void responsesWithoutBodySayWhatTheyMay(String method, int status, long length, boolean last, String said) {
        wire.receive(method + " / HTTP/1.1\r\nHost: h\r\n\r\n");
        kernel.start(status, length, last);
        if (!last) {
            assertTrue(kernel.send("abcdefg"));
            kernel.leg.end(null);
        }
        loop.run();
        String text = sent();
        assertEquals(said + "; ", text.substring(text.indexOf("; ") + 2));
        assertTrue(wire.isOpen());
        wire.receive(GET);
        assertTrue(kernel.heard.taken().endsWith("GET / @h 11 0 last\n"));
    }

    @Test
    void bodyOfUnknownLengthIsChunkedForHttp11() {
        wire.receive(GET);
        kernel.start(200, -1, false);
        kernel.send("abc");
        kernel.send("");
        kernel.send("0123456789abcdef");
        kernel.leg.end(null);
        loop.run();
        assertEquals("200 OK; Transfer-Encoding: chunked; ; 3;abc;10;0123456789abcdef;0;;", sent());
        assertTrue(wire.isOpen());
    }

    @Test
    void trailersFollowAChunkedBody() {
        wire.receive(GET);
        kernel.start(200, -1, false);
        Arena arena = new Arena();
        arena.open(loop.arenas());
        Fields trailers = new Fields(arena);
        trailers.add(Text.of("Grpc-Status"), Text.of("0"));
        trailers.add(FieldName.CONTENT_LENGTH, Text.of("9"));
        kernel.leg.end(trailers);
        arena.close();
        assertTrue(sent().endsWith("; 0;Grpc-Status: 0;;"));
    }

    @Test
    void bodyOfUnknownLengthEndsWithTheConnectionForHttp10() {
        wire.receive("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
        kernel.start(200, -1, false);
        kernel.send("abc");
        kernel.send("def");
        kernel.leg.end(null);
        assertTrue(wire.isOpen());
        loop.run();
        assertEquals("200 OK; Connection: close; ; abcdef", sent());
        assertFalse(wire.isOpen());
    }

    @Test
    void informationalHeadsGoToHttp11ClientsOnly() {
        wire.receive(GET);
        kernel.start(103, 0, false);
        assertEquals("HTTP/1.1 103 Early Hints\r\n\r\n", wire.taken());
        kernel.answer(200, "abc");
        loop.run();
        assertEquals("200 OK; Content-Length: 3; ; abc", sent());
        wire.receive("GET / HTTP/1.0\r\nHost: h\r\n\r\n");
        kernel.start(103, 0, false);
        assertEquals("", wire.taken());
    }

    @Test
    void bodyLongerThanAnnouncedBreaksTheConnection() {
        wire.receive(GET);
        kernel.heard.taken();
        kernel.start(200, 5, false);
        kernel.send("abc");
        kernel.send("def");
        assertFalse(wire.isOpen());
        loop.run();
        assertTrue(wire.taken().endsWith("abc"));
        assertEquals("failed internal_error\n", kernel.heard.taken());
    }

    @Test
    void bodyShorterThanAnnouncedBreaksTheConnection() {
        wire.receive(GET);
        kernel.heard.taken();
        kernel.start(200, 5, false);
        kernel.send("abc");
        kernel.leg.end(null);
        assertFalse(wire.isOpen());
        loop.run();
        assertEquals("", kernel.heard.taken());
    }

    @Test
    void abortEndsTheConnectionAndTheKernelHearsNothingMore() {
        wire.receive(GET);
        kernel.heard.taken();
        kernel.start(200, 5, false);
        kernel.leg.abort(Reason.BACKEND_IDLE);
        kernel.send("abc");
        kernel.leg.end(null);
        loop.run();
        assertFalse(wire.isOpen());
        assertEquals("", kernel.heard.taken());
    }

    // Request bodies.

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
    void lingeringIsBoundInBytes() {
        wire.receive("BAD\r\n");
        assertTrue(wire.isOpen());
        for (int i = 0; i < 9 && wire.isOpen(); i++) {
            wire.receive("x".repeat(128 * 1024));
        }
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

    // Ends.

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

    /** What was sent: status, fields but for Date, and body, with {@code ;} for each CRLF. */
    private String sent() {
        return sent(-1);
    }

    private String sent(int index) {
        String all = wire.taken();
        int from = "HTTP/1.1 ".length();
        int next = index < 0 ? -1 : all.indexOf("HTTP/1.1 ", from);
        String one = next < 0 ? all.substring(from) : all.substring(from, next);
        int bodyAt = one.indexOf("\r\n\r\n") + 4;
        String head =
                one.substring(0, bodyAt - 2).replaceAll("Date: [^\r]*\r\n", "").replace("\r\n", "; ");
        return head + "; " + one.substring(bodyAt).replace("\r\n", ";");
    }
}
