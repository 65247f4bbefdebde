package apex.http1.fuzz;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import apex.http1.fake.FakeLoop;
import apex.http1.fuzz.strict.StrictRequest;
import apex.http1.fuzz.strict.StrictResponse;
import apex.spi.exchange.FieldName;
import apex.spi.exchange.HeapChunk;
import apex.spi.exchange.Reason;
import apex.spi.exchange.RequestHead;
import apex.spi.exchange.ResponseHead;
import apex.spi.exchange.Text;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** A promise that is broken on purpose is noticed. */
class PromiseTest {
    private static final String REQUEST = "POST /a HTTP/1.1\r\nHost: h\r\nX: y\r\nContent-Length: 3\r\n\r\n";

    private final FakeLoop loop = new FakeLoop();
    private final RequestHead request = new RequestHead();

    @Test
    void headThatMeansTheSameIsTaken() {
        Meaning.same(StrictRequest.read(REQUEST, 0, false), head("POST", "/a", "h", 3));
    }

    @Test
    void headThatMeansSomethingElseIsFound() {
        assertFound("GET", "/a", "h", 3);
        assertFound("POST", "/b", "h", 3);
        assertFound("POST", "/a", "evil", 3);
        assertFound("POST", "/a", "h", 4);
        assertFound("POST", "/a", "h", -1);
    }

    @Test
    void fieldThatIsMissingMadeUpOrLeftIsFound() {
        StrictRequest strict = StrictRequest.read(REQUEST, 0, false);
        RequestHead missing = head("POST", "/a", "h", 3);
        missing.fields().removeAt(0);
        assertThrows(AssertionError.class, () -> Meaning.same(strict, missing));
        RequestHead more = head("POST", "/a", "h", 3);
        more.fields().add(FieldName.VIA, Text.of("v"));
        assertThrows(AssertionError.class, () -> Meaning.same(strict, more));
        RequestHead left = head("POST", "/a", "h", 3);
        left.fields().add(FieldName.CONTENT_LENGTH, Text.of("3"));
        assertThrows(AssertionError.class, () -> Meaning.same(strict, left));
    }

    @Test
    void responseWithAnotherStatusIsFound() {
        ResponseHead head = new ResponseHead();
        head.arena().open(loop.arenas());
        head.status(201);
        StrictResponse strict = StrictResponse.read("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", 0, false);
        assertThrows(AssertionError.class, () -> Meaning.same(strict, head));
        head.status(200);
        Meaning.same(strict, head);
    }

    @Test
    void requestThatAStrictReaderDoesNotFindIsFound() {
        KernelActor kernel = new KernelActor(loop, "GET /a HTTP/1.1\r\n X: y\r\n\r\n", false);
        assertThrows(AssertionError.class, () -> kernel.head(head("GET", "/a", "h", 0), true));
    }

    @Test
    void bytesOfTheNextRequestInABodyAreFound() {
        KernelActor kernel = new KernelActor(loop, REQUEST + "abcGET", false);
        kernel.head(head("POST", "/a", "h", 3), false);
        assertThrows(AssertionError.class, () -> kernel.data(chunk("a")), "before it is wanted");
        kernel.leg = new SilentLeg();
        kernel.act(6);
        kernel.data(chunk("abc"));
        assertThrows(AssertionError.class, () -> kernel.data(chunk("G")));
    }

    @Test
    void callsAfterTheEndAreFound() {
        KernelActor kernel = new KernelActor(loop, REQUEST, false);
        kernel.failed(Reason.CLIENT_ABORT, false);
        assertThrows(AssertionError.class, () -> kernel.failed(Reason.CLIENT_ABORT, false));
        assertThrows(AssertionError.class, kernel::drained);
        assertThrows(AssertionError.class, () -> kernel.head(head("POST", "/a", "h", 3), false));
    }

    @Test
    void responseToNobodyIsFound() {
        KernelActor kernel = new KernelActor(loop, "", false);
        kernel.judge("");
        assertThrows(AssertionError.class, () -> kernel.judge("HTTP/1.1 200 OK\r\n\r\n"));
    }

    @Test
    void recipeHasSwitchesWireAndScript() {
        Recipe recipe = new Recipe(new byte[] {5, 'a', 1, 2, 'b', (byte) 0xFF, 7, 8});
        assertEquals(true, recipe.isOn(0));
        assertEquals(false, recipe.isOn(1));
        assertEquals(2, recipe.choice(1));
        assertEquals("a" + "b".repeat(64), recipe.text());
        assertArrayEquals(new byte[] {7, 8}, recipe.script());
    }

    private void assertFound(String method, String target, String authority, long length) {
        StrictRequest strict = StrictRequest.read(REQUEST, 0, false);
        RequestHead head = head(method, target, authority, length);
        assertThrows(AssertionError.class, () -> Meaning.same(strict, head));
    }

    private RequestHead head(String method, String target, String authority, long length) {
        request.close();
        request.arena().open(loop.arenas());
        request.method(append(method), method.length());
        request.target(append(target), target.length(), target.length());
        request.authority(append(authority), authority.length());
        request.contentLength(length);
        request.fields().add(Text.of("X"), Text.of("y"));
        return request;
    }

    private int append(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        return request.arena().append(bytes, 0, bytes.length);
    }

    private static HeapChunk chunk(String text) {
        return new HeapChunk(text.getBytes(StandardCharsets.US_ASCII));
    }
}
