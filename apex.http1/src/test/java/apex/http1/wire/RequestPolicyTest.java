package apex.http1.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import apex.http1.fake.FakeInput;
import apex.http1.fake.Journal;
import apex.spi.exchange.ArenaSlab;
import apex.spi.exchange.FieldName;
import apex.spi.exchange.RequestHead;
import apex.spi.listen.HeadLimits;
import apex.spi.listen.HttpPolicy;
import apex.spi.listen.Leniency;
import apex.spi.listen.Underscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bounds, and what the RFCs leave to choice: as it is by default, and as a listener can be told to have it. */
class RequestPolicyTest {
    private final ArenaSlab slab = new ArenaSlab();
    private final RequestHead head = new RequestHead();
    private final RequestParser parser = new RequestParser(head);

    @Test
    void asManyFieldsAsAllowedAreReadAndOneMoreIsTooMany() {
        HeadLimits limits = new HeadLimits(1_000, 4_000, 3, 4_000, 1_000);
        expect("GET / @a 11 0 [B=] [C=]", "GET / HTTP/1.1|Host: a|B:|C:||", limits, HttpPolicy.STRICT);
        expect("head_too_large", "GET / HTTP/1.1|Host: a|B:|C:|D:||", limits, HttpPolicy.STRICT);
    }

    @Test
    void fieldsThatAreLeftOutAreCountedToo() {
        HeadLimits limits = new HeadLimits(1_000, 4_000, 3, 4_000, 1_000);
        expect("GET / @a 11 0", "GET / HTTP/1.1|Host: a|_:|_:||", limits, HttpPolicy.STRICT);
        expect("head_too_large", "GET / HTTP/1.1|Host: a|_:|_:|_:||", limits, HttpPolicy.STRICT);
    }

    @Test
    void lineOfExactlyTheLimitIsReadAndALongerOneIsTooLong() {
        HeadLimits limits = new HeadLimits(1_000, 4_000, 10, 20, 1_000);
        expect("GET /{30xa} @a 11 0 [X={17xy}]", "GET /{30xa} HTTP/1.1|Host: a|X: {17xy}||", limits, HttpPolicy.STRICT);
        expect("head_too_large", "GET / HTTP/1.1|Host: a|X: {18xy}||", limits, HttpPolicy.STRICT);
        expect("head_too_large", "GET / HTTP/1.1|Host: a|X:{19x }~0||", limits, HttpPolicy.STRICT);
        expect("head_too_large", "GET / HTTP/1.1|Host: a|{40xX}: y||", limits, HttpPolicy.STRICT);
        expect("head_too_large", "GET / HTTP/1.1|Host: a|X: {40xy}~0||", limits, HttpPolicy.STRICT);
        expect("bad_field", "GET / HTTP/1.1|Host: a|X: {10xy}~0{40xy}||", limits, HttpPolicy.STRICT);
    }

    @Test
    void fieldWithAnUnderscoreIsLeftOutRefusedOrSentOn() {
        String message = "GET / HTTP/1.1|Host: a|A: 1|X_User: b|c_:|_d: 1|B: 2||";
        expect("GET / @a 11 0 [A=1] [B=2]", message, Limits.with(Underscores.DROP));
        expect("bad_field", message, Limits.with(Underscores.REFUSE));
        expect("GET / @a 11 0 [A=1] [X_User=b] [c_=] [_d=1] [B=2]", message, Limits.with(Underscores.FORWARD));
    }

    @Test
    void nameWithoutAnUnderscoreIsLeftAloneWhateverItsValueHas() {
        String message = "GET /a_b HTTP/1.1|Host: a_b|A: b_c|User-Agent: d_e||";
        for (Underscores each : Underscores.values()) {
            expect("GET /a_b @a_b 11 0 [A=b_c] [User-Agent=d_e]", message, Limits.with(each));
        }
    }

    @Test
    void underscoreCountsInWellKnownNamesToo() {
        assertEquals("X_Known_Here", FieldName.of("X_Known_Here").toString());
        String message = "GET / HTTP/1.1|Host: a|x_known_here: b||";
        expect("GET / @a 11 0", message, Limits.with(Underscores.DROP));
        expect("bad_field", message, Limits.with(Underscores.REFUSE));
        expect("GET / @a 11 0 [x_known_here=b]", message, Limits.with(Underscores.FORWARD));
    }

