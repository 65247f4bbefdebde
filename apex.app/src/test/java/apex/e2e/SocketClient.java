package apex.e2e;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.java_websocket.WebSocket;
import org.java_websocket.client.WebSocketClient;
import org.java_websocket.framing.CloseFrame;
import org.java_websocket.framing.Framedata;
import org.java_websocket.handshake.ServerHandshake;

/** A WebSocket client by a library that people use, whose events a test takes one after the other. */
final class SocketClient extends WebSocketClient implements AutoCloseable {
    /** Longer than anything here takes, so that a test that hangs fails instead. */
    private static final long LIMIT_SECONDS = 30;

    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
    private final BlockingQueue<ByteBuffer> binaries = new LinkedBlockingQueue<>();

    private SocketClient(URI uri, WatchedDraft draft) {
        super(uri, draft);
        setConnectionLostTimeout(0);
        setTcpNoDelay(true);
    }

    /** Begins to connect, on a thread of its own; the first event says how that went. */
    static SocketClient start(RunningGateway gateway, WatchedDraft draft) {
        SocketClient client = new SocketClient(URI.create("ws://127.0.0.1:" + gateway.port() + "/socket"), draft);
        Thread.ofVirtual().start(client);
        return client;
    }

    /** The next event of a queue. */
    static <T> T next(BlockingQueue<T> events) {
        try {
            T event = events.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
            assertNotNull(event, "nothing happens");
            return event;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** What has happened next, as a word and its details. */
    String nextEvent() {
        return next(events);
    }

    /** The next binary message. */
    ByteBuffer nextBinary() {
        return next(binaries);
    }

    /**
     * Begins to say goodbye (RFC 6455 section 7.1.2) and keeps listening for the answer, which makes the event; the library's own
     * {@code close} hangs up as soon as it has sent its frame, so that the other end may or may not read it.
     */
    void sayGoodbye(int code, String reason) {
        CloseFrame frame = new CloseFrame();
        frame.setCode(code);
        frame.setReason(reason);
        sendFrame(frame);
    }

    /** Ends the connection without a word. */
    void reset() {
        try {
            getSocket().setOption(StandardSocketOptions.SO_LINGER, 0);
            getSocket().close();
        } catch (IOException _) {
            // It is closed already.
        }
    }

    @Override
    public void close() {
        reset();
    }

    @Override
    public void onOpen(ServerHandshake handshake) {
        events.add("open " + handshake.getHttpStatus() + " " + handshake.getFieldValue("Sec-WebSocket-Extensions"));
    }

    @Override
    public void onMessage(String text) {
        events.add("text " + text);
    }

    @Override
    public void onMessage(ByteBuffer bytes) {
        binaries.add(bytes);
    }

    @Override
    public void onWebsocketPong(WebSocket socket, Framedata frame) {
        events.add("pong");
    }

    @Override
    public void onClose(int code, String reason, boolean remote) {
        events.add("closed " + code + " " + reason);
    }

    @Override
    public void onError(Exception error) {
        events.add("error " + error);
    }
}
