package apex.http1.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import apex.http1.fake.FakeInput;
import apex.http1.fake.Journal;
import apex.spi.exchange.ArenaSlab;
import apex.spi.exchange.RequestHead;
import apex.spi.listen.HttpPolicy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RequestParserTest {
    private final ArenaSlab slab = new ArenaSlab();
    private final RequestHead head = new RequestHead();
    private final RequestParser parser = new RequestParser(head);

    static List<String> bad() {
        return BadRequests.TABLE;
    }

    static List<String> good() {
        return GoodRequests.TABLE;
    }

    @ParameterizedTest
    @MethodSource("bad")
    void refusesWithItsReasonInWhateverPiecesItArrives(String line) {
        String expected = line.substring(0, line.indexOf(' '));
        String message = Wording.decode(line.substring(line.indexOf(' ') + 1));
        for (int split = 0; split <= message.length(); split++) {
            assertEquals(expected, result(message, split), "split at " + split);
        }
    }

    @ParameterizedTest
    @MethodSource("good")
    void readsInWhateverPiecesItArrives(String line) {
        int arrow = line.indexOf(" => ");
        String message = Wording.decode(line.substring(0, arrow));
        String expected = Wording.decodeOdd(line.substring(arrow + 4));
        for (int split = 0; split <= message.length(); split++) {
            assertEquals(expected, result(message, split), "split at " + split);
        }
    }

    @ParameterizedTest
    @MethodSource("good")
    void readsByteByByte(String line) {
        int arrow = line.indexOf(" => ");
        String message = Wording.decode(line.substring(0, arrow));
        begin();
        for (int i = 0; i < message.length() - 1; i++) {
            assertFalse(parser.feed(new FakeInput(message.substring(i, i + 1)), slab), "complete at " + i);
        }
        assertTrue(parser.feed(new FakeInput(message.substring(message.length() - 1)), slab));
        assertEquals(Wording.decodeOdd(line.substring(arrow + 4)), words());
    }

    @Test
    void leavesWhatFollowsTheHeadInTheInput() {
        begin();
        FakeInput input = new FakeInput("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nbodyGET");
        assertTrue(parser.feed(input, slab));
        assertNull(parser.failure());
        assertEquals(7, input.remaining());
        assertEquals('b', input.peek(0));
    }

    @Test
    void headOfExactlyTheLimitIsRead() {
        String message = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
        parser.begin(Limits.of(message.length(), 100), HttpPolicy.STRICT, false);
        assertTrue(parser.feed(new FakeInput(message), slab));
        assertNull(parser.failure());
        parser.begin(Limits.of(message.length() - 1, 100), HttpPolicy.STRICT, false);
        assertTrue(parser.feed(new FakeInput(message), slab));
        assertEquals("head_too_large", parser.failure().code());
    }

    @Test
    void targetOfExactlyTheLimitIsRead() {
        parser.begin(Limits.of(1000, 5), HttpPolicy.STRICT, false);
        assertTrue(parser.feed(new FakeInput("GET /1234 HTTP/1.1\r\nHost: a\r\n\r\n"), slab));
        assertNull(parser.failure());
        parser.begin(Limits.of(1000, 4), HttpPolicy.STRICT, false);
        assertTrue(parser.feed(new FakeInput("GET /1234 HTTP/1.1\r\nHost: a\r\n\r\n"), slab));
        assertEquals("target_too_long", parser.failure().code());
    }

    @Test
    void moreFieldsThanAHeadCanHaveAreRefused() {
        List<String> lines = new ArrayList<>();
        lines.add("GET / HTTP/1.1\r\nHost: a");
        for (int i = 0; i < 256; i++) {
            lines.add("X: y");
        }
        parser.begin(Limits.of(32 * 1024, 100), HttpPolicy.STRICT, false);
        assertTrue(parser.feed(new FakeInput(String.join("\r\n", lines) + "\r\n\r\n"), slab));
        assertEquals("head_too_large", parser.failure().code());
    }

    @Test
    void endlessHeadIsRefusedAtTheLimit() {
        parser.begin(Limits.of(8000, 8000), HttpPolicy.STRICT, false);
        assertTrue(parser.feed(new FakeInput("GET / HTTP/1.1\r\nX: " + "y".repeat(20_000)), slab));
        assertEquals("head_too_large", parser.failure().code());
    }

    @Test
    void encryptedConnectionTakesAbsoluteTargetsOfHttpsOnly() {
        parser.begin(Limits.of(1000, 100), HttpPolicy.STRICT, true);
        assertTrue(parser.feed(new FakeInput("GET https://a:443/x HTTP/1.1\r\nHost: a\r\n\r\n"), slab));
        assertNull(parser.failure());
        assertEquals("/x", head.target().toString());
        parser.begin(Limits.of(1000, 100), HttpPolicy.STRICT, true);
        assertTrue(parser.feed(new FakeInput("GET http://a/x HTTP/1.1\r\nHost: a\r\n\r\n"), slab));
        assertEquals("bad_target", parser.failure().code());
    }

    @Test
    void idleParserHoldsNoArena() {
        begin();
        assertTrue(parser.feed(new FakeInput("GET / HTTP/1.1\r\nHost: a\r\n\r\n"), slab));
        assertTrue(slab.lentBytes() > 0);
        head.close();
        assertEquals(0, slab.lentBytes());
    }

    private void begin() {
        parser.begin(Limits.of(4000, 1000), HttpPolicy.STRICT, false);
    }

    private String result(String message, int split) {
        begin();
        if (!parser.feed(new FakeInput(message.substring(0, split)), slab)) {
            FakeInput rest = new FakeInput(message.substring(split));
            if (!parser.feed(rest, slab)) {
                return "incomplete";
            }
        }
        return words();
    }

    private String words() {
        if (parser.failure() != null) {
            return parser.failure().code();
        }
        return Journal.of(head)
                + (parser.keepsAlive() ? "" : " close")
                + (parser.expectsContinue() ? " expects" : "")
                + (head.upgrade().isEmpty() ? "" : " upgrade=" + head.upgrade())
                + (head.takesTrailers() ? " trailers" : "");
    }
}