    @ParameterizedTest
    @ValueSource(strings = {"||", "|||", "{40x|}"})
    void emptyLinesInFrontAreTakenIfAllowed(String lines) {
        String message = lines + "GET / HTTP/1.1|Host: a||";
        expect("bad_request_line", message, HttpPolicy.STRICT);
        expect("GET / @a 11 0", message, Limits.lenient(Leniency.LEADING_EMPTY_LINES));
    }

    @Test
    void emptyLinesInFrontCountAsBytesOfTheHeadAndAreWholeEvenIfAllowed() {
        HttpPolicy policy = Limits.lenient(Leniency.LEADING_EMPTY_LINES);
        expect("head_too_large", "{3000x|}GET / HTTP/1.1|Host: a||", policy);
        expect("bad_request_line", "||~r~rGET / HTTP/1.1|Host: a||", policy);
        expect("bad_method", "||~tGET / HTTP/1.1|Host: a||", policy);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 5, 5",
                "Content-Length: 5 ,5,~t5",
                "Content-Length: 5|Content-Length: 5",
                "Content-Length: 5, 5|X: y|content-length: 005"
            })
    void oneNumberSaidSeveralTimesIsALengthIfAllowed(String fields) {
        String message = "POST / HTTP/1.1|Host: a|" + fields + "||";
        expect("bad_framing", message, HttpPolicy.STRICT);
        String rest = fields.contains("X") ? " [X=y]" : "";
        expect("POST / @a 11 5" + rest, message, Limits.lenient(Leniency.EQUAL_CONTENT_LENGTHS));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 5, 6",
                "Content-Length: 5|Content-Length: 6",
                "Content-Length: 5,",
                "Content-Length: ,5",
                "Content-Length:|Content-Length: 5",
                "Content-Length: 5,+5",
                "Content-Length: 5 5",
                "Content-Length: 5, 5|Transfer-Encoding: chunked",
                "Transfer-Encoding: gzip"
            })
    void otherLengthsAreRefusedWhateverIsAllowed(String fields) {
        expect(
                "bad_framing",
                "POST / HTTP/1.1|Host: a|" + fields + "||",
                Limits.lenient(Leniency.EQUAL_CONTENT_LENGTHS));
    }

    @Test
    void authorityOfTheTargetCountsBesideAnotherHostIfAllowed() {
        String message = "GET http://a:81/x HTTP/1.1|Host: b||";
        expect("bad_host", message, HttpPolicy.STRICT);
        HttpPolicy policy = Limits.lenient(Leniency.HOST_BESIDE_ABSOLUTE_TARGET);
        expect("GET /x @a:81 11 0", message, policy);
        expect("bad_host", "GET http://a/x HTTP/1.1|Host: b c||", policy);
        expect("bad_host", "GET http://a/x HTTP/1.1|Host: a|Host: b||", policy);
        expect("bad_host", "GET http://a/x HTTP/1.1||", policy);
    }

    @Test
    void nothingOfOneRequestIsLeftForTheNext() {
        String asks = "GET / HTTP/1.1|Host: a|Connection: upgrade, te|Upgrade: x|TE: trailers||";
        expect("GET / @a 11 0", asks, HttpPolicy.STRICT);
        assertEquals("x", head.upgrade().toString());
        assertEquals(true, head.takesTrailers());
        expect("GET / @a 11 0", "GET / HTTP/1.1|Host: a||", HttpPolicy.STRICT);
        assertEquals("", head.upgrade().toString());
        assertFalse(head.takesTrailers());
        expect(
                "POST / @a 11 1 [Expect=100-continue]",
                "POST / HTTP/1.1|Host: a|Expect: 100-continue|Content-Length: 1||",
                HttpPolicy.STRICT);
        expect("GET / @a 11 0", "GET / HTTP/1.1|Host: a||", HttpPolicy.STRICT);
        assertFalse(parser.expectsContinue());
        assertNull(parser.failure());
    }

    private void expect(String expected, String message, HttpPolicy policy) {
        expect(expected, message, Limits.of(4_000, 1_000), policy);
    }

    private void expect(String expected, String message, HeadLimits limits, HttpPolicy policy) {
        String bytes = Wording.decode(message);
        int stride = Math.max(1, bytes.length() / 300);
        for (int split = 0; split <= bytes.length(); split += stride) {
            parser.begin(limits, policy, false);
            boolean over = parser.feed(new FakeInput(bytes.substring(0, split)), slab)
                    || parser.feed(new FakeInput(bytes.substring(split)), slab);
            String result = !over
                    ? "incomplete"
                    : parser.failure() != null ? parser.failure().code() : Journal.of(head);
            assertEquals(Wording.decode(expected), result, "split at " + split);
        }
    }
}
