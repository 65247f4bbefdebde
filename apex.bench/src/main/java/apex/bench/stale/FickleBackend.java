package apex.bench.stale;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.SplittableRandom;

/** Answers requests by their numbers, and closes connections whenever that hurts. A virtual thread for each connection. */
final class FickleBackend implements AutoCloseable {
    private static final int BACKLOG = 1_024;

    private final ServerSocket server;
    private final Ledger ledger;
    private final SplittableRandom seeds;
    private final Thread thread;

    private FickleBackend(ServerSocket server, Ledger ledger, long seed) {
        this.server = server;
        this.ledger = ledger;
        seeds = new SplittableRandom(seed);
        thread = Thread.ofPlatform().name("bench-fickle").daemon().unstarted(this::accept);
    }

    /** Listens on any port of the loopback interface, and serves. */
    static FickleBackend start(Ledger ledger, long seed) throws IOException {
        ServerSocket server = new ServerSocket(0, BACKLOG, InetAddress.ofLiteral("127.0.0.1"));
        FickleBackend backend = new FickleBackend(server, ledger, seed);
        backend.thread.start();
        return backend;
    }

    InetSocketAddress address() {
        return (InetSocketAddress) server.getLocalSocketAddress();
    }

    private void accept() {
        try {
            while (!server.isClosed()) {
                Socket socket = server.accept();
                FickleConnection connection = new FickleConnection(socket, ledger, seeds.split());
                Thread.ofVirtual().start(connection::serve);
            }
        } catch (IOException _) {
            // That is how close() ends the thread.
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
