package apex.spi.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestHeadTest {
    private final ArenaSlab slab = new ArenaSlab();
    private final RequestHead head = new RequestHead();

    private RequestHead with(String method, String target) {
        head.arena().open(slab);
        head.method(append(method), method.length());
        int query = target.indexOf('?');
        head.target(append(target), target.length(), query < 0 ? target.length() : query);
        head.authority(append("example.org:80"), 14);
        return head;
    }

    private int append(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        return head.arena().append(bytes, 0, bytes.length);
    }

    @Test
    void theTargetIsPathAndQuery() {
        with("GET", "/a/b?c=d?e");

        assertSame(Method.GET, head.method());
        assertEquals("GET", head.methodText().toString());
        assertEquals("/a/b?c=d?e", head.target().toString());
        assertEquals("/a/b", head.path().toString());
        assertEquals("c=d?e", head.query().toString());
        assertTrue(head.hasQuery());
        assertEquals("example.org:80", head.authority().toString());
    }

    @Test
    void anEmptyQueryIsNotTheSameAsNone() {
        with("GET", "/a?");
        assertEquals("", head.query().toString());
        assertTrue(head.hasQuery());

        with("GET", "/a");
        assertEquals("", head.query().toString());
        assertFalse(head.hasQuery());
    }

    @Test
    void methodsTellWhatTheyMayDo() {
        assertEquals(
                EnumSet.of(Method.GET, Method.HEAD, Method.OPTIONS, Method.TRACE),
                Arrays.stream(Method.values()).filter(Method::isSafe).collect(Collectors.toSet()));
        assertEquals(
                EnumSet.of(Method.GET, Method.HEAD, Method.OPTIONS, Method.TRACE, Method.PUT, Method.DELETE),
                Arrays.stream(Method.values()).filter(Method::isIdempotent).collect(Collectors.toSet()));
    }

    @Test
    void methodsAreCaseSensitive() {
        assertSame(Method.OTHER, with("get", "/").method());
        assertSame(Method.OTHER, with("PURGE", "/").method());
        assertEquals("PURGE", head.methodText().toString());
    }

    @ParameterizedTest(name = "{1} instead of the path of {0} gives {2}")
    @CsvSource({"/a?b=c, /longer/path, /longer/path?b=c", "/longer/path?b, /, /?b", "/a, /b%20c, /b%20c", "/a?, /b, /b?"
    })
    void aNewPathKeepsTheQuery(String target, String path, String expected) {
        with("GET", target).path(Text.of(path));

        assertEquals(expected, head.target().toString());
        assertEquals(path, head.path().toString());
    }

    @Test
    void aNewPathCanBeAViewOfTheOldEvenWhileTheArenaMoves() {
        String target = "/" + "x".repeat(700) + "?q";
        with("GET", target);
        Text tail = new Text().wrap(head.path().array(), head.path().offset(), 600);

        head.path(tail);

        assertEquals(target.substring(0, 600) + "?q", head.target().toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "*", "/a?b", "/a#b", "/a b", "/a\r\n", "/\u007f"})
    void aPathThatCouldBeReadAsSomethingElseIsRefused(String path) {
        with("GET", "/kept?q");

        String message = assertThrows(IllegalArgumentException.class, () -> head.path(Text.of(path)))
                .getMessage();

        assertEquals("path: \"" + path + "\" (expected: a leading slash and no ?, #, space or control byte)", message);
        assertEquals("/kept?q", head.target().toString());
    }

    @Test
    void aPathWithoutRoomIsRefused() {
        with("GET", "/kept?q");

        assertThrows(HeadTooLargeException.class, () -> head.path(Text.of("/" + "x".repeat(ArenaSlab.LARGEST))));

        assertEquals("/kept?q", head.target().toString());
    }

    @ParameterizedTest(name = "{1} bytes off {0} leave {2}")
    @CsvSource({
        "/api/x?q, 4, /x?q",
        "/api/x,   0, /api/x",
        "/api,     4, /",
        "/api?q,   4, /?q",
        "/api/,    4, /",
        "/api/,    5, /",
        "/apix?q,  4, /x?q",
        "/apix,    1, /apix",
    })
    void droppedBytesLeaveAPathThatBeginsWithASlash(String target, int count, String expected) {
        with("GET", target).dropFromPath(count);

        assertEquals(expected, head.target().toString());
        assertEquals(expected.replaceAll("\\?.*", ""), head.path().toString());
    }

    @Test
    void moreThanThePathCannotBeDropped() {
        with("GET", "/a?query");

        String message = assertThrows(IllegalArgumentException.class, () -> head.dropFromPath(3))
                .getMessage();

        assertEquals("count: 3 (expected: 0 to 2, the length of the path)", message);
        assertThrows(IllegalArgumentException.class, () -> head.dropFromPath(-1));
        assertEquals("/a?query", head.target().toString());
    }

    @Test
    void aClosedHeadIsEmptyAndHoldsNoMemory() {
        with("POST", "/a?b");
        head.secure(true);
        head.version(20);
        head.contentLength(7);
        head.fields().add(FieldName.HOST, Text.of("h"));

        head.close();

        assertEquals(0, slab.lentBytes());
        assertSame(Method.OTHER, head.method());
        assertEquals("", "" + head.methodText() + head.target() + head.path() + head.query() + head.authority());
        assertFalse(head.isSecure());
        assertFalse(head.fields().has(FieldName.HOST));
        assertEquals(11, head.version());
        assertEquals(0, head.contentLength());
    }
}
