package apex.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A backend on plain sockets whose behaviour is a function of each connection; remembers what it was asked. */
final class RawOrigin implements AutoCloseable {
    /** What happens on one connection. */
    @FunctionalInterface
    interface Script {
        void serve(RawConnection connection) throws IOException;
    }

    private final ServerSocket server;
    private final Script script;
    private final List<String> heads = new CopyOnWriteArrayList<>();
    private final AtomicInteger accepted = new AtomicInteger();
    private final ConcurrentLinkedQueue<Socket> sockets = new ConcurrentLinkedQueue<>();

    private RawOrigin(Script script) {
        this.script = script;
        try {
            server = new ServerSocket(0, 4096, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs {@code script} on each connection that is accepted. */
    static RawOrigin start(Script script) {
        RawOrigin origin = new RawOrigin(script);
        Thread.ofVirtual().start(origin::accept);
        return origin;
    }

    /** Answers every request on a connection with {@code response}, after having read the head alone. */
    static RawOrigin answering(String response) {
        return start(connection -> {
            while (connection.readHead() != null) {
                connection.write(response);
            }
        });
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                accepted.incrementAndGet();
                sockets.add(socket);
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException _) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            script.serve(new RawConnection(socket, heads::add));
        } catch (IOException | IllegalStateException _) {
            // The gateway went first, as some tests want it to.
        }
    }

    int port() {
        return server.getLocalPort();
    }

    /** The URL for a configuration. */
    String url() {
        return "http://127.0.0.1:" + port();
    }

    /** The heads of all requests so far. */
    List<String> heads() {
        return heads;
    }

    /** How many connections were accepted so far. */
    int accepted() {
        return accepted.get();
    }

    /** Stops listening; open connections stay. */
    void stopListening() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        stopListening();
        for (Socket socket : sockets) {
            try {
                socket.close();
            } catch (IOException _) {
                // It is gone, which is all that is wanted.
            }
        }
    }
}
