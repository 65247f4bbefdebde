package apex.spi.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextTest {
    @ParameterizedTest(name = "{0} at {1} stands for {2}")
    @CsvSource({
        "%41, 0, 65",
        "a%2fb, 1, 47",
        "a%2Fb, 1, 47",
        "%fF, 0, 255",
        "%00, 0, 0",
        "a%2fb, 0, -1",
        "%4, 0, -1",
        "%, 0, -1",
        "%g1, 0, -1",
        "%1g, 0, -1",
        "%-1, 0, -1",
        "%%41, 0, -1"
    })
    void percentEncodingStandsForOneOctet(String text, int index, int octet) {
        // What lies behind the view must not count.
        Text view = new Text().wrap(Text.of("x" + text + "41").array(), 1, text.length());
        assertEquals(octet, view.percentDecoded(index));
    }

    @Test
    void unreservedAreLettersDigitsAndFourMarks() {
        StringBuilder found = new StringBuilder();
        for (int octet = -1; octet < 256; octet++) {
            if (Text.isUnreserved(octet)) {
                found.append((char) octet);
            }
        }
        assertEquals("-.0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz~", found.toString());
    }
}
