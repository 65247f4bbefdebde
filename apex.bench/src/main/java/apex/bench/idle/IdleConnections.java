package apex.bench.idle;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Connections that have had a response each, one after the other, and stay open. */
final class IdleConnections implements AutoCloseable {
    private static final Pattern HEAD =
            Pattern.compile("(?si)HTTP/1\\.1 200 .*?\r\ncontent-length: (\\d+)\r\n(?:.*?\r\n)?\r\n");
    private static final int LONGEST_RESPONSE = 16 * 1024;

    private final InetSocketAddress server;
    private final byte[] request;
    private final ByteBuffer response = ByteBuffer.allocateDirect(LONGEST_RESPONSE);
    private final List<SocketChannel> open = new ArrayList<>();

    IdleConnections(InetSocketAddress server) {
        this.server = server;
        request = ("GET /idle HTTP/1.1\r\nHost: " + server.getHostString()
                        + "\r\nUser-Agent: apex-bench\r\nAccept: */*\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    /**
     * Opens as many more.
     *
     * @throws IOException when a connection or its response fails; the message says which
     */
    void open(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            try {
                SocketChannel channel = SocketChannel.open(server);
                open.add(channel);
                channel.write(ByteBuffer.wrap(request));
                receive(channel);
            } catch (IOException e) {
                throw new IOException(
                        "connection " + open.size() + " of " + server + ": " + e.getMessage()
                                + " (if descriptors ran out, raise the limit: ulimit -n)",
                        e);
            }
        }
    }

    private void receive(SocketChannel channel) throws IOException {
        response.clear();
        while (!isWhole()) {
            if (channel.read(response) < 1) {
                throw new EOFException("ended or sent too much in its response");
            }
        }
    }

    private boolean isWhole() throws IOException {
        String text =
                StandardCharsets.ISO_8859_1.decode(response.duplicate().flip()).toString();
        Matcher head = HEAD.matcher(text);
        if (head.lookingAt()) {
            return text.length() >= head.end() + Integer.parseInt(head.group(1));
        }
        if (text.contains("\r\n\r\n")) {
            throw new IOException("answered \"" + text.lines().findFirst().orElse("") + "\" (expected: 200)");
        }
        return false;
    }

    @Override
    public void close() throws IOException {
        for (SocketChannel channel : open) {
            channel.close();
        }
        open.clear();
    }
}
