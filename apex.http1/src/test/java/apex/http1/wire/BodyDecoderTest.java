package apex.http1.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import apex.http1.fake.FakeInput;
import apex.http1.fake.Journal;
import apex.spi.exchange.ArenaSlab;
import apex.spi.exchange.Chunk;
import apex.spi.listen.HttpPolicy;
import apex.spi.listen.Leniency;
import apex.spi.listen.Underscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BodyDecoderTest {
    private static final String EXTENSION = "some=extension-that-is-repeated-for-each-chunk-and-longer-than-fits";

    private final ArenaSlab slab = new ArenaSlab();
    private final BodyDecoder decoder = new BodyDecoder();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0|| => ",
                "000||rest => ",
                "3|abc|0|| => abc",
                "3|abc|0||GET => abc",
                "a|0123456789|F|012345678901234|0|| => 0123456789012345678901234",
                "000000000000003|abc|0|| => abc",
                "3;x|abc|0;y=\"z\"|| => abc",
                "3; a = b ;c|abc|0|| => abc",
                "3;{256xe}|abc|0|| => abc",
                "3;a=\"b;c \\\" ~p\\~p \\\\\";d|abc|0|| => abc",
                "3;|abc|0|| => abc",
                "3;chunk-signature=0a1b|abc|0|| => abc",
                "0|X_Y: z|{63xX:|}| =>  [X_Y=z]{63x [X=]}",
                "1|a|1|b|1|c|0|X: y|Z:w|| => abc [X=y] [Z=w]",
                "0|grpc-status: 0||rest =>  [grpc-status=0]",
                "0|Agent: a|ETag: b|Server-Timing: c|Range-Unit: d|Digest: e|| =>  [Agent=a] [ETag=b] [Server-Timing=c] [Range-Unit=d] [Digest=e]"
            })
    void chunkedBodyIsReadInWhateverPiecesItArrives(String line) {
        int arrow = line.indexOf(" => ");
        String message = Wording.decode(line.substring(0, arrow));
        for (int split = 0; split <= message.length(); split++) {
            assertEquals(Wording.decode(line.substring(arrow + 4)), read(message, split), "split at " + split);
        }
        decoder.close();
        assertEquals(0, slab.lentBytes());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "|",
                "x|",
                " 3|abc|",
                "3 |abc|",
                "3~t|abc|",
                "+3|abc|",
                "-3|abc|",
                "0x3|abc|",
                "3~nabc|",
                "3~rabc|",
                "3~r~r~nabc|",
                "3|abcd|",
                "3|abc~n0||",
                "3|abc~r0||",
                "3|abc0||",
                ";x|",
                "3,x|",
                "3;~0|abc|",
                "3;a~nb|abc|",
                "3;a~rb|abc|",
                "3;~d|abc|",
                "3;a=\"b|abc|",
                "3;a=\"b\\\"|abc|",
                "3;\"|\"|abc|",
                "3;a=\"~0\"|abc|",
                "3;a=\"\\~0\"|abc|",
                "3;a=\"\\~n\"|abc|",
                "3;a=(b)|abc|",
                "3;a=b,c|abc|",
                "3;~o|abc|",
                "3;a~0|abc|",
                "3;a~r~r~nabc|",
                "3~0|abc|",
                "3 ;x|abc|",
                "3~t;x|abc|",
                "~t3|abc|",
                "{16x0}|",
                "{17x0}3|abc|",
                "8000000000000000|abc|",
                "3_0|abc|",
                "3g|abc|",
                "~o|abc|",
                "3|ab|c|",
                "3|abc||0||",
                "3|abc 0||",
                "-0||",
                "00x0||",
                "3;{257xe}|abc|",
                "{300x1;" + EXTENSION + "|a|}",
                "0000000000000003|abc|",
                "ffffffffffffffff|abc|",
                "7fffffffffffffff|abc|",
                "0|~n",
                "0|~rx",
                "0|X|",
                "0|X : y||",
                "0| X: y||",
                "0|X: y| z||",
                "0|X: ~0||",
                "0|X: y~n~n",
                "0|Content-Length: 5||",
                "0|Transfer-Encoding: chunked||",
                "0|Host: a||",
                "0|Trailer: a||",
                "0|Connection: close||",
                "0|Authorization: a||",
                "0|Cookie: a||",
                "0|Set-Cookie: a||",
                "0|Content-Type: a||",
                "0|Content-Range: a||",
                "0|X-Forwarded-For: a||",
                "0|x-forwarded-port: a||",
                "0|If-Match: a||",
                "0|Range: a||",
                "0|Max-Forwards: a||",
                "0|Cache-Control: a||",
                "0|Expect: a||",
                "0|TE: a||",
                "0|Upgrade: a||",
                "0|Proxy-Authorization: a||",
                "0|WWW-Authenticate: a||",
                "0|Age: a||",
                "0|Expires: a||",
                "0|Pragma: a||",
                "0|Origin: a||",
                "0|Allow: a||",
                "0|Date: a||",
                "0|Vary: a||",
                "0|Via: a||",
                "0|Location: a||",
                "0|Forwarded: a||",
                "0|Keep-Alive: a||",
                "0|HTTP2-Settings: a||",
                "0|Proxy-Connection: a||",
                "0|Sec-WebSocket-Key: a||",
                "0|Access-Control-Allow-Origin: a||",
                "0|X-Real-IP: a||",
                "0|X-Original-URL: a||",
                "0|X-HTTP-Method-Override: a||",
                "0|X: y|~rZ: w||",
                "0|X: y~rZ: w||",
                "0|: y||",
                "0|~n|",
                "0| |",
                "0|~r~r~n",
                "0|{65xX:|}|",
                "0|X: {9000xy}||"
            })
    void malformedChunksAreRefusedInWhateverPiecesTheyArrive(String line) {
        String message = Wording.decode(line);
        int stride = Math.max(1, message.length() / 300);
        for (int split = 0; split <= message.length(); split += stride) {
            String result = read(message, split);
            assertTrue(result.endsWith("broken"), "split at " + split + ": " + result);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"3 |abc|0~t |", "3~t;x|abc|0 ;y|", "3 {254x }|abc|0|"})
    void blanksBehindASizeAreTakenIfAllowed(String line) {
        String message = Wording.decode(line + "|");
        for (int split = 0; split <= message.length(); split++) {
            assertEquals("broken", read(message, split, HttpPolicy.STRICT));
            assertEquals("abc", read(message, split, Limits.lenient(Leniency.BLANKS_AFTER_CHUNK_SIZE)));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                " 3|abc|",
                "3 3|abc|",
                "3 x|abc|",
                "3 ~n|abc|",
                "3 ~0|abc|",
                "3~v|abc|",
                "3{257x }|abc|",
                "3 ;a=\"|abc|"
            })
    void otherBytesBehindASizeAreRefusedWhateverIsAllowed(String line) {
        String message = Wording.decode(line);
        for (int split = 0; split <= message.length(); split++) {
            assertEquals("broken", read(message, split, Limits.lenient(Leniency.BLANKS_AFTER_CHUNK_SIZE)));
        }
    }

    @Test
    void trailerOfARequestWithAnUnderscoreIsLeftOutRefusedOrRead() {
        String message = Wording.decode("1|a|0|X_Y: z|B: c||");
        assertEquals("a [B=c]", read(message, 0, Limits.with(Underscores.DROP)));
        assertEquals("broken", read(message, 0, Limits.with(Underscores.REFUSE)));
        assertEquals("a [X_Y=z] [B=c]", read(message, 0, Limits.with(Underscores.FORWARD)));
    }

    @Test
    void bodyWithLengthTakesNothingBehindIt() {
        decoder.begin(BodyFraming.LENGTH, 5);
        FakeInput first = new FakeInput("ab");
        assertEquals(2, decoder.next(first, slab).length());
        assertFalse(decoder.isDone());
        assertEquals(3, decoder.left());
        FakeInput second = new FakeInput("cdeGET");
        assertEquals(3, decoder.next(second, slab).length());
        assertTrue(decoder.isDone());
        assertNull(decoder.next(second, slab));
        assertEquals(3, second.remaining());
    }

    @Test
    void onlyABodyWithoutFramingEndsWithTheConnection() {
        decoder.begin(BodyFraming.UNTIL_CLOSE, -1);
        assertEquals(3, decoder.next(new FakeInput("abc"), slab).length());
        assertFalse(decoder.isDone());
        assertTrue(decoder.endOfInput());
        decoder.begin(BodyFraming.LENGTH, 1);
        assertFalse(decoder.endOfInput());
        decoder.begin(BodyFraming.CHUNKED, -1);
        assertFalse(decoder.endOfInput());
    }

    private String read(String message, int split) {
        decoder.close();
        decoder.begin(BodyFraming.CHUNKED, -1);
        return rest(message, split);
    }

    private String read(String message, int split, HttpPolicy policy) {
        decoder.close();
        decoder.begin(BodyFraming.CHUNKED, -1, policy);
        return rest(message, split);
    }

    private String rest(String message, int split) {
        StringBuilder out = new StringBuilder();
        FakeInput first = new FakeInput(message.substring(0, split));
        drain(first, out);
        if (!decoder.isDone()) {
            drain(new FakeInput(message.substring(split)), out);
        }
        out.append(Journal.fields(decoder.trailers()));
        return decoder.isBroken() ? "broken" : decoder.isDone() ? out.toString() : "incomplete";
    }

    private void drain(FakeInput input, StringBuilder out) {
        for (Chunk chunk = decoder.next(input, slab); chunk != null; chunk = decoder.next(input, slab)) {
            for (int i = 0; i < chunk.length(); i++) {
                out.append((char) chunk.get(i));
            }
        }
    }
}
