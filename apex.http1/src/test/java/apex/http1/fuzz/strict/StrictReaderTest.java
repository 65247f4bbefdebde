package apex.http1.fuzz.strict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictReaderTest {
    @Test
    void requestIsRead() {
        String text = "\r\nPOST http://H:80/a?b HTTP/1.1\r\nHost: h\r\nX: \t y z \r\nContent-Length: 3\r\n\r\nabc";
        StrictRequest request = StrictRequest.read(text, 0, false);
        assertEquals("POST", request.method());
        assertEquals("/a?b", request.target());
        assertEquals("H:80", request.authority());
        assertEquals(3, request.length());
        assertEquals(List.of("y z"), request.head().values("x"));
        StrictBody body = StrictBody.read(text, request.head().end(), 3);
        assertEquals(new StrictBody("abc", List.of(), text.length()), body);
    }

    @Test
    void requestWithoutItsEndIsNone() {
        assertNull(StrictRequest.read("GET / HTTP/1.1\r\nHost: h\r\n", 0, false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET  / HTTP/1.1|Host: h",
                "GET /\u00e9 HTTP/1.1|Host: h",
                "GET /#a HTTP/1.1|Host: h",
                "GET a HTTP/1.1|Host: h",
                "GET * HTTP/1.1|Host: h",
                "CONNECT h:80 HTTP/1.1|Host: h:80",
                "GET https://h/ HTTP/1.1|Host: h",
                "GET http://a/ HTTP/1.1|Host: h",
                "GET http://u@h/ HTTP/1.0",
                "GET / HTTP/1.2|Host: h",
                "GET / HTTP/1.1",
                "GET / HTTP/1.1|Host: h|Host: h",
                "GET / HTTP/1.1|Host: a b",
                "GET / HTTP/1.1|Host: [1:2]",
                "GET / HTTP/1.1|Host: h|X : y",
                "GET / HTTP/1.1|Host: h| X: y",
                "GET / HTTP/1.1|Host: h|X: y\nZ: w",
                "GET / HTTP/1.1|Host: h|X: \u0000",
                "GET / HTTP/1.1|Host: h|: y",
                "GET / HTTP/1.1|Host: h|Content-Length: 1|Content-Length: 1",
                "GET / HTTP/1.1|Host: h|Content-Length: 1, 1",
                "GET / HTTP/1.1|Host: h|Content-Length: +1",
                "GET / HTTP/1.1|Host: h|Content-Length: 1|Transfer-Encoding: chunked",
                "GET / HTTP/1.1|Host: h|Transfer-Encoding: gzip, chunked",
                "GET / HTTP/1.0|Transfer-Encoding: chunked"
            })
    void requestThatCanBeReadInTwoWaysIsRefused(String text) {
        String message = text.replace("|", "\r\n") + "\r\n\r\n";
        assertThrows(Malformed.class, () -> StrictRequest.read(message, 0, false));
    }

    @Test
    void responseHasTheLengthOfItsKind() {
        assertEquals(5, length("HTTP/1.1 200 OK\r\nContent-Length: 5", false));
        assertEquals(0, length("HTTP/1.1 200 OK\r\nContent-Length: 5", true));
        assertEquals(0, length("HTTP/1.1 304 \r\nContent-Length: 5", false));
        assertEquals(StrictHead.CHUNKED, length("HTTP/1.1 200\r\nTransfer-Encoding: chunked", false));
        assertEquals(StrictHead.UNTIL_CLOSE, length("HTTP/1.0 200 OK", false));
    }

    @Test
    void connectionLivesOnByConsent() {
        assertTrue(response("HTTP/1.1 204 N", false).keepsAlive());
        assertFalse(response("HTTP/1.1 204 N\r\nConnection: x, Close", false).keepsAlive());
        assertFalse(response("HTTP/1.0 204 N", false).keepsAlive());
        assertFalse(response("HTTP/1.1 200 OK", false).keepsAlive());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"HTTP/1.1 600 OK", "HTTP/2 200 OK", "HTTP/1.1 20 OK", "HTTP/1.1 200\tOK", "HTTP/1.1 200 O\rK"})
    void statusLineOfAnotherFormIsRefused(String line) {
        assertThrows(Malformed.class, () -> response(line, false));
    }

    @Test
    void chunksAreJoined() {
        StrictBody body = StrictBody.read("3;a=b\r\nabc\r\n1\r\nd\r\n0\r\nT: u\r\n\r\nGET", 0, StrictHead.CHUNKED);
        assertEquals(new StrictBody("abcd", List.of(new StrictField("T", "u")), 29), body);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "3\nabc\r\n0\r\n\r\n",
                "3\r\nabcd\r\n0\r\n\r\n",
                "3\r\nabc\r\n",
                "0\r\nT : u\r\n\r\n",
                "0\r\n",
                "x\r\n"
            })
    void chunksThatAreMalformedOrCutShortAreNotComplete(String text) {
        assertFalse(StrictBody.read(text, 0, StrictHead.CHUNKED).isComplete());
    }

    private static long length(String head, boolean toHead) {
        return response(head, toHead).length();
    }

    private static StrictResponse response(String head, boolean toHead) {
        return StrictResponse.read(head + "\r\n\r\n", 0, toHead);
    }
}
