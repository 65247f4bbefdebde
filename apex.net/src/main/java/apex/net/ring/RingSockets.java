package apex.net.ring;

import apex.net.link.Arrivals;
import apex.net.link.Dialing;
import apex.net.link.LinkOwner;
import apex.net.link.ListeningSocket;
import apex.net.link.SocketOptions;
import apex.net.link.Sockets;
import apex.net.loop.NetLoop;
import apex.net.uring.RingHandler;
import apex.spi.thread.Cold;
import apex.spi.thread.Frozen;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Sockets on the ring of their loop. */
@Frozen
public enum RingSockets implements Sockets {
    /** The only one. */
    IO_URING;

    @Override
    @Cold
    public ListeningSocket listen(NetLoop loop, SocketAddress where, boolean sharesPort, int backlog, Arrivals arrivals)
            throws IOException {
        boolean isUnix = !(where instanceof InetSocketAddress);
        RingSocket socket = new RingSocket(RingHandler.newSocket(family(where)), isUnix);
        try {
            socket.bind(where, sharesPort, backlog);
        } catch (IOException failed) {
            socket.close();
            throw failed;
        }
        if (!isUnix) {
            try {
                socket.option(SocketOptions.TCP_LEVEL, SocketOptions.MOST_UNSENT, SocketOptions.MOST_UNSENT_BYTES);
            } catch (IOException _) {
                // A system without it serves as well, only that it holds more.
            }
        }
        RingListening listening = new RingListening(loop, socket, arrivals);
        CompletableFuture.runAsync(listening::begin, loop).join();
        return listening;
    }

    @Override
    public Dialing connect(SocketAddress where, LinkOwner owner, Consumer<Throwable> onFailure) throws IOException {
        return new RingDialing(where, owner, onFailure);
    }

    private static int family(SocketAddress where) {
        if (!(where instanceof InetSocketAddress inet)) {
            return RingSocket.UNIX;
        }
        return inet.getAddress() instanceof Inet6Address ? RingSocket.INET6 : RingSocket.INET;
    }
}
