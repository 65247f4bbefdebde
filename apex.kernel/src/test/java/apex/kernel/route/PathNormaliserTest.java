package apex.kernel.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import apex.kernel.mux.Allocation;
import apex.spi.exchange.Text;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathNormaliserTest {
    private final PathNormaliser paths = new PathNormaliser();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "/",
                "/a",
                "/a/",
                "/api/v1/orders/12345/items.json",
                "/a.b/c./d..e",
                "/a,v=1/b",
                "/Api/~x/-_.!$&'()*+,=:@",
                "/1234567",
                "/12345678",
                "/123456789012345"
            })
    void ordinaryPathsAreTheirOwnNormalForm(String path) {
        Text text = Text.of(path);
        assertSame(text, paths.normal(text));
        assertFalse(paths.isAmbiguous());
    }

    @ParameterizedTest(name = "{0} is matched as {1}")
    @CsvSource({
        "/%61pi,            /api",
        "/%7Euser/%2D%5f,   /~user/-_",
        "/a%c3%a9%3a,       /a%C3%A9%3A",
        "/a%20b%25,         /a%20b%25",
        "//,                /",
        "//api///x//,       /api/x/",
        "/api/v1/orders//x, /api/v1/orders/x",
        "/a/.well-known/x,  /a/.well-known/x",
        "/a/...,            /a/...",
        "/..a/.b./c,        /..a/.b./c",
        "/%2ea/%2e%2e.,     /.a/...",
        "/%3b/%3F%23,       /%3B/%3F%23",
        "/a/%61;x,          /a/a",
        "/secret;a,         /secret",
        "/secret;a=1;b/x,   /secret/x",
        "/;a/secret,        /secret",
        "/abcdefg;h,        /abcdefg",
        "/a/%252e%252e/b,   /a/%252e%252e/b"
    })
    void otherSpellingsOfTheSamePathAreMatchedAlike(String path, String expected) {
        assertEquals(expected, paths.normal(Text.of(path)).toString());
        assertFalse(paths.isAmbiguous());
    }

    @ParameterizedTest(name = "{0} is ambiguous, and matched as {1} when it is forwarded")
    @CsvSource({
        "/a/./b,           /a/b",
        "/a/.,             /a/",
        "/.,               /",
        "/..,              /",
        "/../../a,         /a",
        "/a/../b,          /b",
        "/a/..,            /",
        "/a/b/../../../c,  /c",
        "/a//../b,         /b",
        "/a/%2e/b,         /a/b",
        "/a/%2E%2e/b,      /b",
        "/a/.%2e/b,        /b",
        "/a/%2e.,          /",
        "/a/..;/b,         /a/..;/b",
        "/a/.;x=1/b,       /a/.;x=1/b",
        "/a/%2e%2e%3bx/b,  /a/..%3Bx/b",
        "/a/..;,           /a/..;",
        "/a%2fb,           /a%2Fb",
        "/a/..%2Fb,        /a/..%2Fb",
        "/a%5cb,           /a%5Cb",
        "/a\\b,            /a\\b",
        "/a/b/c/d\\..\\e,  /a/b/c/d\\..\\e",
        "/a%00,            /a%00",
        "/a%0a%1F,         /a%0A%1F",
        "/a%7f,            /a%7F",
        "/a%,              /a%",
        "/a%4,             /a%4",
        "/a%zz/b,          /a%zz/b",
        "/a%%41,           /a%A",
        "/a%u002e,         /a%u002e"
    })
    void whatServersReadDifferentlyIsAmbiguous(String path, String expected) {
        assertEquals(expected, paths.normal(Text.of(path)).toString());
        assertTrue(paths.isAmbiguous());
    }

    @Test
    void oneAmbiguousPathDoesNotTaintTheNext() {
        paths.normal(Text.of("/a/../b"));
        paths.normal(Text.of("/%61"));
        assertFalse(paths.isAmbiguous());
        paths.normal(Text.of("/a/../b"));
        paths.normal(Text.of("/a"));
        assertFalse(paths.isAmbiguous());
    }

    @Test
    void whatHasToBeReadIsFoundAtEveryPosition() {
        for (String pair : new String[] {"//", "/.", "%4", "\\a"}) {
            for (int length = 3; length <= 40; length++) {
                for (int at = 1; at + 2 <= length; at++) {
                    String path = "/" + "x".repeat(at - 1) + pair + "y".repeat(length - at - 2);
                    // In the middle of an array, as in an arena: what stands around it must not count.
                    Text text = new Text().wrap(Text.of("/%" + path + "//%").array(), 2, path.length());
                    assertFalse(text == paths.normal(text), path);
                    String plain = path.replace(pair, "zz");
                    text.wrap(Text.of("/%" + plain + "//%").array(), 2, plain.length());
                    assertSame(text, paths.normal(text), plain);
                }
            }
        }
    }

    @Test
    void noSpellingLeavesTheRootOrTheBuffer() {
        String[] parts = {"/", ".", "..", "%2e", "%", "%2f", "a", ";", "\\", "%00"};
        int[] choice = new int[6];
        for (int n = 0; n < 1_000_000; n++) {
            StringBuilder path = new StringBuilder("/");
            for (int rest = n, i = 0; i < choice.length; i++, rest /= 10) {
                path.append(parts[rest % 10]);
            }
            String normal = paths.normal(Text.of(path.toString())).toString();
            assertTrue(normal.startsWith("/") && normal.length() <= path.length(), path::toString);
            assertFalse(normal.contains("//") || normal.contains("/../") || normal.endsWith("/.."), path::toString);
        }
    }

    @Test
    void readingAllocatesNothing() {
        Text plain = Text.of("/api/v1/orders/12345/items");
        Text spelled = Text.of("//%61pi/./x/%2e%2e/%c3");
        Allocation.assertNone(() -> {
            paths.normal(plain);
            paths.normal(spelled);
        });
    }
}
