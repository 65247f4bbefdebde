package apex.e2e;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/** A backend that accepts nobody: connections were made until its queue had no more room, and Linux leaves further ones without an answer. */
final class FullQueue implements AutoCloseable {
    private final ServerSocket server;
    private final List<Socket> waiting = new ArrayList<>();

    FullQueue() throws IOException {
        server = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"));
        boolean full = false;
        for (int i = 0; i < 100 && !full; i++) {
            full = !joins();
        }
        assertTrue(full, "the queue never became full, so this proves nothing");
    }

    private boolean joins() throws IOException {
        Socket socket = new Socket();
        waiting.add(socket);
        try {
            socket.connect(new InetSocketAddress(server.getInetAddress(), server.getLocalPort()), 100);
            return true;
        } catch (SocketTimeoutException _) {
            return false;
        }
    }

    String url() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        for (Socket socket : waiting) {
            socket.close();
        }
        server.close();
    }
}
