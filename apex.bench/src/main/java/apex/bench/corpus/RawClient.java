package apex.bench.corpus;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A client that sends bytes as they are and reads answers strictly. */
public final class RawClient implements AutoCloseable {
    private static final int BUFFER = 64 * 1024;

    private final Socket socket;
    private byte[] received = new byte[0];
    private boolean ended;
    private boolean writable = true;

    private RawClient(Socket socket) {
        this.socket = socket;
    }

    /** Connects to a port of this machine; reading waits {@code timeoutMillis} at most. */
    public static RawClient open(int port, int timeoutMillis) throws IOException {
        Socket socket = new Socket();
        socket.connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), timeoutMillis);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(timeoutMillis);
        return new RawClient(socket);
    }

    /** From now on reading waits that long at most. */
    public void patience(int millis) throws IOException {
        socket.setSoTimeout(millis);
    }

    /** Sends bytes; if the other end has closed meanwhile, that shows in what it answered. */
    public void send(byte[] bytes, int from, int to) {
        try {
            if (writable) {
                socket.getOutputStream().write(bytes, from, to - from);
            }
        } catch (IOException _) {
            writable = false;
        }
    }

    /** Sends characters as bytes. */
    public void send(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        send(bytes, 0, bytes.length);
    }

    /** Says that nothing more will be sent. */
    public void endOutput() throws IOException {
        if (writable) {
            socket.shutdownOutput();
        }
    }

    /**
     * The next response, informational ones too.
     *
     * @param toHead whether it answers a HEAD
     * @return null at the end of the stream, before a response
     * @throws IOException when there is no response in time, or something else; the message has what came instead
     */
    public WireMessage answer(boolean toHead) throws IOException {
        while (true) {
            switch (received.length == 0
                    ? new StrictParser.Incomplete()
                    : StrictParser.response(received, 0, toHead, ended)) {
                case StrictParser.Complete complete -> {
                    received = Arrays.copyOfRange(received, complete.end(), received.length);
                    return complete.message();
                }
                case StrictParser.Garbled why -> throw new IOException("garbled: " + why.why() + " in " + rest());
                case StrictParser.Incomplete _ -> {
                    if (ended && received.length == 0) {
                        return null;
                    }
                    if (ended) {
                        throw new IOException("the connection ended behind " + rest());
                    }
                    receive();
                }
            }
        }
    }

    /** The next final response; informational ones before it are passed over. */
    public WireMessage finalAnswer(boolean toHead) throws IOException {
        WireMessage answer = answer(toHead);
        while (answer != null && answer.status() < 200) {
            answer = answer(toHead);
        }
        return answer;
    }

    /** Receives until there is something that has not been read, or the stream ends. */
    public void awaitBytes() throws IOException {
        while (!ended && received.length == 0) {
            receive();
        }
    }

    /** Receives until the stream ends. */
    public void awaitEnd() throws IOException {
        while (!ended) {
            receive();
        }
    }

    /** What has been received and not been read as a response, characters for bytes. */
    public String rest() {
        return new String(received, StandardCharsets.ISO_8859_1);
    }

    /** The same, which counts as read from now on. */
    public String takeRest() {
        String rest = rest();
        received = new byte[0];
        return rest;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void receive() throws IOException {
        byte[] buffer = new byte[BUFFER];
        int count;
        try {
            count = socket.getInputStream().read(buffer);
        } catch (SocketTimeoutException e) {
            throw e;
        } catch (IOException _) {
            // A reset ends the stream as well.
            count = -1;
        }
        if (count < 0) {
            ended = true;
            return;
        }
        int before = received.length;
        received = Arrays.copyOf(received, before + count);
        System.arraycopy(buffer, 0, received, before, count);
    }
}
