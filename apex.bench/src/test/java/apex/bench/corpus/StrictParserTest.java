package apex.bench.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import apex.bench.corpus.StrictParser.Complete;
import apex.bench.corpus.StrictParser.Garbled;
import apex.bench.corpus.StrictParser.Incomplete;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The parser that the corpus is judged by takes the plainest form of a message, and nothing else. */
class StrictParserTest {
    private static final String CHUNKS = "POST / HTTP/1.1|Host: a|Transfer-Encoding: chunked||";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1~Host: a||",
                "GET / HTTP/1.1|Host: a~|",
                "GET / HTTP/1.1|Host: a^X: y||",
                "|GET / HTTP/1.1|Host: a||",
                "GET  / HTTP/1.1|Host: a||",
                "GET / HTTP/1.0|Host: a||",
                "GET /# HTTP/1.1|Host: a||",
                "GET / HTTP/1.1|X: y||",
                "GET / HTTP/1.1|Host: a|Host: a||",
                "GET / HTTP/1.1|Host: a|X : y||",
                "GET / HTTP/1.1|Host: a|: y||",
                "GET / HTTP/1.1|Host: a| X: y||",
                "GET / HTTP/1.1|Host: a|X||",
                "GET / HTTP/1.1|Host: a|X: \u0001||",
                "GET / HTTP/1.1|Host: a|Content-Length: +5||",
                "GET / HTTP/1.1|Host: a|Content-Length:||",
                "GET / HTTP/1.1|Host: a|Content-Length: 5|Content-Length: 5||",
                "GET / HTTP/1.1|Host: a|Content-Length: 5|Transfer-Encoding: chunked||",
                "GET / HTTP/1.1|Host: a|Transfer-Encoding: gzip, chunked||",
                CHUNKS + "5;a|hello|0||",
                CHUNKS + "+5|hello|0||",
                CHUNKS + "5~hello|0||",
                CHUNKS + "5|helloo|0||",
                CHUNKS + "5|hello|0|X|",
            })
    void whatCouldBeReadInAnotherWayIsGarbled(String message) {
        assertInstanceOf(Garbled.class, StrictParser.request(bytes(message), 0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "GET",
                "GET / HTTP/1.1|Host: a|",
                "POST / HTTP/1.1|Host: a|Content-Length: 5||hell",
                "POST / HTTP/1.1|Host: a|Content-Length: 4294967301||hello",
                CHUNKS + "5|hello|",
                CHUNKS + "5|hello|0|",
                CHUNKS + "ffffffffff|hello|0||",
            })
    void theBeginningOfAMessageIsIncomplete(String message) {
        assertInstanceOf(Incomplete.class, StrictParser.request(bytes(message), 0));
    }

    @Test
    void requestsAreReadOneBehindTheOther() {
        byte[] bytes = bytes(CHUNKS + "5|hello|A|0123456789|0|X: y||GET /2 HTTP/1.1|Host: b||");
        Complete first = assertInstanceOf(Complete.class, StrictParser.request(bytes, 0));
        assertEquals("hello0123456789", new String(first.message().body(), StandardCharsets.ISO_8859_1));
        assertEquals(List.of("X: y"), first.message().trailers());
        Complete second = assertInstanceOf(Complete.class, StrictParser.request(bytes, first.end()));
        assertEquals(
                "GET /2", second.message().method() + " " + second.message().target());
        assertEquals(WireFraming.NONE, second.message().framing());
        assertEquals(bytes.length, second.end());
    }

    @Test
    void aResponseEndsAsItsRequestAndStatusSay() {
        String response = "HTTP/1.1 200 OK|Content-Length: 2||ok";
        assertEquals("ok", body(StrictParser.response(bytes(response), 0, false, false)));
        assertEquals("", body(StrictParser.response(bytes(response), 0, true, false)));
        assertEquals("", body(StrictParser.response(bytes("HTTP/1.1 204 No Content||x"), 0, false, false)));
        String endless = "HTTP/1.1 200 OK||ok";
        assertInstanceOf(Incomplete.class, StrictParser.response(bytes(endless), 0, false, false));
        assertEquals("ok", body(StrictParser.response(bytes(endless), 0, false, true)));
    }

    private static String body(StrictParser.Result result) {
        return new String(assertInstanceOf(Complete.class, result).message().body(), StandardCharsets.ISO_8859_1);
    }

    /** A bar is CRLF, a tilde LF, a caret CR. */
    private static byte[] bytes(String text) {
        return text.replace("|", "\r\n").replace('~', '\n').replace('^', '\r').getBytes(StandardCharsets.ISO_8859_1);
    }
}
