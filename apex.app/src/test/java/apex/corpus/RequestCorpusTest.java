package apex.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import apex.bench.corpus.Corpus;
import apex.bench.corpus.CorpusException;
import apex.bench.corpus.RecordingBackend;
import apex.bench.corpus.RequestCase;
import apex.e2e.RunningGateway;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each request of the corpus is refused, or forwarded as exactly the messages that it says, in whatever pieces it arrives. */
@Timeout(60)
class RequestCorpusTest {
    private static final int FEWEST = 250;

    private static RecordingBackend backend;
    private static RunningGateway gateway;
    private static Marker marker;
    private static RequestRun run;

    @BeforeAll
    static void start() throws IOException {
        backend = RecordingBackend.start();
        gateway = CorpusGateway.start(backend.address().getPort());
        marker = new Marker(gateway.port());
        run = new RequestRun(gateway.port(), backend, marker);
    }

    @AfterAll
    static void stop() throws IOException {
        marker.close();
        gateway.close();
        backend.close();
    }

    @TestFactory
    Stream<DynamicTest> isRefusedOrForwardedAsTheCaseSays() throws IOException, CorpusException {
        return Corpus.requests(CorpusFolder.path()).stream()
                .map(attack -> dynamicTest(attack.name() + ": " + attack.title(), () -> runInPieces(attack)));
    }

    @Test
    void theCorpusIsLargeAndNoCaseIsThereTwice() throws IOException, CorpusException {
        List<RequestCase> attacks = Corpus.requests(CorpusFolder.path());
        assertTrue(attacks.size() >= FEWEST, () -> attacks.size() + " requests (expected: " + FEWEST + " or more)");
        Map<String, String> names = new HashMap<>();
        for (RequestCase attack : attacks) {
            String bytes = new String(attack.bytes(), StandardCharsets.ISO_8859_1);
            assertEquals(null, names.put(bytes, attack.name()), () -> attack.name() + " has the bytes of another case");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "refused 400 bad_host                        | GET / HTTP/1.1~Host: a~~",
                "refused 400 bad_field                       | GET / HTTP/1.1~~",
                "refused 431 bad_host                        | GET / HTTP/1.1~~",
                "cut 400 bad_host                            | GET / HTTP/1.1~Host: a~~",
                "forwarded GET / none                        | GET / HTTP/1.1~~",
                "forwarded GET /other none                   | GET / HTTP/1.1~Host: a~~",
                "forwarded POST / none                       | GET / HTTP/1.1~Host: a~~",
                "forwarded POST / chunked hello              | POST / HTTP/1.1~Host: a~Content-Length: 5~~hello",
                "forwarded POST / length world               | POST / HTTP/1.1~Host: a~Content-Length: 5~~hello",
                "forwarded GET / none                        | GET / HTTP/1.1~Host: a~~GET / HTTP/1.1~Host: a~~",
                "forwarded GET / none&with: X: y             | GET / HTTP/1.1~Host: a~~",
                "forwarded GET / none&without: host          | GET / HTTP/1.1~Host: a~~",
            })
    void aCaseThatIsNotSoFails(String expect, String bytes, @TempDir Path folder) throws IOException, CorpusException {
        Path requests = Files.createDirectories(folder.resolve("requests"));
        Files.writeString(
                requests.resolve("wrong.case"),
                "title: t\nsource: s\nexpect: " + expect.replace('&', '\n') + "\n---\n" + bytes.replace("~", "\\r\\n"));
        RequestCase wrong = Corpus.requests(folder).getFirst();
        assertThrows(AssertionError.class, () -> runInPieces(wrong));
    }

    private static void runInPieces(RequestCase attack) throws IOException {
        for (Pieces pieces : Pieces.of(attack.bytes().length)) {
            try {
                run.run(attack, pieces);
            } catch (IOException | AssertionError e) {
                throw new AssertionError(attack.name() + ", " + pieces.words() + ": " + e.getMessage(), e);
            }
        }
    }
}
