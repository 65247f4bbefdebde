package apex.spi.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
    @Test
    void aNumberAndAUnitAreADuration() {
        assertEquals(Duration.ofMillis(250), Durations.parse("250ms"));
        assertEquals(Duration.ofSeconds(30), Durations.parse("30s"));
        assertEquals(Duration.ofMinutes(5), Durations.parse("5m"));
        assertEquals(Duration.ofHours(1), Durations.parse("1h"));
        assertEquals(Duration.ZERO, Durations.parse("0s"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "30", "s", "1.5s", "-1s", "30 s", " 30s", "30S", "1h30m", "1d", "9999999999999s", "\u0663s"})
    void anythingElseIsRefusedWithExamples(String text) {
        assertEquals(
                "\"" + text + "\" (expected: a duration such as \"250ms\", \"30s\", \"5m\")",
                assertThrows(IllegalArgumentException.class, () -> Durations.parse(text))
                        .getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0ms", "1ms", "1500ms", "59s", "90s", "1m", "90m", "1h", "48h", "999999999999h"})
    void theShortestFormReadsBack(String text) {
        assertEquals(text, Durations.format(Durations.parse(text)));
    }

    @Test
    void longFormsAreShortened() {
        assertEquals("2s", Durations.format(Durations.parse("2000ms")));
        assertEquals("1h", Durations.format(Durations.parse("3600s")));
    }
}
