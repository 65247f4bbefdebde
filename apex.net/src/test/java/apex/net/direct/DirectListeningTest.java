package apex.net.direct;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import apex.net.link.Arrival;
import apex.net.link.Arrivals;
import apex.net.link.ListeningSocket;
import apex.net.loop.NetLoop;
import apex.net.loop.NetPlatform;
import apex.net.loop.StartedPlatform;
import apex.net.loop.TransportChoice;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A listening socket past Netty, whose user may fail. */
@ParameterizedClass
@EnumSource(names = {"IO_URING", "EPOLL"})
class DirectListeningTest {
    /** More than are told of in one round. */
    private static final int MANY = 50;

    @Parameter
    private TransportChoice io;

    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
    private final List<Socket> clients = new ArrayList<>();
    private volatile boolean faulty;
    private NetPlatform platform;
    private NetLoop loop;
    private ListeningSocket listening;

    @BeforeEach
    void listen() throws Exception {
        platform = StartedPlatform.of(1, io);
        loop = platform.netLoops().getFirst();
        InetSocketAddress anywhere = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0);
        listening = DirectSockets.LINUX.listen(loop, anywhere, false, 2 * MANY, new Arrivals() {
            @Override
            public void arrived(Arrival arrival) {
                events.add("arrived");
                arrival.close();
                if (faulty) {
                    throw new IllegalStateException("as planned");
                }
            }

            @Override
            public void refused(ListeningSocket socket, Throwable cause) {
                events.add("refused");
            }
        });
    }

    @AfterEach
    void end() throws IOException {
        for (Socket client : clients) {
            client.close();
        }
        if (platform != null) {
            platform.close();
        }
    }

    private Socket connect() throws IOException {
        int port = ((InetSocketAddress) listening.localAddress()).getPort();
        Socket client = new Socket(InetAddress.ofLiteral("127.0.0.1"), port);
        clients.add(client);
        return client;
    }

    private void arrive(int count) throws InterruptedException {
        for (int i = 0; i < count; i++) {
            assertEquals("arrived", events.poll(5, TimeUnit.SECONDS));
        }
    }

    private void run(Runnable task) {
        CompletableFuture.runAsync(task, loop).join();
    }

    /** Connects many while the loop does something else, so that they are all accepted at once. */
    private void connectAtOnce() throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        loop.execute(() -> {
            try {
                held.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        for (int i = 0; i < MANY; i++) {
            connect();
        }
        held.countDown();
    }

    @Test
    void aFloodIsToldInPortions() throws Exception {
        connectAtOnce();
        arrive(MANY);
    }

    @Test
    void aUserThatThrowsMissesNoneOfAFlood() throws Exception {
        faulty = true;
        connectAtOnce();
        arrive(MANY);
        faulty = false;
        connect();
        arrive(1);
    }

    @Test
    void whatIsClosedAcceptsNothingMore() throws Exception {
        connect();
        arrive(1);
        listening.close();
        assertThrows(ConnectException.class, this::connect);
    }

    @Test
    void whoStopsAndGoesOnBeforeTheSystemHasHeardOfItStillAccepts() throws Exception {
        run(() -> {
            listening.accept(false);
            listening.accept(true);
        });
        connect();
        arrive(1);
        run(() -> listening.accept(false));
        run(() -> listening.accept(true));
        connect();
        arrive(1);
    }
}
