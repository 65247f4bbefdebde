package apex.bench.corpus;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A backend that writes down every byte of each connection and answers what is readable strictly with {@code 200} and
 * {@code METHOD TARGET} as body. In each turn it reads all that has arrived before it answers anything: who has the answer to a
 * request knows that everything sent to this backend earlier is in the record.
 */
public final class RecordingBackend implements AutoCloseable {
    private static final int BUFFER = 64 * 1024;

    /** One connection, with what has been read of it and not been understood yet. */
    private static final class Connection {
        private final SocketChannel channel;
        private byte[] rest = new byte[0];
        private boolean ended;
        private boolean garbled;

        Connection(SocketChannel channel) {
            this.channel = channel;
        }
    }

    private final ServerSocketChannel server;
    private final Selector selector;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
    private final Thread thread = new Thread(this::run, "recording-backend");

    // Guarded by this object: the record, which its reader empties.
    private final Set<Connection> connections = new LinkedHashSet<>();
    private final List<WireMessage> messages = new ArrayList<>();
    private final List<String> unfinished = new ArrayList<>();
    private final List<String> garbled = new ArrayList<>();

    private RecordingBackend() throws IOException {
        selector = Selector.open();
        server = ServerSocketChannel.open();
        server.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 1024);
        server.configureBlocking(false);
        server.register(selector, SelectionKey.OP_ACCEPT);
    }

    /** Starts on a free port of this machine. */
    public static RecordingBackend start() throws IOException {
        RecordingBackend backend = new RecordingBackend();
        backend.thread.setDaemon(true);
        backend.thread.start();
        return backend;
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        try {
            return (InetSocketAddress) server.getLocalAddress();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What has come since the last call. */
    public synchronized Recording take() {
        List<String> waiting = connections.stream()
                .filter(connection -> connection.rest.length > 0)
                .map(connection -> text(connection.rest))
                .toList();
        Recording recording = new Recording(messages, unfinished, waiting, garbled);
        messages.clear();
        unfinished.clear();
        garbled.clear();
        return recording;
    }

    @Override
    public void close() throws IOException {
        selector.close();
        server.close();
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        synchronized (this) {
            for (Connection connection : connections) {
                connection.channel.close();
            }
        }
    }

    private void run() {
        try {
            while (selector.isOpen()) {
                selector.select();
                turn();
            }
        } catch (ClosedSelectorException _) {
            // That is how it is ended.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private synchronized void turn() throws IOException {
        Set<Connection> touched = new LinkedHashSet<>();
        for (SelectionKey key : selector.selectedKeys()) {
            if (key.isAcceptable()) {
                accept(touched);
            } else {
                touched.add((Connection) key.attachment());
            }
        }
        selector.selectedKeys().clear();
        touched.forEach(this::read);
        for (Connection connection : touched) {
            understand(connection);
        }
    }

    private void accept(Set<Connection> touched) throws IOException {
        for (SocketChannel channel = server.accept(); channel != null; channel = server.accept()) {
            channel.configureBlocking(false);
            Connection connection = new Connection(channel);
            channel.register(selector, SelectionKey.OP_READ, connection);
            connections.add(connection);
            touched.add(connection);
        }
    }

    private void read(Connection connection) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(connection.rest);
        try {
            int count = connection.channel.read(buffer.clear());
            while (count > 0) {
                bytes.write(buffer.array(), 0, count);
                count = connection.channel.read(buffer.clear());
            }
            connection.ended = count < 0;
        } catch (IOException _) {
            connection.ended = true;
        }
        connection.rest = bytes.toByteArray();
    }

    private void understand(Connection connection) throws IOException {
        int at = 0;
        boolean goesOn = !connection.garbled;
        while (goesOn && at < connection.rest.length) {
            switch (StrictParser.request(connection.rest, at)) {
                case StrictParser.Complete complete -> {
                    at = complete.end();
                    messages.add(complete.message());
                    answer(connection, complete.message());
                }
                case StrictParser.Garbled why -> {
                    garbled.add(why.why() + " in " + text(connection.rest));
                    connection.garbled = true;
                    connection.ended = true;
                    goesOn = false;
                }
                case StrictParser.Incomplete _ -> goesOn = false;
            }
        }
        byte[] rest = new byte[connection.rest.length - at];
        System.arraycopy(connection.rest, at, rest, 0, rest.length);
        connection.rest = rest;
        if (connection.ended) {
            if (rest.length > 0 && !connection.garbled) {
                unfinished.add(text(rest));
            }
            connections.remove(connection);
            connection.channel.close();
        }
    }

    private static void answer(Connection connection, WireMessage message) {
        String body = message.method() + " " + message.target();
        String head = "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n";
        String whole = message.method().equals("HEAD") ? head : head + body;
        ByteBuffer out = ByteBuffer.wrap(whole.getBytes(StandardCharsets.ISO_8859_1));
        try {
            while (out.hasRemaining()) {
                connection.channel.write(out);
            }
        } catch (IOException _) {
            connection.ended = true;
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
