package apex.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import apex.bench.corpus.Ending;
import apex.bench.corpus.ExpectedMessage;
import apex.bench.corpus.RawClient;
import apex.bench.corpus.Recording;
import apex.bench.corpus.RecordingBackend;
import apex.bench.corpus.RequestCase;
import apex.bench.corpus.WireMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Sends a case to the gateway and holds what the client and the backend saw against what the case says. */
final class RequestRun {
    private static final int TIMEOUT_MILLIS = 3_000;
    private static final String FOLLOWER = Marker.PREFIX + "follower";

    private final int port;
    private final RecordingBackend backend;
    private final Marker marker;

    RequestRun(int port, RecordingBackend backend, Marker marker) {
        this.port = port;
        this.backend = backend;
        this.marker = marker;
    }

    void run(RequestCase attack, Pieces pieces) throws IOException {
        backend.take();
        try (RawClient client = RawClient.open(port, TIMEOUT_MILLIS)) {
            int from = 0;
            for (int end : pieces.ends()) {
                if (from > 0 && pieces.areAwaited()) {
                    marker.pass();
                }
                client.send(attack.bytes(), from, end);
                from = end;
            }
            WireMessage last = null;
            for (ExpectedMessage message : attack.forwarded()) {
                last = client.finalAnswer(message.method().equals("HEAD"));
                answered(message, last);
            }
            switch (attack.ending()) {
                case NONE -> follows(client, last);
                case REFUSED, CUT -> ends(attack, client);
            }
        }
        marker.pass();
        recorded(attack, backend.take());
    }

    private static void answered(ExpectedMessage message, WireMessage answer) {
        assertNotNull(answer, "the connection ended instead of an answer to " + message);
        String body = message.method().equals("HEAD") ? "" : message.method() + " " + message.target();
        assertEquals("200 " + body, answer.status() + " " + text(answer));
    }

    /** The connection is in step: the next request on it gets its own answer, unless it has been closed as announced. */
    private static void follows(RawClient client, WireMessage last) throws IOException {
        if (!"close".equals(last.field("Connection"))) {
            client.send("GET " + FOLLOWER + " HTTP/1.1\r\nHost: follower\r\nConnection: close\r\n\r\n");
            WireMessage answer = client.finalAnswer(false);
            assertNotNull(answer, "the connection ended instead of an answer to the request behind the case");
            assertEquals("200 GET " + FOLLOWER, answer.status() + " " + text(answer));
        }
        assertNull(client.answer(false), "more answers than requests");
    }

    private static void ends(RequestCase attack, RawClient client) throws IOException {
        if (attack.status() == 0) {
            client.endOutput();
        } else {
            boolean toHead = new String(attack.bytes(), StandardCharsets.ISO_8859_1).startsWith("HEAD ");
            WireMessage answer = client.finalAnswer(toHead);
            assertNotNull(answer, "the connection ended without an answer");
            assertEquals(attack.status() + " " + attack.reason(), answer.status() + " " + reason(answer, attack));
            assertEquals("close", answer.field("Connection"));
        }
        assertNull(client.answer(false), "more answers than requests");
    }

    private static void recorded(RequestCase attack, Recording recording) {
        assertEquals(List.of(), recording.garbled(), "what reached the backend could be read in two ways");
        List<WireMessage> messages = recording.messages().stream()
                .filter(message -> !message.target().startsWith(Marker.PREFIX))
                .toList();
        for (int i = 0; i < Math.min(messages.size(), attack.forwarded().size()); i++) {
            assertEquals(List.of(), attack.forwarded().get(i).differences(messages.get(i)), "message " + (i + 1));
        }
        assertEquals(
                attack.forwarded().size(), messages.size(), () -> "number of messages at the backend: " + messages);
        assertEquals(List.of(), recording.waiting(), "half a message waits at the backend");
        assertTrue(
                attack.ending() == Ending.CUT || recording.unfinished().isEmpty(),
                () -> "half a message reached the backend: " + recording.unfinished());
    }

    /** The machine's word in the error body; an answer to HEAD has none. */
    private static String reason(WireMessage answer, RequestCase attack) {
        String body = text(answer);
        String key = "\"reason\": \"";
        int start = body.indexOf(key);
        if (body.isEmpty()) {
            return attack.reason();
        }
        return start < 0 ? body : body.substring(start + key.length(), body.indexOf('"', start + key.length()));
    }

    private static String text(WireMessage message) {
        return new String(message.body(), StandardCharsets.ISO_8859_1);
    }
}
