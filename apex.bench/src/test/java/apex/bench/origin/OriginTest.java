package apex.bench.origin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The origin against clients that are plain, hasty, slow, or mistaken. */
@Timeout(30)
class OriginTest {
    private static final InetSocketAddress ANY = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0);
    private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
    private static final String LAST = "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
    private static final String RESPONSE =
            "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 3\r\n\r\nxxx";

    @Test
    void answersUntilItIsAskedToClose() throws IOException {
        assertEquals(RESPONSE.repeat(3), all(3, GET + GET + LAST));
    }

    @Test
    void pipelinedRequestsAreAnsweredEachOnce() throws IOException {
        assertEquals(RESPONSE.repeat(1001), all(3, GET.repeat(1000) + LAST));
    }

    @Test
    void aBodyIsReadOver() throws IOException {
        assertEquals(RESPONSE.repeat(2), all(3, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nGET /" + LAST));
    }

    @Test
    void aLargeBodyArrivesWholeAtAClientThatReadsLate() throws IOException {
        int length = 1 << 20;
        String answers = all(length, GET + GET + LAST);
        assertEquals(3 * (answers.indexOf("\r\n\r\n") + 4 + length), answers.length());
    }

    @Test
    void whatIsNoRequestEndsTheConnectionAndNoOther() throws IOException {
        try (Origin origin = Origin.start(ANY, 3)) {
            assertEquals("", exchange(origin, "hello\r\n\r\n"));
            assertEquals(RESPONSE, exchange(origin, LAST));
        }
    }

    @Test
    void anAddressInUseIsRefusedWithItsName() throws IOException {
        try (Origin origin = Origin.start(ANY, 3)) {
            IOException refusal = assertThrows(IOException.class, () -> Origin.start(origin.address(), 3));
            assertTrue(refusal.getMessage()
                    .contains(Integer.toString(origin.address().getPort())));
        }
    }

    @Test
    void closedItListensNoLonger() throws IOException {
        Origin origin = Origin.start(ANY, 3);
        InetSocketAddress address = origin.address();
        origin.close();
        assertThrows(IOException.class, () -> new Socket(address.getAddress(), address.getPort()).close());
    }

    private static String all(int body, String requests) throws IOException {
        try (Origin origin = Origin.start(ANY, body)) {
            return exchange(origin, requests);
        }
    }

    private static String exchange(Origin origin, String requests) throws IOException {
        InetSocketAddress address = origin.address();
        try (Socket socket = new Socket(address.getAddress(), address.getPort());
                InputStream in = socket.getInputStream()) {
            socket.getOutputStream().write(requests.getBytes(StandardCharsets.US_ASCII));
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        }
    }
}
