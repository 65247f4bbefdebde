package apex.net.listen;

import apex.net.ServerProtocol;
import apex.net.link.ListeningSocket;
import apex.net.loop.NetLoop;
import apex.net.loop.SocketKind;
import apex.net.wire.LoopWires;
import apex.spi.exchange.Reason;
import apex.spi.listen.ListenerSpec;
import apex.spi.thread.Cold;
import apex.spi.transport.Binding;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A listener: one listening socket for each loop where sockets can share a port, else one whose connections go round. */
@Cold
public final class Listener implements Binding {
    private static final Logger LOG = LoggerFactory.getLogger(Listener.class);
    private static final int BACKLOG = 4096;

    private final ListenAddress address;
    private final SocketKind sockets;
    private final NetLoop[] loops;
    private final LoopWires wires;
    private final LoopListener[] connections;
    private final List<ListeningSocket> listening = new ArrayList<>();
    private boolean stopped;

    private Listener(ListenerSpec spec, List<NetLoop> loops, List<LoopWires> wires, ServerProtocol protocol) {
        address = ListenAddress.parse(spec.address());
        Admission admission = new Admission(spec);
        this.loops = loops.toArray(NetLoop[]::new);
        sockets = this.loops[0].sockets();
        this.wires = wires.getFirst();
        connections = new LoopListener[this.loops.length];
        for (int i = 0; i < connections.length; i++) {
            connections[i] = new LoopListener(this.loops[i], wires.get(i), protocol, admission);
        }
        for (int i = 0; i < connections.length; i++) {
            connections[i].neighbour(connections[(i + 1) % connections.length]);
        }
    }

    /**
     * Binds an address and starts to accept.
     *
     * @param spec where, and who may connect
     * @param loops the loops that take the connections
     * @param wires for each of them
     * @throws IOException when it cannot be bound; the message names address, reason and way out
     */
    public static Listener open(ListenerSpec spec, List<NetLoop> loops, List<LoopWires> wires, ServerProtocol protocol)
            throws IOException {
        Listener listener = new Listener(spec, loops, wires, protocol);
        try {
            if (listener.address.isUnix()) {
                listener.bindUnix();
            } else {
                listener.bindTcp();
            }
        } catch (IOException | RuntimeException failed) {
            listener.stop();
            throw failed;
        }
        return listener;
    }

    @Override
    public synchronized List<SocketAddress> addresses() {
        return listening.stream().map(ListeningSocket::localAddress).distinct().toList();
    }

    @Override
    public void drain() {
        stop();
        for (int i = 0; i < loops.length; i++) {
            loops[i].execute(connections[i]::drain);
        }
    }

    @Override
    public int openConnections() {
        int sum = 0;
        for (LoopListener each : connections) {
            sum += each.openConnections();
        }
        return sum;
    }

    @Override
    public long acceptedConnections() {
        long sum = 0;
        for (LoopListener each : connections) {
            sum += each.acceptedConnections();
        }
        return sum;
    }

    @Override
    public Map<Reason, Long> refusedConnections() {
        Map<Reason, Long> sums = new LinkedHashMap<>();
        for (Reason reason : RefusalCounts.REASONS) {
            long sum = 0;
            for (LoopListener each : connections) {
                sum += each.refusedConnections(reason);
            }
            sums.put(reason, sum);
        }
        return Collections.unmodifiableMap(sums);
    }

    /** Stops accepting; connections stay. Waits until nothing more is accepted. */
    public synchronized void stop() {
        if (stopped) {
            return;
        }
        stopped = true;
        listening.forEach(ListeningSocket::close);
        if (address.isUnix() && !listening.isEmpty()) {
            try {
                Files.deleteIfExists(Path.of(address.path()));
            } catch (IOException left) {
                LOG.warn("listen: {}: its file could not be removed: {}", address.text(), left.getMessage());
            }
        }
    }

    private void bindUnix() throws IOException {
        UnixPath.free(address);
        bind(0, sockets.unixAddress(address.path()), connections);
    }

    private void bindTcp() throws IOException {
        InetSocketAddress wanted = address.resolve();
        if (address.host().isEmpty() && !hasIpv6()) {
            wanted = new InetSocketAddress(InetAddress.getByAddress(new byte[4]), address.port());
        }
        if (!sockets.sharesPorts()) {
            bind(0, wanted, connections);
            return;
        }
        if (wanted.getPort() != 0) {
            refuseWhenTaken(wanted);
        }
        SocketAddress bound = wanted;
        for (int i = 0; i < loops.length; i++) {
            bound = bind(i, bound, new LoopListener[] {connections[i]});
        }
    }

    private static boolean hasIpv6() {
        try (ServerSocketChannel trial = ServerSocketChannel.open(StandardProtocolFamily.INET6)) {
            trial.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[16]), 0));
            return true;
        } catch (IOException | UnsupportedOperationException without) {
            return false;
        }
    }

    /** A shared port can be bound although another process listens on it, with the connections falling to either: refuse that. */
    private void refuseWhenTaken(InetSocketAddress wanted) throws IOException {
        try (ServerSocket trial = new ServerSocket()) {
            trial.setReuseAddress(true);
            trial.bind(wanted, 1);
        } catch (IOException taken) {
            throw explained(taken);
        }
    }

    private SocketAddress bind(int loop, SocketAddress where, LoopListener[] targets) throws IOException {
        boolean sharesPort = sockets.sharesPorts() && !address.isUnix();
        try {
            ListeningSocket socket =
                    wires.sockets().listen(loops[loop], where, sharesPort, BACKLOG, new Acceptor(loops[loop], targets));
            listening.add(socket);
            return socket.localAddress();
        } catch (IOException failed) {
            throw explained(failed);
        }
    }

    private IOException explained(Throwable cause) {
        String reason = String.valueOf(cause.getMessage());
        String wayOut;
        if (reason.contains("in use")) {
            reason = "already in use";
            wayOut = "a free port; another process listens there, stop it or choose another port";
        } else if (reason.contains("ermission denied")) {
            wayOut =
                    "an address that this user may bind; ports below 1024 need CAP_NET_BIND_SERVICE, files a writable folder";
        } else if (reason.contains("assign requested address")) {
            wayOut = "an address of this machine, or :port for all of them";
        } else if (address.isUnix() && reason.contains("No such file")) {
            reason = "its folder is not there";
            wayOut = "a path in a folder that exists; make the folder or choose another path";
        } else {
            wayOut = "an address that can be bound";
        }
        return new IOException("listen: " + address.text() + ": " + reason + " (expected: " + wayOut + ")", cause);
    }
}
