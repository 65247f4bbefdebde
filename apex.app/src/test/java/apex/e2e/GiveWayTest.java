package apex.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import apex.net.loop.TransportChoice;
import apex.spi.exchange.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Clients that do not take their responses cannot keep all connections of a backend to themselves. */
@Timeout(60)
class GiveWayTest {
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
    private static final String ENDLESS = "GET /endless HTTP/1.1\r\nHost: a\r\n\r\n";

    /** More than the systems of both ends hold. */
    private static final int LARGE = 64 << 20;

    @TempDir
    Path folder;

    private RunningGateway start(TransportChoice io, String queueTimeout, String rateGrace, RawOrigin origin) {
        return RunningGateway.start(io, """
                [server]
                listen = "127.0.0.1:0"
                workers = 1
                max_connections_per_backend = 2
                queue_timeout = "%s"
                filters = [{ name = "access-log", format = "json", target = "%s" }]
                [limits]
                rate_grace = "%s"
                [[routes]]
                name = "app"
                backends = [{ url = "%s" }]
                """.formatted(queueTimeout, log(), rateGrace, origin.url()));
    }

    private Path log() {
        return folder.resolve("access.log");
    }

    private long logged(String reason) {
        try {
            return Files.readString(log())
                    .lines()
                    .filter(line -> line.contains("\"reason\":\"" + reason + "\""))
                    .count();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Answers {@code /endless} with a body without an end, {@code /held} when it is released, and all else at once. */
    private static RawOrigin origin(CountDownLatch release) {
        return RawOrigin.start(connection -> {
            byte[] piece = new byte[1 << 20];
            for (String head = connection.readHead(); head != null; head = connection.readHead()) {
                if (head.startsWith("GET /endless ")) {
                    connection.write("HTTP/1.1 200 OK\r\n\r\n");
                    while (true) {
                        connection.write(piece);
                    }
                }
                if (head.startsWith("GET /held ")) {
                    await(release);
                }
                connection.write(OK);
            }
        });
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(20, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"IO_URING", "EPOLL", "NIO"})
    void oneOfTwoClientsThatDoNotReadIsCutOffForAThirdThatWaits(TransportChoice io) throws IOException {
        try (RawOrigin origin = origin(new CountDownLatch(0));
                RunningGateway gateway = start(io, "15s", "300ms", origin);
                RawConnection first = gateway.connect().write(ENDLESS);
                RawConnection second = gateway.connect().write(ENDLESS)) {
            Eventually.holds("both are served", () -> origin.heads().size() == 2);
            assertEquals("ok", gateway.get("/").text());
            Eventually.holds("one has given way", () -> logged(Reason.GAVE_WAY.code()) == 1);
            assertEquals("ok", gateway.get("/").text(), "its place is free");
            assertEquals(1, logged(Reason.GAVE_WAY.code()), "one is enough");
            assertEquals(1, gateway.gateway().openExchanges());
            int cut = 0;
            for (RawConnection slow : new RawConnection[] {first, second}) {
                cut += isCut(slow) ? 1 : 0;
            }
            assertEquals(1, cut);
        }
    }

    /** Reads the response to its end, or to where it is certain that it goes on; whether it ended without its last chunk. */
    private static boolean isCut(RawConnection client) throws IOException {
        assertTrue(client.readHead().contains("Transfer-Encoding: chunked"));
        try {
            client.readExactly(LARGE);
            return false;
        } catch (IOException e) {
            assertFalse(String.valueOf(e.getMessage()).contains("timed out"), e.getMessage());
            return true;
        }
    }

    @Test
    void withoutAnybodyWaitingClientsThatDoNotReadAreLeftAlone() throws IOException {
        try (RawOrigin origin = origin(new CountDownLatch(0));
                RunningGateway gateway = start(TransportChoice.AUTO, "15s", "10ms", origin);
                RawConnection slow = gateway.connect().write(ENDLESS)) {
            Eventually.holds("it is served", () -> origin.heads().size() == 1);
            for (int i = 0; i < 20; i++) {
                assertEquals("ok", gateway.get("/").text());
            }
            assertFalse(isCut(slow));
        }
    }

    @Test
    void whoWaitsForBackendsThatAreSlowThemselvesGetsTheQueueTimeoutAsEver() throws IOException {
        CountDownLatch release = new CountDownLatch(1);
        String held = "GET /held HTTP/1.1\r\nHost: a\r\n\r\n";
        try (RawOrigin origin = origin(release);
                RunningGateway gateway = start(TransportChoice.AUTO, "300ms", "10ms", origin);
                RawConnection first = gateway.connect().write(held);
                RawConnection second = gateway.connect().write(held)) {
            Eventually.holds("both are served", () -> origin.heads().size() == 2);
            RawConnection.Message third = gateway.get("/");
            assertEquals(503, third.status());
            assertTrue(third.text().contains("queue_timeout"), third.text());
            release.countDown();
            assertEquals("ok", first.readMessage().text());
            assertEquals("ok", second.readMessage().text());
        }
    }

    @Test
    void whoWaitsForLessThanTheGraceGetsTheQueueTimeout() throws IOException {
        try (RawOrigin origin = origin(new CountDownLatch(0));
                RunningGateway gateway = start(TransportChoice.AUTO, "300ms", "20s", origin);
                RawConnection _ = gateway.connect().write(ENDLESS);
                RawConnection _ = gateway.connect().write(ENDLESS)) {
            Eventually.holds("both are served", () -> origin.heads().size() == 2);
            assertTrue(gateway.get("/").text().contains("queue_timeout"));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"IO_URING", "EPOLL", "NIO"})
    void uploadsThatDripDoNotGetTheLastConnectionAndLoseNothingByThat(TransportChoice io) throws IOException {
        String upload = "POST /up HTTP/1.1\r\nHost: a\r\nContent-Length: 8\r\n\r\ndrip";
        try (RawOrigin origin = RawOrigin.start(connection -> {
                    for (int i = 0; i < 3; i++) {
                        RawConnection.Message request = connection.readMessage();
                        connection.write("HTTP/1.1 200 OK\r\nContent-Length: "
                                + (2 + request.text().length()) + "\r\n\r\nok" + request.text());
                    }
                });
                RunningGateway gateway = start(io, "15s", "20s", origin);
                RawConnection first = gateway.connect().write(upload)) {
            Eventually.holds("the first has a connection", () -> origin.heads().size() == 1);
            try (RawConnection second = gateway.connect().write(upload);
                    RawConnection third = gateway.connect().write(upload)) {
                Eventually.holds("all are there", () -> gateway.gateway().openExchanges() == 3);
                assertEquals("ok", gateway.get("/").text(), "one connection is left for who has sent all");
                assertEquals("okdripdrop", third.write("drop").readMessage().text());
                assertEquals("okdripdrop", second.write("drop").readMessage().text());
                assertEquals("okdripdrop", first.write("drop").readMessage().text());
            }
        }
    }

    @Test
    void trailersOfAnUploadThatWasHeldGoOnWithIt() throws IOException {
        String chunked = "8\r\ndripdrop\r\n0\r\nX-Sum: 8\r\n\r\n";
        String head = " /up HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
        try (RawOrigin origin = RawOrigin.start(connection -> {
                    connection.readHead();
                    byte[] body = connection.readExactly(chunked.length());
                    assertEquals(chunked, new String(body, StandardCharsets.ISO_8859_1));
                    connection.write(OK);
                });
                RunningGateway gateway = RunningGateway.start(TransportChoice.AUTO, """
                [server]
                listen = "127.0.0.1:0"
                workers = 1
                max_connections_per_backend = 2
                [[routes]]
                name = "app"
                request_trailers = true
                backends = [{ url = "%s" }]
                """.formatted(origin.url()));
                RawConnection _ = gateway.connect().write("POST" + head)) {
            Eventually.holds("the first has a connection", () -> origin.heads().size() == 1);
            try (RawConnection held = gateway.connect().write("POST" + head + "4\r\ndrip\r\n")) {
                Eventually.holds("both are there", () -> gateway.gateway().openExchanges() == 2);
                assertEquals(1, origin.heads().size());
                held.write("4\r\ndrop\r\n0\r\nX-Sum: 8\r\n\r\n");
                assertEquals("ok", held.readMessage().text());
            }
        }
    }
}
