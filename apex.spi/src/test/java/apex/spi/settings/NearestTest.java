package apex.spi.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NearestTest {
    private static final List<String> KEYS = List.of("workers", "timeout_secs", "listen", "log_level");
    private static final Place PLACE = new Place("apex.toml", 2, 5);

    @Test
    void aSlipOfTheKeyboardLeadsToTheWord() {
        assertEquals(Optional.of("workers"), Nearest.to("worker", KEYS));
        assertEquals(Optional.of("listen"), Nearest.to("lisetn", KEYS));
        assertEquals(Optional.of("timeout_secs"), Nearest.to("timeout_sec", KEYS));
        assertEquals(Optional.of("log_level"), Nearest.to("loglevel", KEYS));
    }

    @Test
    void anotherWordLeadsNowhere() {
        assertEquals(Optional.empty(), Nearest.to("retries", KEYS));
        assertEquals(Optional.empty(), Nearest.to("", KEYS));
        assertEquals(Optional.empty(), Nearest.to("workers", List.of()));
    }

    @Test
    void anUnknownKeyIsReportedWithPlaceKnownKeysAndTheNearest() {
        assertEquals(
                "apex.toml:2:5: worker: unknown key (expected: workers, timeout_secs, listen, log_level)"
                        + " – did you mean workers?",
                Nearest.unknownKey("worker", PLACE, KEYS).toString());
    }

    @Test
    void whereNoKeyIsKnownTheMessageSaysSo() {
        assertEquals(
                "apex.toml:2:5: worker: unknown key (expected: none)",
                Nearest.unknownKey("worker", PLACE, List.of()).toString());
    }
}
