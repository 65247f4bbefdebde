package apex.http1.downstream;

import apex.http1.wire.HeadWriters;
import apex.net.ServerProtocol;
import apex.net.ServerSession;
import apex.net.Wire;
import apex.net.WireHandler;
import apex.spi.exchange.Peer;
import apex.spi.exchange.Reason;
import apex.spi.listen.ListenerSpec;
import apex.spi.thread.Frozen;
import apex.spi.thread.Loop;
import apex.spi.transport.ExchangeFactory;
import apex.spi.transport.Pace;

/** HTTP/1.1 with the clients of one listener. */
@Frozen
public final class Http1Server implements ServerProtocol {
    private static final int MOST_LOOPS = 512;

    private final ListenerSpec listener;
    private final ExchangeFactory factory;
    private final HeadWriters writers;

    /** For what the kernel asks nothing of: the listener's idle time, and no rate. */
    private final Pace pace;

    /** Each place is touched by its own loop only. */
    private final RequestReaders[] readers = new RequestReaders[MOST_LOOPS];

    /** A protocol for the connections of {@code listener}, whose exchanges {@code factory} handles. */
    public Http1Server(ListenerSpec listener, ExchangeFactory factory, HeadWriters writers) {
        this.listener = listener;
        this.factory = factory;
        this.writers = writers;
        long idle = listener.connections().idleMillis();
        pace = new Pace(idle, 0, 0, idle);
    }

    @Override
    public ServerSession attach(Wire wire, Peer peer) {
        Loop loop = wire.loop();
        ServerConnection connection =
                new ServerConnection(wire, listener, pace, readers(loop), writers.of(loop), peer.isSecure());
        connection.open(factory.open(loop, connection.leg(), peer));
        return connection;
    }

    @Override
    public WireHandler refuse(Wire wire, Peer peer, Reason reason) {
        factory.refused(wire.loop(), peer, reason);
        return new RefusedClient(wire, reason, listener.http().errorBodies());
    }

    private RequestReaders readers(Loop loop) {
        int index = loop.index();
        if (index >= MOST_LOOPS) {
            return new RequestReaders();
        }
        if (readers[index] == null) {
            readers[index] = new RequestReaders();
        }
        return readers[index];
    }
}
