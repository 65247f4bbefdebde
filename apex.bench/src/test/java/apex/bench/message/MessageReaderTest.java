package apex.bench.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where messages end, whole and in pieces. */
class MessageReaderTest {
    private static final String NEXT = "HTTP/1.1 200 OK\r\n\r\n";

    private final MessageReader responses = MessageReader.ofResponses();
    private final MessageReader requests = MessageReader.ofRequests();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello",
                "HTTP/1.1 200 OK\r\ncontent-length:5\r\n\r\nhello",
                "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\n\r\n5\r\nhello\r\nA;x=y\r\n0123456789\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nExpires: 0\r\n\r\n",
                "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx",
                "HTTP/1.1 204 No Content\r\n\r\n",
                "HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n",
            })
    void aResponseEndsWhereItShouldHoweverItIsCut(String response) {
        byte[] bytes = bytes(response + NEXT);
        int end = response.length();
        for (int cut = 0; cut <= end; cut++) {
            MessageReader reader = MessageReader.ofResponses();
            assertEquals(cut, reader.read(bytes, 0, cut), response);
            if (cut < end) {
                assertFalse(reader.isDone(), "after " + cut + " of " + response);
                assertEquals(end, reader.read(bytes, cut, bytes.length), response);
            }
            assertTrue(reader.isDone(), response);
            assertTrue(reader.isPersistent(), response);
        }
    }

    @Test
    void theNextResponseBeginsAfresh() {
        byte[] first = bytes("HTTP/1.1 503 Busy\r\nContent-Length: 2\r\nConnection: close\r\n\r\nno");
        responses.read(first, 0, first.length);
        assertEquals(503, responses.status());
        assertFalse(responses.isPersistent());

        byte[] second = bytes("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx");
        responses.read(second, 0, second.length);
        assertTrue(responses.isDone());
        assertEquals(200, responses.status());
        assertTrue(responses.isPersistent());
    }

    @Test
    void withoutLengthAResponseLastsUntilTheConnectionEnds() {
        byte[] bytes = bytes("HTTP/1.1 200 OK\r\n\r\nas long as it takes");
        assertEquals(bytes.length, responses.read(bytes, 0, bytes.length));
        assertFalse(responses.isDone());
        assertTrue(responses.endsAtClose());
        assertFalse(responses.isPersistent());
    }

    @Test
    void anHttp10ResponsePersistsOnlyWhenItSaysSo() {
        byte[] silent = bytes("HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n");
        responses.read(silent, 0, silent.length);
        assertFalse(responses.isPersistent());
        byte[] spoken = bytes("HTTP/1.0 200 OK\r\nContent-Length: 0\r\nConnection: Keep-Alive\r\n\r\n");
        responses.read(spoken, 0, spoken.length);
        assertTrue(responses.isPersistent());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SSH-2.0-OpenSSH_9\r\n",
                "HTTP/1.1 2x0 OK\r\n",
                "HTTP/2 200\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: five\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: \r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n",
                "HTTP/1.1 200 OK\r\nno colon\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nab\r\n",
            })
    void whatIsNoResponseIsMalformed(String text) {
        byte[] bytes = bytes(text);
        responses.read(bytes, 0, bytes.length);
        assertTrue(responses.isMalformed());
        assertFalse(responses.isDone());
    }

    @Test
    void aLineWithoutEndIsMalformedInsteadOfFillingTheMemory() {
        byte[] bytes = new byte[1024];
        Arrays.fill(bytes, (byte) 'a');
        for (int i = 0; i < 100 && !responses.isMalformed(); i++) {
            responses.read(bytes, 0, bytes.length);
        }
        assertTrue(responses.isMalformed());
    }

    @Test
    void requestsWithAndWithoutBodiesFollowOneAnother() {
        String get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
        String post = "POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc";
        byte[] bytes = bytes(get + post + get);
        assertEquals(get.length(), requests.read(bytes, 0, bytes.length));
        assertTrue(requests.isDone());
        assertEquals(get.length() + post.length(), requests.read(bytes, get.length(), bytes.length));
        assertTrue(requests.isDone());
        assertEquals(bytes.length, requests.read(bytes, get.length() + post.length(), bytes.length));
        assertTrue(requests.isDone());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
