package apex.net.uring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.BitSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A ring that is given more than it has room for. */
class RingTest {
    /** More than the ring has room for in either direction. */
    private static final int MANY = 20_000;

    private static final int NOTHING = 0;

    private Ring ring;

    @BeforeEach
    void open() throws IOException {
        String trouble = RingHandler.trouble();
        if (!trouble.isEmpty()) {
            assertFalse("1".equals(System.getenv("APEX_REQUIRE_TOOLS")), trouble);
            Assumptions.abort(trouble);
        }
        ring = new Ring();
    }

    @AfterEach
    void close() {
        if (ring != null) {
            ring.close();
        }
    }

    private void ask(int count) {
        for (int i = 0; i < count; i++) {
            ring.put(NOTHING, -1, 0, 0, 0, 0, i, 0);
        }
        ring.enter(0);
    }

    @Test
    void whatCompletesBeyondTheRoomThereIsIsKept() {
        ask(MANY);
        BitSet done = new BitSet();
        while (ring.completions() > 0) {
            while (ring.completions() > 0) {
                done.set((int) ring.userData());
                ring.next();
            }
            ring.enter(0);
        }
        assertEquals(MANY, done.cardinality());
        assertFalse(ring.hasHiddenCompletions());
    }

    /** Whoever asks whether something is complete must not be told that it is not, as long as that is unknown. */
    @Test
    void completionsThatCannotBeSeenAreKnownOf() {
        ask(10);
        assertTrue(ring.hasCompletion(9, MANY));
        assertTrue(ring.hasCompletion(MANY, 9));
        assertFalse(ring.hasCompletion(MANY, MANY));
        assertFalse(ring.hasHiddenCompletions());
        ask(MANY);
        assertFalse(ring.hasCompletion(MANY - 1, MANY));
        assertTrue(ring.hasHiddenCompletions());
    }
}
