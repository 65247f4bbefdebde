package apex.kernel.chain;

import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;

/** Stocks of state, one for each loop. */
class SlotSlabsTest {
    private static final int MANY = 100;

    private final SlotSlabs slabs = new SlotSlabs(2);

    @Test
    void whatWasGivenBackIsLentAgainOnTheSameLoopOnly() {
        slabs.add(StringBuilder.class, StringBuilder::new, text -> text.setLength(0));
        Object[] lent = slabs.lend(0);
        slabs.giveBack(0, lent);
        assertNotSame(lent, slabs.lend(1));
        assertSame(lent, slabs.lend(0));
        assertNotSame(lent, slabs.lend(0));
    }

    @Test
    void aStockGrows() {
        slabs.add(StringBuilder.class, StringBuilder::new, text -> text.setLength(0));
        Object[][] lent = new Object[MANY][];
        for (int i = 0; i < MANY; i++) {
            lent[i] = slabs.lend(0);
        }
        for (Object[] states : lent) {
            slabs.giveBack(0, states);
        }
        for (int i = MANY - 1; i >= 0; i--) {
            assertSame(lent[i], slabs.lend(0));
        }
    }
}
