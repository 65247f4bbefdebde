package apex.kernel.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SpiLevelTest {
    private static final SpiLevel HOST = new SpiLevel(2, 3);

    @Test
    void aHostRunsItsOwnVersionAndOlderMinorOnes() {
        assertTrue(HOST.runs(new SpiLevel(2, 3)));
        assertTrue(HOST.runs(new SpiLevel(2, 0)));
        assertEquals("2.0 to 2.3", HOST.range());
        assertEquals("2.0", new SpiLevel(2, 0).range());
    }

    @Test
    void aHostDoesNotRunNewerMinorOrOtherMajorOrNegativeVersions() {
        assertFalse(HOST.runs(new SpiLevel(2, 4)));
        assertFalse(HOST.runs(new SpiLevel(1, 3)));
        assertFalse(HOST.runs(new SpiLevel(3, 0)));
        assertFalse(HOST.runs(new SpiLevel(2, -1)));
    }

    @Test
    void whatIsNoClassFileHasNoLevel() {
        assertThrows(IllegalArgumentException.class, () -> SpiLevel.of(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10}));
    }
}
