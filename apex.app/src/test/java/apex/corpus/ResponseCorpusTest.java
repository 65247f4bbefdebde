package apex.corpus;

import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import apex.bench.corpus.Corpus;
import apex.bench.corpus.CorpusException;
import apex.bench.corpus.ResponseCase;
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

/** Each response of the corpus becomes exactly what it says, and the request behind it always gets its own answer. */
@Timeout(60)
class ResponseCorpusTest {
    private static final int FEWEST = 80;

    private static PlayingBackend backend;
    private static RunningGateway gateway;
    private static Marker marker;
    private static ResponseRun run;

    @BeforeAll
    static void start() throws IOException {
        backend = new PlayingBackend();
        gateway = CorpusGateway.start(backend.port());
        marker = new Marker(gateway.port());
        run = new ResponseRun(gateway.port(), backend, marker);
    }

    @AfterAll
    static void stop() throws IOException {
        marker.close();
        gateway.close();
        backend.close();
    }

    @TestFactory
    Stream<DynamicTest> becomesWhatTheCaseSays() throws IOException, CorpusException {
        return Corpus.responses(CorpusFolder.path()).stream()
                .map(attack -> dynamicTest(attack.name() + ": " + attack.title(), () -> runInPieces(attack)));
    }

    @Test
    void theCorpusIsLargeAndNoCaseIsThereTwice() throws IOException, CorpusException {
        List<ResponseCase> attacks = Corpus.responses(CorpusFolder.path());
        assertTrue(attacks.size() >= FEWEST, () -> attacks.size() + " responses (expected: " + FEWEST + " or more)");
        Map<String, String> names = new HashMap<>();
        for (ResponseCase attack : attacks) {
            String whole = attack.method() + attack.then() + text(attack.bytes()) + "---" + text(attack.late());
            assertNull(names.put(whole, attack.name()), () -> attack.name() + " has the bytes of another case");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "answer 200 no            | HTTP/1.1 200 OK~Content-Length: 2~~ok",
                "answer 201 ok            | HTTP/1.1 200 OK~Content-Length: 2~~ok",
                "refused 502 bad_response | HTTP/1.1 200 OK~Content-Length: 2~~ok",
                "answer 200 ok&with: X: y | HTTP/1.1 200 OK~Content-Length: 2~~ok",
                "answer 200 ok&without: X | HTTP/1.1 200 OK~X: y~Content-Length: 2~~ok",
                "refused 502 no_route     | HTTP/1.1 999 OK~~",
                "cut 200 ok               | HTTP/1.1 200 OK~Content-Length: 2~Connection: close~~ok",
            })
    void aCaseThatIsNotSoFails(String expect, String bytes, @TempDir Path folder) throws IOException, CorpusException {
        Path responses = Files.createDirectories(folder.resolve("responses"));
        Files.writeString(
                responses.resolve("wrong.case"),
                "title: t\nsource: s\nexpect: " + expect.replace('&', '\n') + "\nthen: close\n---\n"
                        + bytes.replace("~", "\\r\\n"));
        ResponseCase wrong = Corpus.responses(folder).getFirst();
        assertThrows(AssertionError.class, () -> runInPieces(wrong));
    }

    /** What follows a complete answer and comes later may meet the next exchange, as HTTP/1.1 allows no certainty: no pieces there. */
    private static void runInPieces(ResponseCase attack) throws InterruptedException {
        int length = attack.bytes().length;
        boolean hasExcess = attack.outcome() == ResponseCase.Outcome.ANSWER && attack.isDropped();
        for (Pieces pieces : hasExcess ? List.of(Pieces.whole(length)) : Pieces.of(length)) {
            run(attack, pieces, false);
        }
        if (attack.late().length == 0) {
            run(attack, Pieces.whole(length), true);
        }
    }

    private static void run(ResponseCase attack, Pieces pieces, boolean isPipelined) throws InterruptedException {
        try {
            run.run(attack, pieces, isPipelined);
        } catch (IOException | AssertionError e) {
            String way = isPipelined ? ", pipelined: " : ": ";
            throw new AssertionError(attack.name() + ", " + pieces.words() + way + e.getMessage(), e);
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
