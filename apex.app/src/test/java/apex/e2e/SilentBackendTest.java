package apex.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import apex.net.loop.TransportChoice;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A backend that does not even accept: its queue is full, so that Linux leaves further connections without an answer. */
@EnabledOnOs(OS.LINUX)
class SilentBackendTest {
    /** Takes connections until the queue has no more room. */
    private static final class FullQueue implements AutoCloseable {
        private final ServerSocket server;
        private final List<Socket> waiting = new ArrayList<>();

        FullQueue() throws IOException {
            server = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"));
            boolean full = false;
            for (int i = 0; i < 100 && !full; i++) {
                full = !joins();
            }
            assertTrue(full, "the queue never became full, so this proves nothing");
        }

        private boolean joins() throws IOException {
            Socket socket = new Socket();
            waiting.add(socket);
            try {
                socket.connect(new InetSocketAddress(server.getInetAddress(), server.getLocalPort()), 100);
                return true;
            } catch (SocketTimeoutException _) {
                return false;
            }
        }

        String url() {
            return "http://127.0.0.1:" + server.getLocalPort();
        }

        @Override
        public void close() throws IOException {
            for (Socket socket : waiting) {
                socket.close();
            }
            server.close();
        }
    }

    private static String configuration(String backends) {
        return """
                [server]
                listen = "127.0.0.1:0"
                workers = 1
                access_log = false
                connect_timeout = "150ms"
                [[routes]]
                name = "app"
                backends = [%s]
                """.formatted(backends);
    }

    @ParameterizedTest
    @EnumSource(names = {"EPOLL", "NIO"})
    void connectTimeoutIs504WithItsReason(TransportChoice io) throws IOException {
        try (FullQueue silent = new FullQueue();
                RunningGateway gateway =
                        RunningGateway.start(io, configuration("{ url = \"" + silent.url() + "\" }"))) {
            RawConnection.Message answer = gateway.get("/");
            assertEquals(504, answer.status());
            assertTrue(answer.text().contains("\"reason\": \"connect_timeout\""), answer.text());
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"EPOLL", "NIO"})
    void anotherBackendServesWhatTheSilentOneDidNotTake(TransportChoice io) throws IOException {
        try (FullQueue silent = new FullQueue();
                RawOrigin origin = RawOrigin.answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
                RunningGateway gateway = RunningGateway.start(
                        io, configuration("{ url = \"" + silent.url() + "\" }, { url = \"" + origin.url() + "\" }"))) {
            assertEquals(200, gateway.get("/").status());
            assertEquals(200, gateway.get("/").status());
            assertEquals(2, origin.heads().size());
        }
    }
}
