package apex.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import apex.net.loop.TransportChoice;
import java.io.IOException;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A backend that does not even accept: its queue is full, so that Linux leaves further connections without an answer. */
@EnabledOnOs(OS.LINUX)
class SilentBackendTest {
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
    @EnumSource(names = {"IO_URING", "EPOLL", "NIO"})
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
    @EnumSource(names = {"IO_URING", "EPOLL", "NIO"})
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
