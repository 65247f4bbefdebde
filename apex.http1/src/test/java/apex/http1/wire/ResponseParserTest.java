package apex.http1.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import apex.http1.fake.FakeInput;
import apex.http1.fake.Journal;
import apex.spi.exchange.ArenaSlab;
import apex.spi.exchange.ResponseHead;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ResponseParserTest {
    private final ArenaSlab slab = new ArenaSlab();
    private final ResponseHead head = new ResponseHead();
    private final ResponseParser parser = new ResponseParser(head);

    static List<String> bad() {
        return BadResponses.TABLE;
    }

    static List<String> good() {
        return GoodResponses.TABLE;
    }

    @ParameterizedTest
    @MethodSource("bad")
    void refusesWithItsReasonInWhateverPiecesItArrives(String line) {
        String expected = line.substring(0, line.indexOf(' '));
        String message = Wording.decode(line.substring(line.indexOf(' ') + 1));
        int stride = Math.max(1, message.length() / 300);
        for (int split = 0; split <= message.length(); split += stride) {
            assertEquals(expected, result(message, split), "split at " + split);
        }
    }

    @ParameterizedTest
    @MethodSource("good")
    void readsInWhateverPiecesItArrives(String line) {
        int arrow = line.indexOf(" => ");
        String message = Wording.decode(line.substring(0, arrow));
        for (int split = 0; split <= message.length(); split++) {
            assertEquals(line.substring(arrow + 4), result(message, split), "split at " + split);
        }
    }

    @Test
    void responseToHeadHasNoBodyWhateverItAnnounces() {
        parser.begin(true);
        assertTrue(parser.feed(new FakeInput("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n"), slab));
        assertNull(parser.failure());
        assertEquals(BodyFraming.NONE, parser.framing());
        assertEquals(5, head.contentLength());
        assertTrue(parser.keepsAlive());
        parser.begin(true);
        assertTrue(parser.feed(new FakeInput("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"), slab));
        assertEquals(BodyFraming.NONE, parser.framing());
        assertEquals(-1, head.contentLength());
    }

    private String result(String message, int split) {
        parser.begin(false);
        if (!parser.feed(new FakeInput(message.substring(0, split)), slab)
                && !parser.feed(new FakeInput(message.substring(split)), slab)) {
            return "incomplete";
        }
        if (parser.failure() != null) {
            return parser.failure().code();
        }
        return Journal.of(head) + " " + parser.framing()
                + (parser.keepsAlive() || head.isInformational() ? "" : " close");
    }
}
