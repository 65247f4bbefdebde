package apex.net.poll;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import apex.net.proactor.Operation;
import org.junit.jupiter.api.Test;

/** What waits to be delivered. */
class CompletedTest {
    private static final int MANY = 10_000;

    private final Completed completed = new Completed();

    @Test
    void everyNumberComesOutAsItWentIn() {
        completed.add(7, Operation.RECEIVE, 512, true, 3);
        assertEquals(7, completed.slot());
        assertEquals(Operation.RECEIVE, completed.operation());
        assertEquals(512, completed.result());
        assertTrue(completed.hasMore());
        assertEquals(3, completed.buffer());
        completed.next();
        assertEquals(0, completed.count());
    }

    @Test
    void theOrderSurvivesGrowthAndWhatIsTakenInBetween() {
        int taken = 0;
        for (int i = 0; i < MANY; i++) {
            completed.add(i, Operation.SEND, -i);
            if (i % 3 == 0) {
                assertEquals(taken, completed.slot());
                assertEquals(-taken, completed.result());
                assertFalse(completed.hasMore());
                completed.next();
                taken++;
            }
        }
        assertEquals(MANY - taken, completed.count());
        for (; taken < MANY; taken++) {
            assertEquals(taken, completed.slot());
            completed.next();
        }
        assertEquals(0, completed.count());
    }

    @Test
    void onlyAReceiveOfTheSameSlotIsFound() {
        completed.add(1, Operation.SEND, 10);
        completed.add(2, Operation.RECEIVE, 10, true, 0);
        completed.add(3, Operation.RECEIVE_ONCE, 0);
        assertFalse(completed.hasReceive(1));
        assertTrue(completed.hasReceive(2));
        assertTrue(completed.hasReceive(3));
        completed.next();
        completed.next();
        assertFalse(completed.hasReceive(2));
    }
}
