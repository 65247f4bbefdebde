package apex.corpus;

import apex.bench.corpus.RawClient;
import apex.bench.corpus.WireMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * A connection of its own through the gateway's only loop. An answer on it says that the loop has seen all that arrived before,
 * and, because that answer comes from the backend, that the backend has too.
 */
final class Marker implements AutoCloseable {
    /** Targets of this kind are no part of a case. */
    static final String PREFIX = "/-marker-";

    private static final int TIMEOUT_MILLIS = 3_000;

    private final RawClient client;
    private int count;

    Marker(int port) throws IOException {
        client = RawClient.open(port, TIMEOUT_MILLIS);
    }

    /** Returns when all that was sent before has been read. */
    synchronized void pass() throws IOException {
        String target = PREFIX + count++;
        client.send("GET " + target + " HTTP/1.1\r\nHost: marker\r\n\r\n");
        WireMessage answer = client.finalAnswer(false);
        String body = answer == null ? "nothing" : new String(answer.body(), StandardCharsets.ISO_8859_1);
        if (!body.equals("GET " + target)) {
            throw new IOException("the marker " + target + " was answered with " + body);
        }
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
