package apex.net.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Who gives way to whom, and when. */
class HeldUpListTest {
    private static final long GRACE = 5_000;

    private final ClockLoop loop = new ClockLoop();
    private final HeldUpList list = new HeldUpList(loop, this::look);
    private final List<String> gaveWay = new ArrayList<>();
    private int waiting;

    private void look() {
        if (waiting > 0) {
            list.giveWayTo(waiting);
        }
    }

    private void waiting(int count) {
        waiting = count;
        look();
    }

    private final class Named extends HeldUp {
        private final String name;

        Named(String name) {
            this.name = name;
        }

        @Override
        void giveWay() {
            assertFalse(listed);
            gaveWay.add(name);
        }
    }

    private Named held(String name, long grace) {
        Named one = new Named(name);
        list.add(one, grace);
        return one;
    }

    private Named held(String name) {
        return held(name, GRACE);
    }

    @Test
    void nobodyGivesWayWhileNobodyWaits() {
        held("a");
        loop.pass(10 * GRACE);
        assertEquals(List.of(), gaveWay);
    }

    @Test
    void nobodyGivesWayBeforeTheGraceIsOverAndThenOneDoesWithoutBeingAskedAgain() {
        held("a");
        waiting(1);
        loop.pass(GRACE - 1);
        look();
        assertEquals(List.of(), gaveWay);
        loop.pass(20);
        assertEquals(List.of("a"), gaveWay);
    }

    @Test
    void oneWhoseGraceIsOverGivesWayAtOnce() {
        held("a");
        loop.pass(GRACE);
        waiting(1);
        assertEquals(List.of("a"), gaveWay);
    }

    @Test
    void longestHeldUpGivesWayFirstAndOneForEachThatWaits() {
        Named a = held("a");
        loop.pass(10);
        Named b = held("b");
        loop.pass(10);
        held("c");
        loop.pass(2 * GRACE);
        waiting(1);
        look();
        loop.pass(GRACE);
        assertEquals(List.of("a"), gaveWay);
        waiting(2);
        assertEquals(List.of("a", "b"), gaveWay);
        list.gone(a);
        list.gone(b);
        waiting(0);
        loop.pass(GRACE);
        assertEquals(List.of("a", "b"), gaveWay);
    }

    @Test
    void anotherGivesWayWhenThePermitWentToAnotherLoop() {
        Named a = held("a");
        held("b");
        loop.pass(GRACE);
        waiting(1);
        list.gone(a);
        look();
        assertEquals(List.of("a", "b"), gaveWay);
    }

    @Test
    void oneThatFlowsAgainIsSafeAndBeginsAnew() {
        Named a = held("a");
        waiting(1);
        loop.pass(GRACE - 10);
        list.remove(a);
        list.remove(a);
        loop.pass(GRACE);
        list.add(a, GRACE);
        look();
        loop.pass(GRACE - 10);
        assertEquals(List.of(), gaveWay);
        loop.pass(30);
        assertEquals(List.of("a"), gaveWay);
    }

    @Test
    void oneThatEndsInAnotherWayDoesNotCountAsOneThatGaveWay() {
        Named a = held("a");
        held("b");
        list.gone(a);
        loop.pass(GRACE);
        waiting(1);
        assertEquals(List.of("b"), gaveWay);
    }

    @Test
    void graceIsThatOfEachRoute() {
        held("patient", 4 * GRACE);
        held("hasty", GRACE);
        waiting(2);
        loop.pass(GRACE + 20);
        assertEquals(List.of("hasty"), gaveWay);
        loop.pass(3 * GRACE);
        assertEquals(List.of("hasty", "patient"), gaveWay);
    }

    @Test
    void oneThatComesLaterWithAShorterGraceIsNotOverlooked() {
        held("patient", 4 * GRACE);
        waiting(1);
        loop.pass(10);
        held("hasty", 100);
        look();
        loop.pass(120);
        assertEquals(List.of("hasty"), gaveWay);
    }

    @Test
    void withoutGraceWayIsGivenAtTheNextLook() {
        held("a", 0);
        waiting(1);
        assertEquals(List.of("a"), gaveWay);
    }

    @Test
    void listIsWholeWhateverLeavesItInWhateverOrder() {
        Random random = new Random(4);
        List<Named> in = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        for (int step = 0; step < 2_000; step++) {
            if (in.isEmpty() || random.nextInt(3) > 0) {
                in.add(held("x" + step));
            } else {
                Named one = in.remove(random.nextInt(in.size()));
                if (random.nextBoolean()) {
                    list.remove(one);
                } else {
                    list.gone(one);
                }
            }
        }
        in.forEach(one -> expected.add(one.name));
        loop.pass(GRACE);
        waiting(in.size());
        assertEquals(expected, gaveWay);
        assertTrue(list.isEmpty());
    }
}
