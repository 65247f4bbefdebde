package apex.net.direct;

import apex.net.link.Arrivals;
import apex.net.link.Dialing;
import apex.net.link.LinkOwner;
import apex.net.link.ListeningSocket;
import apex.net.link.SocketOptions;
import apex.net.link.Sockets;
import apex.net.loop.NetLoop;
import apex.spi.thread.Cold;
import apex.spi.thread.Frozen;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Sockets on the proactor of their loop, on Linux. */
@Frozen
public enum DirectSockets implements Sockets {
    /** The only one. */
    LINUX;

    @Override
    @Cold
    public ListeningSocket listen(NetLoop loop, SocketAddress where, boolean sharesPort, int backlog, Arrivals arrivals)
            throws IOException {
        boolean isUnix = !(where instanceof InetSocketAddress);
        DirectSocket socket = new DirectSocket(loop.proactor().newSocket(family(where)), isUnix);
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
        DirectListening listening = new DirectListening(loop, socket, arrivals);
        CompletableFuture.runAsync(listening::begin, loop).join();
        return listening;
    }

    @Override
    public Dialing connect(SocketAddress where, LinkOwner owner, Consumer<Throwable> onFailure) throws IOException {
        return new DirectDialing(where, owner, onFailure);
    }

    private static int family(SocketAddress where) {
        if (!(where instanceof InetSocketAddress inet)) {
            return DirectSocket.UNIX;
        }
        return inet.getAddress() instanceof Inet6Address ? DirectSocket.INET6 : DirectSocket.INET;
    }
}
