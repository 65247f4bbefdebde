package apex.net.tcp;

import apex.net.Protocol;
import apex.net.listen.ListenAddress;
import apex.net.listen.Listener;
import apex.net.loop.NetLoop;
import apex.net.loop.NetPlatform;
import apex.net.pool.PooledConnector;
import apex.net.wire.LoopWires;
import apex.spi.listen.ListenerSpec;
import apex.spi.transport.Binding;
import apex.spi.transport.Connector;
import apex.spi.transport.EndpointSpec;
import apex.spi.transport.ExchangeFactory;
import apex.spi.transport.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;

/** TCP and Unix domain sockets on the loops of a {@link NetPlatform}. */
final class TcpTransport implements Transport {
    private final List<NetLoop> loops;
    private final List<LoopWires> wires;
    private final Protocol protocol;
    private final List<Listener> listeners = new ArrayList<>();

    TcpTransport(NetPlatform platform, Protocol protocol) {
        loops = platform.netLoops();
        wires = loops.stream().map(LoopWires::new).toList();
        this.protocol = protocol;
    }

    @Override
    public List<String> check(ListenerSpec listener) {
        return ListenAddress.check(listener.address());
    }

    @Override
    public synchronized Binding bind(ListenerSpec spec, ExchangeFactory factory) throws IOException {
        Listener listener = Listener.open(spec, loops, wires, protocol.server(spec, factory));
        listeners.add(listener);
        return listener;
    }

    @Override
    public Connector connector(EndpointSpec spec) {
        return new PooledConnector(spec, protocol, loops, wires, InetAddress::getAllByName, Thread::startVirtualThread);
    }

    @Override
    public synchronized void close() {
        try {
            listeners.forEach(Listener::stop);
            for (int i = 0; i < wires.size(); i++) {
                CompletableFuture.runAsync(wires.get(i)::end, loops.get(i)).join();
            }
        } catch (RejectedExecutionException ended) {
            // The loops ended before their transport, and all connections with them.
        }
        listeners.clear();
    }
}
