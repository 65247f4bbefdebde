package apex.http1.fuzz.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import apex.http1.fuzz.Target;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FuzzCommandTest {
    @TempDir
    private Path folder;

    @Test
    void allTargetsAreFuzzedForAMinuteUnlessOthersAreNamed() {
        assertEquals(new FuzzOptions(List.of(Target.values()), 60, false, null), FuzzOptions.of(List.of()));
        assertEquals(
                new FuzzOptions(List.of(Target.BODY, Target.PLACE), 5, true, null),
                FuzzOptions.of(List.of("body", "--seconds", "5", "place", "--keep")));
        assertEquals(
                Path.of("f"), FuzzOptions.of(List.of("body", "--input", "f")).input());
    }

    @ParameterizedTest
    @ValueSource(strings = {"bodies", "BODY", "--second", "--seconds", "--seconds 0", "--seconds x", "--input f"})
    void otherWordsAreRefusedWithWhatIsExpected(String words) {
        String message = assertThrows(IllegalArgumentException.class, () -> FuzzOptions.of(List.of(words.split(" "))))
                .getMessage();
        assertEquals(true, message.contains("(expected: "), message);
    }

    @Test
    void logOfTheFuzzerIsSummedUp() {
        List<String> lines = List.of(
                "INFO: Seed: 1",
                "#16\tpulse  cov: 599 ft: 713 exec/s: 8 rss: 434Mb",
                "#759\tINITED cov: 1397 ft: 4788 corp: 268/19Kb exec/s: 151 rss: 446Mb",
                "#800\tNEW    cov: 1398 ft: 4790 corp: 269/19Kb lim: 351 exec/s: 1 rss: 446Mb L: 2/3 MS: 1 Custom-",
                "#801\tREDUCE cov: 1398 ft: 4790 corp: 269/18Kb lim: 351 exec/s: 1 rss: 446Mb L: 2/3 MS: 1 Custom-",
                "stat::number_of_executed_units: 8011");
        assertEquals(new FuzzerLog(8011, 1398, 4790, 269, 1), FuzzerLog.of(lines));
        assertEquals(new FuzzerLog(0, 0, 0, 0, 0), FuzzerLog.of(List.of("Error: no such class")));
    }

    @Test
    void anyBytesComeBackFromALine() {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        String line = Notation.write(all);
        assertArrayEquals(all, Notation.read(line));
        assertEquals(true, line.chars().allMatch(c -> c >= ' ' && c < 0x7F));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\", "\\q", "\\x", "\\x1", "\\xgg"})
    void lineThatWasNotWrittenIsRefused(String line) {
        assertThrows(IllegalArgumentException.class, () -> Notation.read(line));
    }

    @Test
    void keptCorpusIsSortedAndHasNoInputTwiceAndNoLongOne() throws IOException {
        KeptCorpus corpus = new KeptCorpus(folder);
        int count =
                corpus.write(Target.BODY, List.of(ascii("ccc"), new byte[301], ascii("b\r\n"), ascii("a"), ascii("a")));
        assertEquals(3, count);
        assertEquals("a\nccc\nb\\r\\n\n", Files.readString(folder.resolve("body.corpus")));
        assertEquals(3, corpus.read(Target.BODY).size());
        corpus.unpack(Target.BODY, folder.resolve("inputs"));
        assertEquals(3, KeptCorpus.inputs(folder.resolve("inputs")).size());
    }

    @Test
    void inputShrinksToWhatShowsTheFault() {
        byte[] small = Shrinker.shrink(
                ascii("xxGET\r\nyyy!zz"), input -> new String(input, StandardCharsets.US_ASCII).contains("!"));
        assertEquals("!", new String(small, StandardCharsets.US_ASCII));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
