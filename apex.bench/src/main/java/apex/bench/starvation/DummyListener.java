package apex.bench.starvation;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/** Accepts connections, and neither reads nor answers: what an attack costs the machine by itself. */
final class DummyListener implements AutoCloseable {
    private static final int BACKLOG = 8_192;

    private final ServerSocketChannel server;
    private final List<SocketChannel> accepted = new ArrayList<>();

    private DummyListener(ServerSocketChannel server) {
        this.server = server;
    }

    /** Listens on any port of the loopback interface. */
    static DummyListener start() throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open();
        server.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), BACKLOG);
        DummyListener listener = new DummyListener(server);
        Thread.ofPlatform().name("bench-dummy").daemon().start(listener::accept);
        return listener;
    }

    InetSocketAddress address() throws IOException {
        return (InetSocketAddress) server.getLocalAddress();
    }

    /** How many it holds. */
    int held() {
        synchronized (accepted) {
            return accepted.size();
        }
    }

    private void accept() {
        try {
            while (server.isOpen()) {
                SocketChannel channel = server.accept();
                synchronized (accepted) {
                    accepted.add(channel);
                }
            }
        } catch (ClosedChannelException _) {
            // That is how close() ends the thread.
        } catch (IOException e) {
            System.err.println("dummy listener: " + e.getMessage());
        }
    }

    /** Lets go of what it holds. */
    void drop() throws IOException {
        synchronized (accepted) {
            for (SocketChannel channel : accepted) {
                channel.close();
            }
            accepted.clear();
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        drop();
    }
}
