package apex.bench.corpus;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a case is written, and what is said of one that is written wrongly. */
class CorpusTest {
    private static final String HEAD = "title: t\nsource: s\n";

    @TempDir
    Path folder;

    @Test
    void escapesAndRepeatsAreBytesAndLineEndsAreNone() throws CorpusException {
        RequestCase attack =
                request(HEAD + "expect: cut\n---\nA\\r\\n\n \\t\\0\\x7f\\xE9\\\\\\{\\}\n{a*3}{{b*2}c*2}*1\n");
        assertArrayEquals(
                "A\r\n \t\0\u007f\u00e9\\{}aaabbcbbc*1".getBytes(StandardCharsets.ISO_8859_1), attack.bytes());
    }

    @Test
    void aRequestHasItsMessagesAndWhatBecomesOfTheRest() throws CorpusException {
        RequestCase attack = request(HEAD + "expect: forwarded GET /a none\nwith: X: 1\nwithout: Y\n"
                + "expect: forwarded POST /\\{b length he\\r\\n llo\nexpect: refused 400 bad_field\n---\nx");
        assertEquals(
                List.of(
                        new ExpectedMessage("GET", "/a", WireFraming.NONE, "", List.of("X: 1"), List.of("Y")),
                        new ExpectedMessage("POST", "/{b", WireFraming.LENGTH, "he\r\n llo", List.of(), List.of())),
                attack.forwarded());
        assertEquals(Ending.REFUSED, attack.ending());
        assertEquals("400 bad_field", attack.status() + " " + attack.reason());
    }

    @Test
    void aResponseHasWhatTheClientSees() throws CorpusException {
        ResponseCase attack = ResponseCase.of(
                "n",
                "f",
                HEAD
                        + "method: HEAD\nthen: close\nexpect: cut 200 ab c\nwith: A: b\nbackend: dropped\n---\nHTTP\n--- late\nx");
        assertEquals(ResponseCase.Outcome.CUT, attack.outcome());
        assertEquals(ResponseCase.Then.CLOSE, attack.then());
        assertEquals("HEAD 200 ab c", attack.method() + " " + attack.status() + " " + attack.detail());
        assertEquals("HTTP x", text(attack.bytes()) + " " + text(attack.late()));
        assertTrue(attack.isDropped());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "expect: cut~---~a\\q                     | f:5, column 3: \\q (expected: \\r \\n \\t \\0 \\\\ \\{ \\} or \\xHH)",
                "expect: cut~---~a\\xG0                   | f:5, column 4: \\x (expected: two hexadecimal digits behind it)",
                "expect: cut~---~a\\                      | f:5, column 3: \\ at the end of a line",
                "expect: cut~---~{a                       | f:5, column 3: { without *N} behind its text, write \\{ for the byte",
                "expect: cut~---~{a}                      | f:5, column 3: { without *N} behind its text, write \\{ for the byte",
                "expect: cut~---~a}                       | f:5, column 2: } without its {, write \\} for the byte",
                "expect: cut~---~{ab*9999999}             | f:5, column 13: a repeat of 9999999 times 2 bytes (expected: at most 4194304)",
                "expect: cut~---~\u00e9                   | f:5, column 1: character 233 (expected: visible ASCII, or an escape such as \\xE9)",
                "expect: cut                              | f: no bytes (expected: a line --- and the bytes behind it)",
                "expect: cut~---~a~---~b                  | f:6: section \"\" is here twice",
                "expect: cut~---~a~--- late~b             | f: section \"late\" (expected: one of [])",
                "expect cut~---~a                         | f:3: \"expect cut\" (expected: key: value, or --- before the bytes)",
                "expect: cut~note: x~---~a                | f:4: key \"note\" (expected: one of [title, source, expect, with, without])",
                "title: again~expect: cut~---~a           | f:3: title is here twice",
                "---~a                                    | f: expect is missing",
                "with: X: y~expect: cut~---~a             | f:3: with (expected: behind an expect: forwarded …)",
                "expect: forwarded GET / none~with: X~---~a | f:4: with: X (expected: Name: value)",
                "expect: cut~expect: cut~---~a            | f:4: expect (expected: nothing behind refused and cut)",
            })
    void aMistakeIsNamedWithItsPlaceAndWhatIsExpected(String text, String message) {
        CorpusException failure = assertThrows(CorpusException.class, () -> request(HEAD + text.replace('~', '\n')));
        assertEquals(message, failure.getMessage());
    }

    @ParameterizedTest
    @CsvSource({
        "allowed",
        "refused",
        "refused 400",
        "refused 200 bad_field",
        "refused 400 bad field",
        "cut 400",
        "forwarded GET /",
        "forwarded GET / sized x",
        "forwarded GET / none body",
    })
    void anExpectationOfAnotherFormIsRefused(String expect) {
        CorpusException failure =
                assertThrows(CorpusException.class, () -> request(HEAD + "expect: " + expect + "\n---\na"));
        assertTrue(failure.getMessage().startsWith("f:3: "), failure::getMessage);
        assertTrue(failure.getMessage().contains("(expected: "), failure::getMessage);
    }

    @ParameterizedTest
    @CsvSource({
        "expect: answer",
        "expect: refused 502",
        "expect: seen 200 x",
        "expect: answer 999 x",
        "then: wait",
        "backend: gone",
        "source: again"
    })
    void aResponseOfAnotherFormIsRefused(String line) {
        String expect = line.startsWith("expect") ? "" : "expect: answer 200 x\n";
        assertThrows(CorpusException.class, () -> ResponseCase.of("n", "f", HEAD + expect + line + "\n---\na"));
    }

    @Test
    void titleAndSourceMustBeThere() {
        assertEquals(
                "f: source is missing",
                assertThrows(CorpusException.class, () -> request("title: t\nexpect: cut\n---\na"))
                        .getMessage());
    }

    @Test
    void casesAreNamedByTheirPathAndOthersRefused() throws IOException, CorpusException {
        Path topic = Files.createDirectories(folder.resolve("requests/topic"));
        Files.writeString(topic.resolve("b.case"), HEAD + "expect: cut\n---\nb");
        Files.writeString(topic.resolve("a.case"), HEAD + "expect: cut\n---\na");
        assertEquals(
                List.of("topic/a", "topic/b"),
                Corpus.requests(folder).stream().map(RequestCase::name).toList());
        Files.writeString(topic.resolve("c.txt"), "");
        assertThrows(CorpusException.class, () -> Corpus.requests(folder));
    }

    @Test
    void aFolderWithoutCasesIsRefused() throws IOException {
        Files.createDirectories(folder.resolve("responses"));
        assertThrows(CorpusException.class, () -> Corpus.responses(folder));
    }

    private static RequestCase request(String text) throws CorpusException {
        return RequestCase.of("n", "f", text);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
