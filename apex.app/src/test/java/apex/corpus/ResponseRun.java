package apex.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import apex.bench.corpus.RawClient;
import apex.bench.corpus.ResponseCase;
import apex.bench.corpus.StrictParser;
import apex.bench.corpus.WireMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lets a backend play a case and holds what the client saw against what the case says; so for the request behind it. */
final class ResponseRun {
    private static final int TIMEOUT_MILLIS = 3_000;
    private static final String FOLLOWER = "/follower-";
    private static final Pattern CHUNK = Pattern.compile("([0-9a-f]+)\r\n");

    private final int port;
    private final PlayingBackend backend;
    private final Marker marker;
    private int count;

    ResponseRun(int port, PlayingBackend backend, Marker marker) {
        this.port = port;
        this.backend = backend;
        this.marker = marker;
    }

    /** Plays the case in these pieces; the request behind it comes with it if it is pipelined. */
    void run(ResponseCase attack, Pieces pieces, boolean isPipelined) throws IOException, InterruptedException {
        PlayingBackend.Play play = new PlayingBackend.Play(attack, pieces, marker::pass);
        backend.play(play);
        ask(attack, play, isPipelined);
        assertTrue(play.isOver(), "the backend is still sending");
        marker.pass();
    }

    private void ask(ResponseCase attack, PlayingBackend.Play play, boolean isPipelined)
            throws IOException, InterruptedException {
        String follower = FOLLOWER + count++;
        String second = "GET " + follower + " HTTP/1.1\r\nHost: follower\r\n\r\n";
        try (RawClient client = RawClient.open(port, TIMEOUT_MILLIS)) {
            client.send(attack.method() + " " + PlayingBackend.TARGET + " HTTP/1.1\r\nHost: a\r\n\r\n"
                    + (isPipelined ? second : ""));
            boolean ended =
                    attack.outcome() == ResponseCase.Outcome.CUT ? isCut(attack, client) : isAnswered(attack, client);
            if (attack.late().length > 0) {
                play.sendLate();
            }
            if (attack.isDropped()) {
                assertTrue(play.isDropped(), "the connection to the backend was kept");
            }
            if (!ended) {
                if (!isPipelined) {
                    client.send(second);
                }
                own(follower, client.finalAnswer(false));
                return;
            }
            assertNull(client.answer(false), "more answers than requests");
        }
        another(follower, second);
    }

    private void another(String follower, String second) throws IOException {
        try (RawClient another = RawClient.open(port, TIMEOUT_MILLIS)) {
            another.send(second);
            own(follower, another.finalAnswer(false));
        }
    }

    private static void own(String follower, WireMessage answer) {
        assertNotNull(answer, "the connection ended instead of an answer to the request behind the case");
        assertEquals("200 GET " + follower, answer.status() + " " + text(answer));
    }

    /** Reads the answer to the case; returns whether the connection ends behind it. */
    private static boolean isAnswered(ResponseCase attack, RawClient client) throws IOException {
        boolean toHead = attack.method().equals("HEAD");
        WireMessage answer = client.finalAnswer(toHead);
        assertNotNull(answer, "the connection ended without an answer");
        boolean isRefused = attack.outcome() == ResponseCase.Outcome.REFUSED;
        String detail = isRefused && !toHead ? reason(text(answer)) : text(answer);
        assertEquals(
                attack.status() + " " + (isRefused && toHead ? "" : attack.detail()), answer.status() + " " + detail);
        for (String field : attack.with()) {
            String name = field.substring(0, field.indexOf(':'));
            assertTrue(
                    answer.fields().stream().anyMatch(line -> line.equalsIgnoreCase(field)),
                    () -> "no \"" + field + "\", but " + name + ": " + answer.field(name));
        }
        for (String name : attack.without()) {
            assertNull(answer.field(name), name);
        }
        return "close".equals(answer.field("Connection"));
    }

    /** A response that stops, or an error in its place; the connection ends if it stops. */
    private static boolean isCut(ResponseCase attack, RawClient client) throws IOException {
        client.awaitBytes();
        if (client.rest().startsWith("HTTP/1.1 502 ")) {
            return isError(client);
        }
        client.awaitEnd();
        String seen = client.takeRest();
        if (seen.isEmpty()) {
            return true;
        }
        assertTrue(seen.startsWith("HTTP/1.1 " + attack.status() + " "), seen);
        StrictParser.Result result = StrictParser.response(seen.getBytes(StandardCharsets.ISO_8859_1), 0, false, true);
        assertEquals(new StrictParser.Incomplete(), result, "the client cannot see that this is not all: " + seen);
        String body = bodyOf(seen);
        assertTrue(
                attack.detail().startsWith(body),
                () -> "body \"" + body + "\" (expected: the begin of \"" + attack.detail() + "\")");
        return true;
    }

    private static boolean isError(RawClient client) throws IOException {
        WireMessage answer = client.finalAnswer(false);
        assertTrue(text(answer).contains("\"reason\": "), text(answer));
        return "close".equals(answer.field("Connection"));
    }

    /** What came of the body of a response that stops in the middle. */
    private static String bodyOf(String response) {
        int headEnd = response.indexOf("\r\n\r\n");
        if (headEnd < 0) {
            return "";
        }
        String rest = response.substring(headEnd + 4);
        if (!response.substring(0, headEnd).toLowerCase(Locale.ROOT).contains("\r\ntransfer-encoding: chunked")) {
            return rest;
        }
        StringBuilder body = new StringBuilder();
        Matcher chunk = CHUNK.matcher(rest);
        int at = 0;
        while (chunk.find(at) && chunk.start() == at) {
            int end = Math.min(rest.length(), chunk.end() + Integer.parseInt(chunk.group(1), 16));
            body.append(rest, chunk.end(), end);
            at = Math.min(rest.length(), end + 2);
        }
        return body.toString();
    }

    private static String reason(String body) {
        String key = "\"reason\": \"";
        int start = body.indexOf(key);
        return start < 0 ? body : body.substring(start + key.length(), body.indexOf('"', start + key.length()));
    }

    private static String text(WireMessage message) {
        return new String(message.body(), StandardCharsets.ISO_8859_1);
    }
}
