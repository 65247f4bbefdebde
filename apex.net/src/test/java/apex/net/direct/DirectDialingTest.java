package apex.net.direct;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import apex.net.link.Dialing;
import apex.net.link.Link;
import apex.net.link.LinkOwner;
import apex.net.link.LinkUser;
import apex.net.loop.NetLoop;
import apex.net.loop.NetPlatform;
import apex.net.loop.StartedPlatform;
import apex.net.loop.TransportChoice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Connections past Netty that are being made. */
@ParameterizedClass
@EnumSource(names = {"IO_URING", "EPOLL"})
class DirectDialingTest implements LinkOwner {
    /** More than a listener with the least backlog lets in. */
    private static final int MANY = 6;

    @Parameter
    private TransportChoice io;

    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
    private NetPlatform platform;
    private NetLoop loop;

    @TempDir
    private Path folder;

    @BeforeEach
    void start() {
        platform = StartedPlatform.of(1, io);
        loop = platform.netLoops().getFirst();
    }

    @AfterEach
    void end() {
        if (platform != null) {
            platform.close();
        }
    }

    @Override
    public NetLoop loop() {
        return loop;
    }

    @Override
    public LinkUser user(Link link) {
        events.add("up");
        return (LinkUser) Proxy.newProxyInstance(
                LinkUser.class.getClassLoader(), new Class<?>[] {LinkUser.class}, (_, method, _) -> {
                    if (method.getName().equals("lost") || method.getName().equals("inputOver")) {
                        link.close();
                    }
                    return method.getReturnType() == int.class ? 1000 : null;
                });
    }

    private Dialing dial(SocketAddress where) {
        return CompletableFuture.supplyAsync(
                        () -> {
                            try {
                                return DirectSockets.LINUX.connect(
                                        where, this, cause -> events.add(cause.getMessage()));
                            } catch (IOException e) {
                                throw new UncheckedIOException(e);
                            }
                        },
                        loop)
                .join();
    }

    private void run(Runnable task) {
        CompletableFuture.runAsync(task, loop).join();
    }

    private String next() throws InterruptedException {
        String event = events.poll(5, TimeUnit.SECONDS);
        return event == null ? "nothing within 5 s" : event;
    }

    @Test
    void whoIsRefusedHearsOfIt() throws Exception {
        InetSocketAddress nobody;
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            nobody = (InetSocketAddress) server.getLocalSocketAddress();
        }
        dial(nobody);
        assertEquals("connection refused", next());
    }

    @Test
    void whoGivesUpHearsNothing() throws Exception {
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            Path path = folder.resolve("full");
            server.bind(UnixDomainSocketAddress.of(path), 1);
            SocketAddress where = platform.sockets().unixAddress(path.toString());
            List<Dialing> dialings = new ArrayList<>();
            for (int i = 0; i < MANY; i++) {
                dialings.add(dial(where));
            }
            assertEquals("up", next());
            run(() -> dialings.forEach(Dialing::giveUp));
            run(() -> {});
            events.clear();
        }
        dial(platform.sockets().unixAddress(folder.resolve("nowhere").toString()));
        assertEquals("No such file or directory", next());
        assertTrue(events.isEmpty(), events::toString);
    }

    /** The system has no event for room in the backlog of a Unix domain socket: io_uring waits all the same, with epoll nobody can. */
    @Test
    void whoFindsAFullListenerHearsOfItOrOfItsEnd() throws Exception {
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            Path path = folder.resolve("full");
            server.bind(UnixDomainSocketAddress.of(path), 1);
            SocketAddress where = platform.sockets().unixAddress(path.toString());
            for (int i = 0; i < MANY; i++) {
                dial(where);
            }
            assertEquals("up", next());
        }
        for (int i = 1; i < MANY; i++) {
            String event = next();
            String refused = io == TransportChoice.IO_URING
                    ? "connection refused"
                    : "too many connections wait to be accepted there";
            assertTrue(event.equals("up") || event.equals(refused), event);
        }
    }
}
