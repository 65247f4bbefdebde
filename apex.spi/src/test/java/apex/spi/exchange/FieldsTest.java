package apex.spi.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.StringJoiner;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FieldsTest {
    private final Arena arena = new Arena();
    private final Fields fields = new Fields(arena);

    @BeforeEach
    void open() {
        arena.open(new ArenaSlab());
    }

    private void add(String name, String value) {
        fields.add(Text.of(name), Text.of(value));
    }

    private String shown() {
        StringJoiner shown = new StringJoiner("|");
        for (int i = fields.next(-1); i >= 0; i = fields.next(i)) {
            shown.add(fields.name(i, new Text()) + "=" + fields.value(i, new Text()));
        }
        return shown.toString();
    }

    @Test
    void fieldsStayInTheOrderInWhichTheyWereAdded() {
        add("Accept", "*/*");
        add("X-Odd-One", "1");
        fields.add(FieldName.COOKIE, Text.of("a=b"));
        add("X-Odd-One", "2");

        assertEquals("Accept=*/*|X-Odd-One=1|Cookie=a=b|X-Odd-One=2", shown());
        assertEquals(4, fields.end());
    }

    @Test
    void whatAParserFoundKeepsItsSpelling() {
        byte[] line = "hOsT:  example.org \r\n".getBytes(StandardCharsets.ISO_8859_1);
        int at = arena.append(line, 0, line.length);

        fields.parsed(at, 4, at + 7, 11, line.length, FieldName.find(line, 0, 4));

        assertEquals("hOsT=example.org", shown());
        assertSame(FieldName.HOST, fields.nameAt(0));
        assertEquals(line.length, fields.lineLength(0));
        assertEquals(at, fields.nameStart(0));
        assertEquals(4, fields.nameLength(0));
        assertEquals(at + 7, fields.valueStart(0));
        assertEquals(11, fields.valueLength(0));
        assertEquals("example.org", fields.get(FieldName.HOST));
    }

    @Test
    void wellKnownNamesAreFoundAndOthersAreNot() {
        add("X-Nobody-Knows", "1");
        add("user-agent", "x");

        assertEquals(1, fields.find(FieldName.USER_AGENT));
        assertTrue(fields.has(FieldName.USER_AGENT));
        assertNull(fields.nameAt(0));
        assertEquals(-1, fields.find(FieldName.REFERER));
        assertFalse(fields.has(FieldName.REFERER));
        assertNull(fields.get(FieldName.REFERER));
    }

    @Test
    void fieldsOfOneNameAreWalkedThroughInOrder() {
        add("Via", "1.1 a");
        add("Accept", "x");
        add("via", "1.1 b");
        add("VIA", "1.1 c");

        int first = fields.find(FieldName.VIA);
        int second = fields.findNext(FieldName.VIA, first);
        int third = fields.findNext(FieldName.VIA, second);

        assertEquals("0 2 3", first + " " + second + " " + third);
        assertEquals(-1, fields.findNext(FieldName.VIA, third));
    }

    @Test
    void removingANameRemovesAllOfItAndNoOther() {
        add("Cookie", "a");
        add("Accept", "x");
        add("COOKIE", "b");

        assertTrue(fields.remove(FieldName.COOKIE));

        assertEquals("Accept=x", shown());
        assertEquals(-1, fields.find(FieldName.COOKIE));
        assertFalse(fields.remove(FieldName.COOKIE));
    }

    @Test
    void removingAnIndexLeavesTheOthersAndMovesTheFirstOfItsName() {
        add("Cookie", "a");
        add("X-Unknown", "u");
        add("Cookie", "b");
        add("Cookie", "c");

        fields.removeAt(0);
        assertEquals(2, fields.find(FieldName.COOKIE));
        fields.removeAt(3);
        assertEquals(2, fields.find(FieldName.COOKIE));
        assertEquals(-1, fields.findNext(FieldName.COOKIE, 2));
        fields.removeAt(1);
        assertEquals("Cookie=b", shown());
        fields.removeAt(2);
        fields.removeAt(2);

        assertEquals("", shown());
        assertEquals(-1, fields.find(FieldName.COOKIE));
        assertEquals(-1, fields.next(-1));
    }

    @Test
    void aRemovedNameCanBeAddedAgain() {
        add("Cookie", "a");
        fields.remove(FieldName.COOKIE);
        add("Cookie", "b");

        assertEquals(1, fields.find(FieldName.COOKIE));
        assertEquals("Cookie=b", shown());
    }

    @Test
    void settingReplacesAllByOneAtTheEnd() {
        add("Vary", "a");
        add("Accept", "x");
        add("Vary", "b");

        fields.set(FieldName.VARY, Text.of("c"));

        assertEquals("Accept=x|Vary=c", shown());
    }

    @Test
    void aValueCanBeAViewOfTheSameHeadEvenWhileItMoves() {
        String half = "v".repeat(900);
        add("ETag", half);

        fields.set(FieldName.LOCATION, fields.value(0, new Text()));
        fields.add(fields.name(0, new Text()), fields.value(1, new Text()));
        fields.add(Text.of("X-Not-Known-Either"), fields.value(2, new Text()));

        assertEquals("ETag=" + half + "|Location=" + half + "|ETag=" + half + "|X-Not-Known-Either=" + half, shown());
    }

    @Test
    void clearingForgetsAllNames() {
        add("Cookie", "a");
        add("Vary", "a");
        add("Vary", "b");
        fields.removeAt(1);

        fields.clear();

        assertEquals("", shown());
        assertFalse(fields.has(FieldName.COOKIE));
        assertFalse(fields.has(FieldName.VARY));
        assertEquals(0, fields.end());
    }

    @Test
    void namesThatBecameKnownLateAreFoundToo() {
        FieldName late = null;
        for (int i = 0; i < 100; i++) {
            late = FieldName.of("X-Fields-Test-" + i);
        }
        assertEquals(-1, fields.find(late));

        add("x-fields-test-99", "1");

        assertEquals(0, fields.find(late));
        assertTrue(fields.remove(late));
        assertEquals(-1, fields.find(late));
    }

    @Test
    void the257thFieldIsRefusedAndTheOthersStay() {
        for (int i = 0; i < Fields.MOST; i++) {
            add("X-Many", Integer.toString(i));
        }

        assertThrows(HeadTooLargeException.class, () -> add("X-Many", "256"));
        assertThrows(HeadTooLargeException.class, () -> fields.add(FieldName.COOKIE, Text.of("a")));

        assertEquals(Fields.MOST, fields.end());
        assertFalse(fields.has(FieldName.COOKIE));
    }

    @Test
    void moreBytesThanTheLargestArenaAreRefusedAndTheOthersStay() {
        add("Accept", "x");
        Text large = Text.of("v".repeat(ArenaSlab.LARGEST));

        assertThrows(HeadTooLargeException.class, () -> fields.add(FieldName.COOKIE, large));
        assertThrows(HeadTooLargeException.class, () -> fields.add(Text.of("X-Large"), large));

        assertEquals("Accept=x", shown());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nEvil: 1", "a\nb", "a\rb", "nul\0", "del\u007f", "esc\u001b"})
    void aValueThatCouldSplitAMessageIsRefused(String value) {
        assertThrows(IllegalArgumentException.class, () -> add("X-Unknown", value));
        assertThrows(IllegalArgumentException.class, () -> fields.add(FieldName.COOKIE, Text.of(value)));

        assertEquals("", shown());
    }

    @Test
    void theRefusalNamesTheByteAndItsPlace() {
        assertEquals(
                "field value: byte 0x0d at 3 (expected: no control byte but tab)",
                assertThrows(IllegalArgumentException.class, () -> add("A", "abc\r"))
                        .getMessage());
    }

    @Test
    void tabsAndBytesAboveAsciiMayStandInValues() {
        add("X-Unknown", "a\tb\u00e9\u00ff");

        assertEquals("X-Unknown=a\tb\u00e9\u00ff", shown());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "two words", "colon:", "Evil: 1\r\nX", "caf\u00e9", ":path"})
    void aNameThatIsNoTokenIsRefused(String name) {
        assertThrows(IllegalArgumentException.class, () -> add(name, "1"));

        assertEquals("", shown());
    }
}
