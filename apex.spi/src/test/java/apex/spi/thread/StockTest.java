package apex.spi.thread;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a loop keeps for the next one who needs it. */
class StockTest {
    private static final int MANY = 1_000;
    private static final int LOANS = 100_000;

    private final List<Object> gone = new ArrayList<>();
    private final Stock<Object> stock = new Stock<>(10, gone::add);

    private List<Object> lend(int count) {
        List<Object> lent = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Object one = stock.poll();
            lent.add(one == null ? new Object() : one);
        }
        return lent;
    }

    @Test
    void anEmptyStockHasNothing() {
        assertNull(stock.poll());
    }

    @Test
    void theLastOneBackIsTheFirstLent() {
        List<Object> lent = lend(2);
        lent.forEach(stock::add);
        assertSame(lent.get(1), stock.poll());
        assertSame(lent.get(0), stock.poll());
        assertNull(stock.poll());
    }

    @Test
    void aSteadyLoadOfAnySizeMakesNothingNewAndLosesNothing() {
        List<Object> all = lend(MANY);
        all.forEach(stock::add);
        for (int loans = 0; loans < LOANS; loans += MANY) {
            List<Object> again = lend(MANY);
            assertTrue(all.containsAll(again.subList(0, 3)));
            again.forEach(stock::add);
        }
        assertEquals(List.of(), gone);
    }

    @Test
    void whatAPeakHasLeftGoesByAndByButForTheLastFew() {
        lend(MANY).forEach(stock::add);
        for (int loans = 0; loans < LOANS; loans++) {
            stock.add(stock.poll());
        }
        int kept = MANY - gone.size();
        assertTrue(kept >= 10 && kept <= 12, () -> "kept " + kept);
    }

    @Test
    void clearingLetsGoOfAll() {
        lend(3).forEach(stock::add);
        stock.clear();
        assertEquals(3, gone.size());
        assertNull(stock.poll());
    }
}
