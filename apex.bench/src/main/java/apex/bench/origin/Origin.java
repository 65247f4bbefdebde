package apex.bench.origin;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Answers every request with the same 200, on one thread. Keeps connections open and takes pipelined requests. */
public final class Origin implements AutoCloseable {
    private static final int BACKLOG = 4096;

    private final ServerSocketChannel server;
    private final Selector selector;
    private final Responses responses;
    private final Thread thread;

    private Origin(ServerSocketChannel server, Selector selector, int bodyBytes) {
        this.server = server;
        this.selector = selector;
        responses = new Responses(bodyBytes);
        thread = new Thread(this::serve, "bench-origin");
        thread.setDaemon(true);
    }

    /**
     * Listens and serves.
     *
     * @param address where, with port 0 for any
     * @param bodyBytes the length of each response's body
     * @throws IOException when it cannot listen there
     */
    public static Origin start(InetSocketAddress address, int bodyBytes) throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open();
        Selector selector = Selector.open();
        try {
            server.bind(address, BACKLOG);
            server.configureBlocking(false);
            server.register(selector, SelectionKey.OP_ACCEPT);
        } catch (IOException e) {
            selector.close();
            server.close();
            throw new IOException("listen " + address + ": " + e.getMessage(), e);
        }
        Origin origin = new Origin(server, selector, bodyBytes);
        origin.thread.start();
        return origin;
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        try {
            return (InetSocketAddress) server.getLocalAddress();
        } catch (IOException e) {
            throw new IllegalStateException("the origin is closed", e);
        }
    }

    /** Waits until somebody closes it. */
    public void join() throws InterruptedException {
        thread.join();
    }

    /** Closes the listener and all connections, and waits for that. */
    @Override
    public void close() {
        try {
            server.close();
            selector.close();
            thread.join();
        } catch (IOException _) {
            // Nothing can be done about it, and nothing hangs on it.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void serve() {
        try {
            while (server.isOpen()) {
                selector.select(this::ready);
            }
        } catch (IOException e) {
            System.err.println("origin: " + e.getMessage());
        } catch (ClosedSelectorException _) {
            // That is how close() ends the thread.
        }
    }

    private void ready(SelectionKey key) {
        if (key.attachment() instanceof OriginConnection connection) {
            connection.ready();
        } else {
            accept();
        }
    }

    private void accept() {
        try {
            for (SocketChannel channel = server.accept(); channel != null; channel = server.accept()) {
                OriginConnection.open(channel, selector, responses);
            }
        } catch (IOException _) {
            // The peer has gone before it was accepted, or descriptors have run out: the next event tries again.
        }
    }

    /** What all connections share: the response, many times in a row, and a place to read into. */
    static final class Responses {
        private static final int READ_BYTES = 64 * 1024;
        private static final int ROW = 64;

        final ByteBuffer in = ByteBuffer.allocateDirect(READ_BYTES);
        final byte[] bytes = new byte[READ_BYTES];
        private final ByteBuffer row;
        private final int length;

        Responses(int bodyBytes) {
            byte[] head = ("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: " + bodyBytes + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII);
            byte[] body = new byte[bodyBytes];
            Arrays.fill(body, (byte) 'x');
            length = head.length + bodyBytes;
            int count = length < READ_BYTES ? ROW : 1;
            row = ByteBuffer.allocateDirect(count * length);
            for (int i = 0; i < count; i++) {
                row.put(head).put(body);
            }
        }

        /** The length of one response. */
        int length() {
            return length;
        }

        /** As much as fits of {@code owed} bytes of responses, the first of which has {@code owed % length} left. */
        ByteBuffer next(long owed) {
            int begun = (int) (owed % length);
            int from = begun == 0 ? 0 : length - begun;
            return row.limit((int) Math.min(row.capacity(), from + owed)).position(from);
        }
    }
}
