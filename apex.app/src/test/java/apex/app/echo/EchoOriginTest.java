package apex.app.echo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Talks to the origin byte by byte, because clients hide how a body is framed and whether a connection ends. */
@Timeout(30)
class EchoOriginTest {
    private static final InetSocketAddress ANY = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    @Test
    void withoutABodyOfItsOwnItAnswersWithTheRequest() throws IOException {
        String answer = answer(EchoAnswer.REFLECT, "GET /a?b=c HTTP/1.1\r\nHost: x\r\nX-One: 1\r\n\r\n");

        assertTrue(answer.startsWith("HTTP/1.1 200 "), answer);
        assertTrue(answer.contains("\r\n\r\nGET /a?b=c HTTP/1.1\n"), answer);
        assertTrue(answer.contains("X-one: 1\n"), answer);
    }

    @Test
    void theBodyOfTheRequestComesBackAfterItsHead() throws IOException {
        String answer = answer(EchoAnswer.REFLECT, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello");

        assertTrue(answer.contains("Transfer-encoding: chunked\r\n"), answer);
        assertTrue(answer.contains("\n\nhello\r\n"), answer);
    }

    @Test
    void aFixedBodyHasALength() throws IOException {
        String answer = answer(with("héllo", false, false), "GET / HTTP/1.1\r\nHost: x\r\n\r\n");

        assertTrue(answer.contains("Content-length: 6\r\n"), answer);
        assertTrue(answer.endsWith("\r\n\r\nhéllo"), answer);
    }

    @Test
    void aFixedBodyCanComeInChunks() throws IOException {
        String answer = answer(with("hello", true, false), "GET / HTTP/1.1\r\nHost: x\r\n\r\n");

        assertTrue(answer.contains("Transfer-encoding: chunked\r\n"), answer);
        assertFalse(answer.contains("Content-length"), answer);
        assertTrue(answer.endsWith("\r\n5\r\nhello\r\n0\r\n\r\n"), answer);
    }

    @Test
    void closeEndsTheConnectionAfterOneAnswer() throws IOException {
        String two = "GET /1 HTTP/1.1\r\nHost: x\r\n\r\nGET /2 HTTP/1.1\r\nHost: x\r\n\r\n";
        try (EchoOrigin origin = EchoOrigin.start(ANY, with("x", false, true));
                Socket socket = connect(origin)) {
            socket.getOutputStream().write(two.getBytes(StandardCharsets.UTF_8));

            String answers = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertTrue(answers.contains("Connection: close\r\n"), answers);
            assertEquals(0, answers.lastIndexOf("HTTP/1.1 200"), answers);
        }
    }

    @Test
    void aHeadRequestGetsTheLengthAndNoBody() throws IOException {
        String answer = answer(with("hello", false, false), "HEAD / HTTP/1.1\r\nHost: x\r\n\r\n");

        assertTrue(answer.contains("Content-length: 5\r\n"), answer);
        assertTrue(answer.endsWith("\r\n\r\n"), answer);
    }

    @Test
    void aStatusWithoutBodyHasNone() throws IOException {
        EchoAnswer answer = new EchoAnswer(204, "hello", Duration.ZERO, false, false);

        String text = answer(answer, "GET / HTTP/1.1\r\nHost: x\r\n\r\n");

        assertTrue(text.startsWith("HTTP/1.1 204 "), text);
        assertTrue(text.endsWith("\r\n\r\n"), text);
    }

    @Test
    void anErrorStatusKeepsItsBody() throws IOException {
        EchoAnswer answer = new EchoAnswer(503, "gone", Duration.ZERO, false, false);

        String text = answer(answer, "GET / HTTP/1.1\r\nHost: x\r\n\r\n");

        assertTrue(text.startsWith("HTTP/1.1 503 "), text);
        assertTrue(text.endsWith("gone"), text);
    }

    @Test
    void theAnswerDoesNotBeginBeforeTheDelay() throws IOException {
        EchoAnswer answer = new EchoAnswer(200, "late", Duration.ofMillis(80), false, false);
        long start = System.nanoTime();

        answer(answer, "GET / HTTP/1.1\r\nHost: x\r\n\r\n");

        assertTrue(System.nanoTime() - start >= 80_000_000);
    }

    @Test
    void aPortInUseIsAnIOException() throws IOException {
        try (EchoOrigin origin = EchoOrigin.start(ANY, EchoAnswer.REFLECT)) {
            assertThrows(IOException.class, () -> EchoOrigin.start(origin.address(), EchoAnswer.REFLECT));
        }
    }

    private static EchoAnswer with(String body, boolean chunked, boolean close) {
        return new EchoAnswer(200, body, Duration.ZERO, chunked, close);
    }

    /** What comes back for one request; the client ends its side, so that the origin ends the connection. */
    private static String answer(EchoAnswer answer, String request) throws IOException {
        try (EchoOrigin origin = EchoOrigin.start(ANY, answer);
                Socket socket = connect(origin)) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Socket connect(EchoOrigin origin) throws IOException {
        return new Socket(origin.address().getAddress(), origin.address().getPort());
    }
}
