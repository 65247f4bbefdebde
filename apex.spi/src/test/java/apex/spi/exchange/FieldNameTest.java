package apex.spi.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FieldNameTest {
    private static FieldName find(String spelling) {
        byte[] bytes = ("<" + spelling + ">").getBytes(StandardCharsets.ISO_8859_1);
        return FieldName.find(bytes, 1, bytes.length - 2);
    }

    @Test
    void aNameIsFoundInAnyCaseAndKeepsItsFirstSpelling() {
        assertSame(FieldName.CONTENT_TYPE, find("content-type"));
        assertSame(FieldName.CONTENT_TYPE, find("CONTENT-TYPE"));
        assertSame(FieldName.CONTENT_TYPE, FieldName.of("cOnTeNt-TyPe"));
        assertEquals("Content-Type", FieldName.CONTENT_TYPE.toString());
        assertEquals("content-type", FieldName.CONTENT_TYPE.lowerCase());
    }

    @Test
    void onlyLettersHaveACase() {
        FieldName name = FieldName.of("X-Test@Sign".replace('@', '^'));

        assertSame(name, find("x-test^sign"));
        assertNull(find("x-test~sign"));
    }

    @Test
    void anUnknownNameIsNullUntilItIsMadeKnown() {
        assertNull(find("X-Test-Unknown"));
        assertNull(find(""));
        assertNull(find("Content-Typ"));
        assertNull(find("Content-Type2"));

        FieldName name = FieldName.of("X-Test-Unknown");

        assertSame(name, find("x-test-unknown"));
        assertSame(name, FieldName.numbered(name.number()));
    }

    @Test
    void namesThatLookAlikeToTheHashAreToldApart() {
        FieldName one = FieldName.of("X-Test-1aXb-End");
        FieldName other = FieldName.of("X-Test-1cXd-End");

        assertNotEquals(one, other);
        assertSame(one, find("x-test-1axb-end"));
        assertSame(other, find("x-test-1cxd-end"));
    }

    @Test
    void allStayFoundWhileTheirNumberGrows() {
        List<FieldName> names = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            names.add(FieldName.of("X-Test-Growth-" + i));
        }
        for (int i = 0; i < 200; i++) {
            assertSame(names.get(i), find("x-test-growth-" + i));
            assertSame(names.get(i), FieldName.numbered(names.get(i).number()));
        }
        assertSame(FieldName.HOST, find("host"));
    }

    @Test
    void threadsThatAddAtTheSameTimeAgreeOnOneNameAndOneNumberEach() throws Exception {
        int threads = 4;
        CyclicBarrier start = new CyclicBarrier(threads);
        Callable<List<FieldName>> adding = () -> {
            List<FieldName> names = new ArrayList<>();
            start.await();
            for (int i = 0; i < 50; i++) {
                names.add(FieldName.of("X-Test-Race-" + i));
            }
            return names;
        };
        Set<List<FieldName>> outcomes = new HashSet<>();
        try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
            for (var outcome : executor.invokeAll(List.of(adding, adding, adding, adding))) {
                outcomes.add(outcome.get());
            }
        }
        assertEquals(1, outcomes.size());
        Set<Integer> numbers = new HashSet<>();
        outcomes.iterator().next().forEach(name -> numbers.add(name.number()));
        assertEquals(50, numbers.size());
    }

    @Test
    void itsBytesAreTheSpelling() {
        byte[] target = new byte[6];
        FieldName.HOST.copyTo(target, 1);

        assertEquals("\0Host\0", new String(target, StandardCharsets.ISO_8859_1));
        assertEquals(4, FieldName.HOST.length());
        assertTrue(FieldName.HOST.matches(target, 1, 4));
        assertFalse(FieldName.HOST.matches(target, 0, 4));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a:", "\u00e9", "a\n", "\"q\"", "\u0141"})
    void whatIsNoTokenIsRefused(String spelling) {
        assertFalse(FieldName.isToken(spelling));
        String message = assertThrows(IllegalArgumentException.class, () -> FieldName.of(spelling))
                .getMessage();

        assertTrue(message.startsWith("field name: \"" + spelling + "\" (expected: letters, digits and "), message);
    }
}
