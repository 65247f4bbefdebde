package apex.net.link;

import apex.net.loop.NetLoop;
import apex.spi.thread.Cold;
import java.io.IOException;
import java.net.SocketAddress;
import java.util.function.Consumer;

/** A kind of sockets: makes those that listen and those that connect. */
public interface Sockets {
    /**
     * Listens. Any thread but that of a loop.
     *
     * @param sharesPort whether other sockets listen on the same port
     * @param backlog how many connections may wait to be accepted
     * @throws IOException when the address cannot be bound
     */
    @Cold
    ListeningSocket listen(NetLoop loop, SocketAddress where, boolean sharesPort, int backlog, Arrivals arrivals)
            throws IOException;

    /**
     * Connects, on the owner's loop. A failure is told later, never before this returns.
     *
     * @throws IOException when there is no socket for it
     */
    Dialing connect(SocketAddress where, LinkOwner owner, Consumer<Throwable> onFailure) throws IOException;
}
