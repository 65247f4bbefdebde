package apex.bench.load;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A server that answers each request with the same bytes, or with none, and ends the connection when it is told to. */
final class ScriptedServer implements AutoCloseable {
    private final ServerSocket server;
    private final byte[] answer;
    private final boolean closing;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

    /**
     * @param answer to each request; empty for none
     * @param closing whether it closes after that
     */
    ScriptedServer(String answer, boolean closing) throws IOException {
        this.server = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
        this.answer = answer.getBytes(StandardCharsets.US_ASCII);
        this.closing = closing;
        Thread.startVirtualThread(this::accept);
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort() + "/");
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                sockets.add(socket);
                Thread.startVirtualThread(() -> serve(socket));
            }
        } catch (IOException _) {
            // That is how close() ends it.
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = socket.getInputStream();
            while (readRequest(in)) {
                socket.getOutputStream().write(answer);
                if (closing) {
                    return;
                }
            }
        } catch (IOException _) {
            // The client has gone.
        }
    }

    /** Requests have no body here: they end with the first empty line. */
    private static boolean readRequest(InputStream in) throws IOException {
        int newlines = 0;
        while (newlines < 2) {
            int next = in.read();
            if (next < 0) {
                return false;
            }
            if (next != '\r') {
                newlines = next == '\n' ? newlines + 1 : 0;
            }
        }
        return true;
    }

    @Override
    public void close() {
        try {
            server.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
