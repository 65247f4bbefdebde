package apex.bench.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who has a process of its own when, and what becomes of dirty turns. */
class FreshRoundsTest {
    private static final List<Entrant> BOTH = List.of(Rounds.entrant(ProxyKind.APEX), Rounds.entrant(ProxyKind.NGINX));

    private final List<String> turns = new ArrayList<>();

    private List<Standing> take(boolean keepDirty, Boolean... clean) throws InterruptedException {
        Deque<Boolean> left = new ArrayDeque<>(List.of(clean));
        List<Standing> standings = new FreshRounds(Rounds.RULES, 2, keepDirty, turns::add)
                .take(BOTH, (entrant, standing, round) -> {
                    turns.add(entrant.name() + " " + round);
                    return left.pop();
                });
        assertEquals(0, left.size());
        return standings;
    }

    @Test
    void theyAlternate() throws InterruptedException {
        take(false, true, true, true, true);
        assertEquals(List.of("Apex (epoll) 1", "nginx 1", "Apex (epoll) 2", "nginx 2"), turns);
    }

    @Test
    void aDirtyTurnIsRepeatedAtOnceAndUpToTheBoundOnly() throws InterruptedException {
        take(false, false, false, false, true, false, true);
        assertEquals(
                List.of("Apex (epoll) 1", "Apex (epoll) 1", "Apex (epoll) 1", "nginx 1", "Apex (epoll) 2", "nginx 2"),
                turns);
    }

    @Test
    void whoWantsItLetsDirtyTurnsCount() throws InterruptedException {
        take(true, false, false, false, false);
        assertEquals(4, turns.size());
    }

    @Test
    void whoFailsHasNoMoreTurnsAndTheOthersGoOn() throws InterruptedException {
        List<Standing> standings = new FreshRounds(Rounds.RULES, 2, false, turns::add)
                .take(BOTH, (entrant, standing, round) -> {
                    if (entrant.kind() == ProxyKind.APEX) {
                        throw new IOException("Apex (epoll): does not listen");
                    }
                    return turns.add("nginx " + round);
                });
        assertEquals("does not listen", standings.getFirst().failure());
        assertEquals("", standings.getLast().failure());
        assertEquals(List.of("Apex (epoll): does not listen", "nginx 1", "nginx 2"), turns);
        assertEquals(0, Collections.frequency(turns, "Apex (epoll) 2"));
    }
}
