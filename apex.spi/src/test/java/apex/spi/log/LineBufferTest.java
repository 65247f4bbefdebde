package apex.spi.log;

import static org.junit.jupiter.api.Assertions.assertEquals;

import apex.spi.exchange.Text;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineBufferTest {
    private final LineBuffer line = new LineBuffer(64);

    private static String shown(LineBuffer line) {
        return new String(line.bytes(), 0, line.length(), StandardCharsets.ISO_8859_1);
    }

    @Test
    void partsStandOneBehindTheOther() {
        line.put('a').put("bc").put(Text.of("de")).put(12).putPadded(7, 3).put(-5);

        assertEquals("abcde12007-5", shown(line));
    }

    @Test
    void clearingStartsAnew() {
        line.put("before").clear();
        line.put("x");

        assertEquals("x", shown(line));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 9, 10, 99, 100, 1_000_000_007L, Long.MAX_VALUE, -1, -10, Long.MIN_VALUE})
    void numbersAreDecimal(long number) {
        assertEquals(Long.toString(number), shown(line.put(number)));
    }

    @Test
    void paddedNumbersHaveExactlyThatManyDigits() {
        assertEquals("05", shown(new LineBuffer(9).putPadded(5, 2)));
        assertEquals("000123", shown(new LineBuffer(9).putPadded(123, 6)));
        assertEquals("23", shown(new LineBuffer(9).putPadded(123, 2)));
    }

    @Test
    void quotableTextCannotEndItsQuotesItsLineOrDriveATerminal() {
        line.putQuotable(Text.of("a\"b\\c\u001b[m\r\n\0\u007f\u0080\u00ff~ "));

        assertEquals("a\\x22b\\x5cc\\x1b[m\\x0d\\x0a\\x00\\x7f\\x80\\xff~ ", shown(line));
    }

    @Test
    void jsonTextCannotEndItsStringOrItsLine() {
        line.putJson(Text.of("a\"b\\c\u001b\n\u007f\u00ff~"));

        assertEquals("a\\\"b\\\\c\\u001b\\u000a\\u007f\\u00ff~", shown(line));
    }

    @Test
    void whatDoesNotFitIsCutOff() {
        assertEquals("abcd", shown(new LineBuffer(4).put("abcdef").put('g')));
        assertEquals("abcd", shown(new LineBuffer(4).put("ab").put(Text.of("cdef"))));
        assertEquals("ab\\x", shown(new LineBuffer(4).put("ab").putQuotable(Text.of("\n"))));
        assertEquals("ab\\u", shown(new LineBuffer(4).put("ab").putJson(Text.of("\n"))));
        assertEquals("abc0", shown(new LineBuffer(4).put("abc").putPadded(1, 2)));
        assertEquals("", shown(new LineBuffer(0).put("a").put(1).put('c')));
    }

    @Test
    void aNumberThatDoesNotFitShowsNothingOfAnEarlierRecord() {
        LineBuffer small = new LineBuffer(6);
        small.put("secret").clear();

        small.put("abcd").put(987).put("x");

        assertEquals("abcd98", shown(small));
    }
}
