package apex.net.listen;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import apex.net.loop.NetLoop;
import apex.net.loop.NetPlatform;
import apex.net.loop.TransportChoice;
import io.netty.channel.ServerChannel;
import io.netty.channel.socket.SocketProtocolFamily;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What an acceptor does when the system has no descriptor left for it. */
class AcceptorTest {
    @ParameterizedTest
    @EnumSource(names = {"EPOLL", "NIO"})
    void afterARefusalOfTheSystemItRestsAndThenAcceptsAgain(TransportChoice io) {
        try (NetPlatform platform = NetPlatform.start(1, io)) {
            NetLoop loop = platform.netLoops().getFirst();
            ServerChannel channel = platform.sockets().server(SocketProtocolFamily.INET);
            channel.pipeline().addLast(new Acceptor(loop, new LoopListener[0], channel));
            loop.events().register(channel).syncUninterruptibly();
            channel.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0))
                    .syncUninterruptibly();
            assertTrue(channel.config().isAutoRead());
            long begin = System.nanoTime();
            boolean listens = CompletableFuture.supplyAsync(
                            () -> {
                                channel.pipeline().fireExceptionCaught(new IOException("Too many open files"));
                                return channel.config().isAutoRead();
                            },
                            loop)
                    .join();
            assertFalse(listens);
            while (!channel.config().isAutoRead() && System.nanoTime() - begin < 5_000_000_000L) {
                LockSupport.parkNanos(1_000_000);
            }
            assertTrue(channel.config().isAutoRead());
            assertTrue(System.nanoTime() - begin >= 100_000_000L, "it has not rested");
            channel.close().syncUninterruptibly();
        }
    }
}
