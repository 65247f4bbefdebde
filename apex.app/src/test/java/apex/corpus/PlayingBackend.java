package apex.corpus;

import apex.bench.corpus.ResponseCase;
import apex.bench.corpus.StrictParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A backend that answers {@link #TARGET} with the bytes of a case, in its pieces, and every other request with
 * {@code METHOD TARGET}, so that each answer says whose it is.
 */
final class PlayingBackend implements AutoCloseable {
    /** What the case answers. */
    static final String TARGET = "/case";

    private static final int WAIT_SECONDS = 5;

    /** Does something between two pieces. */
    @FunctionalInterface
    interface Pause {
        void pass() throws IOException;
    }

    /** One way to play one case. */
    static final class Play {
        private final ResponseCase attack;
        private final Pieces pieces;
        private final Pause pause;
        private final CountDownLatch over = new CountDownLatch(1);
        private final CountDownLatch dropped = new CountDownLatch(1);
        private volatile Socket socket;

        Play(ResponseCase attack, Pieces pieces, Pause pause) {
            this.attack = attack;
            this.pieces = pieces;
            this.pause = pause;
        }

        /** Sends what nobody asked for. */
        void sendLate() throws IOException {
            socket.getOutputStream().write(attack.late());
        }

        /** Whether all has been sent that could be; waits for it. */
        boolean isOver() throws InterruptedException {
            return over.await(WAIT_SECONDS, TimeUnit.SECONDS);
        }

        /** Whether the gateway ends the connection that was answered on; waits for it. */
        boolean isDropped() throws InterruptedException {
            return dropped.await(WAIT_SECONDS, TimeUnit.SECONDS);
        }
    }

    private final ServerSocket server;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile Play play;

    PlayingBackend() throws IOException {
        server = new ServerSocket(0, 1024, InetAddress.ofLiteral("127.0.0.1"));
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    /** What the next request for the case is answered with. */
    void play(Play next) {
        play = next;
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                sockets.add(socket);
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException _) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        Play played = null;
        try (socket) {
            socket.setTcpNoDelay(true);
            byte[] received = new byte[0];
            byte[] buffer = new byte[64 * 1024];
            InputStream in = socket.getInputStream();
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                ByteArrayOutputStream all = new ByteArrayOutputStream();
                all.writeBytes(received);
                all.write(buffer, 0, count);
                received = all.toByteArray();
                while (StrictParser.request(received, 0) instanceof StrictParser.Complete complete) {
                    received = Arrays.copyOfRange(received, complete.end(), received.length);
                    if (complete.message().target().equals(TARGET)) {
                        played = play;
                        if (!perform(socket, played)) {
                            return;
                        }
                    } else {
                        answer(
                                socket,
                                complete.message().method(),
                                complete.message().target());
                    }
                }
            }
        } catch (IOException _) {
            // The gateway went first, as some cases want it to.
        } finally {
            sockets.remove(socket);
            if (played != null) {
                played.dropped.countDown();
            }
        }
    }

    /** Answers with the bytes of the case; false when that ends the connection. */
    private static boolean perform(Socket socket, Play play) throws IOException {
        play.socket = socket;
        try {
            send(socket, play);
            if (play.attack.then() == ResponseCase.Then.RESET) {
                play.pause.pass();
                socket.setOption(StandardSocketOptions.SO_LINGER, 0);
            }
        } finally {
            play.over.countDown();
        }
        return play.attack.then() == ResponseCase.Then.KEEP;
    }

    private static void send(Socket socket, Play play) throws IOException {
        byte[] bytes = play.attack.bytes();
        int from = 0;
        for (int end : play.pieces.ends()) {
            if (from > 0 && play.pieces.areAwaited()) {
                play.pause.pass();
            }
            socket.getOutputStream().write(bytes, from, end - from);
            from = end;
        }
    }

    private static void answer(Socket socket, String method, String target) throws IOException {
        String body = method + " " + target;
        String whole = "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
        socket.getOutputStream().write(whole.getBytes(StandardCharsets.ISO_8859_1));
    }
}
