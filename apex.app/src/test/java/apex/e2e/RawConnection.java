package apex.e2e;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.Consumer;

/** One end of a connection, byte by byte: what a test sends is exactly what goes over the wire. */
final class RawConnection implements AutoCloseable {
    /** Longer than anything here takes, so that a test that hangs fails instead. */
    private static final int TIMEOUT_MILLIS = 20_000;

    /** A response or request as it came. */
    record Message(String head, byte[] body) {
        int status() {
            return Integer.parseInt(head.substring(9, 12));
        }

        String text() {
            return new String(body, StandardCharsets.ISO_8859_1);
        }

        /** The value of the first field with that name, or null. */
        String field(String name) {
            return fieldOf(head, name);
        }
    }

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final Consumer<String> heads;

    RawConnection(Socket socket, Consumer<String> heads) throws IOException {
        this.socket = socket;
        this.heads = heads;
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream());
        out = socket.getOutputStream();
    }

    /** A client's connection to a port of this machine. */
    static RawConnection open(int port) throws IOException {
        return new RawConnection(new Socket(InetAddress.getLoopbackAddress(), port), _ -> {});
    }

    /** Sends characters as bytes of ISO-8859-1. */
    RawConnection write(String text) throws IOException {
        return write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    RawConnection write(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
        return this;
    }

    /** The next head up to and with its empty line, or null at the end of the stream. */
    String readHead() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int last4 = 0;
        while (last4 != 0x0D0A0D0A) {
            int octet = in.read();
            if (octet < 0) {
                if (bytes.size() == 0) {
                    return null;
                }
                throw new EOFException("in a head: " + bytes.toString(StandardCharsets.ISO_8859_1));
            }
            bytes.write(octet);
            last4 = last4 << 8 | octet;
        }
        String head = bytes.toString(StandardCharsets.ISO_8859_1);
        heads.accept(head);
        return head;
    }

    /** The next whole message with its body; informational responses are skipped. */
    Message readMessage() throws IOException {
        return readMessage(false);
    }

    /** The next whole message, which has no body if it answers a HEAD request. */
    Message readMessage(boolean toHead) throws IOException {
        String head = readHead();
        while (head != null && head.startsWith("HTTP/1.1 1")) {
            head = readHead();
        }
        if (head == null) {
            throw new EOFException("instead of a message");
        }
        String length = fieldOf(head, "Content-Length");
        String coding = fieldOf(head, "Transfer-Encoding");
        boolean bodyless = toHead || head.startsWith("HTTP/1.1 204") || head.startsWith("HTTP/1.1 304");
        if (bodyless) {
            return new Message(head, new byte[0]);
        }
        if (coding != null) {
            return new Message(head, readChunked());
        }
        if (length != null) {
            return new Message(head, readExactly(Integer.parseInt(length)));
        }
        return new Message(head, head.startsWith("HTTP/") ? in.readAllBytes() : new byte[0]);
    }

    byte[] readExactly(int count) throws IOException {
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw new EOFException("after " + bytes.length + " of " + count + " bytes");
        }
        return bytes;
    }

    private byte[] readChunked() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (true) {
            int size = Integer.parseInt(readLine(), 16);
            if (size == 0) {
                while (!readLine().isEmpty()) {
                    // Trailers are looked at by tests of their own.
                }
                return body.toByteArray();
            }
            body.write(readExactly(size));
            if (!readLine().isEmpty()) {
                throw new IOException("no CRLF behind a chunk");
            }
        }
    }

    String readLine() throws IOException {
        StringBuilder line = new StringBuilder();
        while (true) {
            int octet = in.read();
            if (octet < 0) {
                throw new EOFException("in a line: " + line);
            }
            if (octet == '\n') {
                if (line.isEmpty() || line.charAt(line.length() - 1) != '\r') {
                    throw new IOException("bare LF behind: " + line);
                }
                return line.substring(0, line.length() - 1);
            }
            line.append((char) octet);
        }
    }

    /** Everything up to the end of the stream. */
    String readAll() throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    /** Whether the other end has closed, waiting for that as long as it takes. */
    boolean isAtEnd() {
        try {
            return in.read() < 0;
        } catch (IOException _) {
            return true;
        }
    }

    void shutdownOutput() throws IOException {
        socket.shutdownOutput();
    }

    /** Ends the connection by a reset. */
    void reset() throws IOException {
        socket.setOption(StandardSocketOptions.SO_LINGER, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private static String fieldOf(String head, String name) {
        String prefix = name.toLowerCase(Locale.ROOT) + ":";
        return head.lines()
                .skip(1)
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(prefix))
                .map(line -> line.substring(prefix.length()).strip())
                .findFirst()
                .orElse(null);
    }
}
