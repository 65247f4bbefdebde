package apex.bench.differential;

import apex.bench.corpus.RawClient;
import apex.bench.corpus.RecordingBackend;
import apex.bench.corpus.RequestCase;
import apex.bench.corpus.WireMessage;
import apex.bench.figures.ChildProcess;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One proxy in front of a recording backend of its own, and what it makes of each case. */
final class Trial implements AutoCloseable {
    private static final int CONNECT_MILLIS = 5_000;
    private static final String MARKER = "/-marker";

    private final Contestant contestant;
    private final RecordingBackend backend;
    private final ChildProcess process;
    private final int port;
    private final Map<String, Outcome> outcomes = new LinkedHashMap<>();

    private Trial(Contestant contestant, RecordingBackend backend, ChildProcess process, int port) {
        this.contestant = contestant;
        this.backend = backend;
        this.process = process;
        this.port = port;
    }

    /** Starts the proxy with its files in {@code folder}. */
    static Trial start(Contestant contestant, Path folder) throws IOException, InterruptedException {
        RecordingBackend backend = RecordingBackend.start();
        InetSocketAddress listen = freeAddress();
        Path config = folder.resolve(contestant.template());
        Map<String, String> values = Map.of(
                "listen", "127.0.0.1:" + listen.getPort(),
                "port", Integer.toString(listen.getPort()),
                "backend", "127.0.0.1:" + backend.address().getPort(),
                "backend.port", Integer.toString(backend.address().getPort()),
                "folder", folder.toString(),
                "config", config.toString());
        Files.writeString(config, fill(template(contestant.template()), values));
        List<String> command =
                contestant.command().stream().map(word -> fill(word, values)).toList();
        ChildProcess process = ChildProcess.start(command, Map.of("APEX_NO_BUILD", "1"), folder.resolve("log"));
        try {
            process.awaitListening(listen);
        } catch (IOException e) {
            process.close();
            backend.close();
            throw new IOException(contestant.name() + ": " + e.getMessage(), e);
        }
        return new Trial(contestant, backend, process, listen.getPort());
    }

    Contestant contestant() {
        return contestant;
    }

    /** What became of the case of that name. */
    Outcome outcome(String name) {
        return outcomes.get(name);
    }

    /** Sends all cases, one after the other; the end of an exchange is silence of {@code quietMillis}. */
    void run(List<RequestCase> cases, int quietMillis) throws IOException {
        for (RequestCase attack : cases) {
            outcomes.put(attack.name(), run(attack, quietMillis));
        }
    }

    private Outcome run(RequestCase attack, int quietMillis) throws IOException {
        backend.take();
        List<Integer> answers = new ArrayList<>();
        boolean isClosed = false;
        try (RawClient client = RawClient.open(port, CONNECT_MILLIS)) {
            client.patience(quietMillis);
            client.send(attack.bytes(), 0, attack.bytes().length);
            int expected = attack.forwarded().size();
            for (int i = 0; i <= expected; i++) {
                boolean toHead =
                        i < expected ? attack.forwarded().get(i).method().equals("HEAD") : isHead(attack);
                WireMessage answer = client.finalAnswer(toHead);
                if (answer == null) {
                    isClosed = true;
                    break;
                }
                answers.add(answer.status());
            }
        } catch (IOException _) {
            // Silence, or something that is no response: what matters is what the backend got.
        }
        pass();
        return Outcome.of(backend.take(), MARKER, answers, isClosed);
    }

    /** A request of our own through the proxy: its answer says that the backend has seen what the proxy sent before. */
    private void pass() {
        try (RawClient client = RawClient.open(port, CONNECT_MILLIS)) {
            client.send("GET " + MARKER + " HTTP/1.1\r\nHost: marker\r\nConnection: close\r\n\r\n");
            client.finalAnswer(false);
        } catch (IOException _) {
            // A proxy that has lost its way shows that in its record.
        }
    }

    private static boolean isHead(RequestCase attack) {
        return new String(attack.bytes(), StandardCharsets.ISO_8859_1).startsWith("HEAD ");
    }

    @Override
    public void close() throws IOException {
        process.close();
        backend.close();
    }

    private static String template(String name) throws IOException {
        try (InputStream in = Trial.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String fill(String text, Map<String, String> values) {
        String filled = text;
        for (Map.Entry<String, String> value : values.entrySet()) {
            filled = filled.replace("${" + value.getKey() + "}", value.getValue());
        }
        return filled;
    }

    private static InetSocketAddress freeAddress() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return new InetSocketAddress(socket.getInetAddress(), socket.getLocalPort());
        }
    }
}
