package apex.e2e;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;
import org.java_websocket.WebSocket;
import org.java_websocket.enums.Opcode;
import org.java_websocket.framing.Framedata;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.server.WebSocketServer;

/** A backend that speaks WebSocket by a library that people use: sends back what it gets, but does what a command says. */
final class SocketOrigin implements AutoCloseable {
    /** Ends the connection without a word. */
    static final String DIE = "!die";

    /** Sends a ping. */
    static final String PING = "!ping";

    /** Sends a text in three frames. */
    static final String FRAGMENTS = "!fragments";

    /** Closes with the code behind it, and the reason behind that. */
    static final String CLOSE = "!close ";

    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
    private final CountDownLatch started = new CountDownLatch(1);
    private final Server server;
    private volatile boolean closed;

    private SocketOrigin(WatchedDraft draft) {
        server = new Server(draft);
    }

    static SocketOrigin start(WatchedDraft draft) {
        SocketOrigin origin = new SocketOrigin(draft);
        origin.server.start();
        try {
            origin.started.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        Thread.ofVirtual().start(origin::wake);
        return origin;
    }

    /**
     * Asks again for what waits to be written: the library forgets it when one of its workers asks while its selector, on another
     * thread, is done with the write before.
     */
    private void wake() {
        while (!closed) {
            for (WebSocket socket : server.getConnections()) {
                if (socket.hasBufferedData() || socket.isFlushAndClose()) {
                    server.onWriteDemand(socket);
                }
            }
            LockSupport.parkNanos(5_000_000);
        }
    }

    String url() {
        return "http://127.0.0.1:" + server.getPort();
    }

    /** Sockets that are open. */
    int open() {
        return server.getConnections().size();
    }

    /** What has happened next, as a word and its details. */
    String nextEvent() {
        return SocketClient.next(events);
    }

    @Override
    public void close() {
        closed = true;
        try {
            server.stop(1000);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private final class Server extends WebSocketServer {
        Server(WatchedDraft draft) {
            super(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 2, List.of(draft));
            setConnectionLostTimeout(0);
            setMaxPendingConnections(2000);
            setDaemon(true);
        }

        @Override
        public void onStart() {
            started.countDown();
        }

        @Override
        public void onOpen(WebSocket socket, ClientHandshake handshake) {}

        @Override
        public void onMessage(WebSocket socket, String text) {
            if (text.startsWith(CLOSE)) {
                String[] words = text.split(" ", 3);
                socket.close(Integer.parseInt(words[1]), words[2]);
                return;
            }
            switch (text) {
                case DIE -> socket.closeConnection(1006, "");
                case PING -> socket.sendPing();
                case FRAGMENTS -> {
                    for (String part : List.of("one ", "two ", "three")) {
                        ByteBuffer bytes = ByteBuffer.wrap(part.getBytes(StandardCharsets.UTF_8));
                        socket.sendFragmentedFrame(Opcode.TEXT, bytes, part.equals("three"));
                    }
                }
                default -> socket.send(text);
            }
        }

        @Override
        public void onMessage(WebSocket socket, ByteBuffer bytes) {
            socket.send(bytes);
        }

        @Override
        public void onWebsocketPong(WebSocket socket, Framedata frame) {
            events.add("pong");
        }

        @Override
        public void onClose(WebSocket socket, int code, String reason, boolean remote) {
            events.add("closed " + code + " " + reason);
        }

        @Override
        public void onError(WebSocket socket, Exception error) {
            events.add("error " + error);
        }
    }
}
