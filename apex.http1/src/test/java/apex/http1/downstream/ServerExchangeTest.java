package apex.http1.downstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import apex.spi.exchange.Arena;
import apex.spi.exchange.FieldName;
import apex.spi.exchange.Fields;
import apex.spi.exchange.Reason;
import apex.spi.exchange.Text;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerExchangeTest extends ServerFixture {
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
    void kernelRestsOnceTheCallsThatEndTheExchangeHaveReturned() {
        wire.receive(GET);
        kernel.answer(200, "abc");
        assertEquals(0, kernel.rests);
        loop.run();
        assertEquals(1, kernel.rests);
        wire.receive("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\n");
        kernel.answer(200, "early");
        loop.run();
        assertEquals(1, kernel.rests, "the rest of the request is still to come");
        wire.receive("ab");
        loop.run();
        assertEquals(2, kernel.rests);
    }

    @Test
    void kernelRestsWhenTheConnectionIsLostInTheMidstOfAnExchange() {
        wire.receive(GET);
        wire.reset(Reason.CLIENT_ABORT);
        assertEquals("GET / @h 11 0 last\nfailed client_abort\n", kernel.heard.taken());
        assertEquals(1, kernel.rests);
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
}
