package apex.bench.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import apex.bench.compare.Turns.Racer;
import apex.bench.figures.Round;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who has a turn when, and what becomes of dirty rounds. */
class TurnsTest {
    private static final Round CLEAN = Rounds.clean(100, 1);
    private static final Round DIRTY = Rounds.round(100, 1, 1, 0.5, 0);

    private final List<String> told = new ArrayList<>();
    private final Standing first = new Standing(Rounds.entrant(ProxyKind.APEX), Rounds.RULES);
    private final Standing second = new Standing(Rounds.entrant(ProxyKind.NGINX), Rounds.RULES);

    @Test
    void theyAlternate() throws InterruptedException {
        take(false, CLEAN, CLEAN, CLEAN, CLEAN);
        assertEquals(
                List.of("Apex (epoll), round 1", "nginx, round 1", "Apex (epoll), round 2", "nginx, round 2"),
                told.stream().map(line -> line.replaceFirst(":.*", "")).toList());
        assertEquals(2, first.closedLoop().size());
        assertEquals(2, second.closedLoop().size());
    }

    @Test
    void aDirtyRoundIsMeasuredAgainAtOnce() throws InterruptedException {
        take(false, DIRTY, CLEAN, CLEAN, CLEAN, CLEAN);
        assertEquals(2, first.closedLoop().size());
        assertEquals(1, first.dirty().size());
        assertTrue(told.getFirst().endsWith(", dirty"), told::toString);
        assertTrue(told.get(1).startsWith("Apex (epoll), round 1"), told::toString);
    }

    @Test
    void beyondTheBoundItIsLeftOut() throws InterruptedException {
        take(false, DIRTY, DIRTY, DIRTY, CLEAN, DIRTY, CLEAN);
        assertEquals(0, first.closedLoop().size());
        assertEquals(4, first.dirty().size());
        assertEquals(2, second.closedLoop().size());
    }

    @Test
    void whoWantsItLetsDirtyRoundsCount() throws InterruptedException {
        take(true, DIRTY, CLEAN, DIRTY, CLEAN);
        assertEquals(2, first.closedLoop().size());
        assertEquals(2, first.dirty().size());
    }

    @Test
    void whoFailsHasNoMoreTurnsAndTheOthersGoOn() throws InterruptedException {
        Deque<Round> rounds = new ArrayDeque<>(List.of(CLEAN, CLEAN));
        new Turns(Rounds.RULES, 2, false, told::add)
                .take(List.of(new Racer(null, first), new Racer(null, second)), true, proxy -> {
                    if (first.failure().isEmpty()) {
                        throw new IOException("ended during the measurement");
                    }
                    return rounds.pop();
                });
        assertEquals("ended during the measurement", first.failure());
        assertEquals(2, second.atRate().size());
        assertEquals("Apex (epoll): ended during the measurement", told.getFirst());
    }

    @Test
    void whoFailsInTheWarmUpHasNoTurnsAndTheOthersAreWarmedUp() throws InterruptedException {
        Deque<String> calls = new ArrayDeque<>();
        List<Racer> racers = List.of(new Racer(null, first), new Racer(null, second));
        Turns turns = new Turns(Rounds.RULES, 2, false, told::add);
        turns.warmUp(racers, proxy -> {
            calls.add("");
            if (calls.size() == 1) {
                throw new IllegalArgumentException("no result of the load");
            }
        });
        turns.take(racers, true, proxy -> CLEAN);
        assertEquals(2, calls.size());
        assertEquals("no result of the load", first.failure());
        assertEquals(List.of(), first.atRate());
        assertEquals(2, second.atRate().size());
        assertEquals("Apex (epoll): no result of the load", told.getFirst());
    }

    private void take(boolean keepDirty, Round... rounds) throws InterruptedException {
        Deque<Round> left = new ArrayDeque<>(List.of(rounds));
        new Turns(Rounds.RULES, 2, keepDirty, told::add)
                .take(List.of(new Racer(null, first), new Racer(null, second)), false, proxy -> left.pop());
        assertEquals(0, left.size());
    }
}
