package apex.bench.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** The arithmetic of a race. */
class RaceTest {
    private final Standing apex = Rounds.standing(ProxyKind.APEX, Rounds.clean(10, 1));
    private final Standing nginx = Rounds.standing(ProxyKind.NGINX, Rounds.clean(300, 1));
    private final Standing traefik = Rounds.standing(ProxyKind.TRAEFIK, Rounds.clean(50, 1));
    private final Standing failed = Rounds.standing(ProxyKind.CADDY);

    @Test
    void theSlowestPeerSetsThePace() {
        List<Standing> all = List.of(apex, nginx, traefik, failed);
        assertEquals(traefik, Race.slowest(all, List.of()).orElseThrow());
        assertEquals(nginx, Race.slowest(all, List.of(ProxyKind.NGINX)).orElseThrow());
    }

    @Test
    void withoutPeersTheSlowestOfAllDoesAndNobodyIsNobody() {
        assertEquals(apex, Race.slowest(List.of(apex), List.of()).orElseThrow());
        assertEquals(
                apex,
                Race.slowest(List.of(apex, nginx), List.of(ProxyKind.HAPROXY)).orElseThrow());
        assertTrue(Race.slowest(List.of(failed), List.of()).isEmpty());
    }

    @Test
    void whatEachRunCostsByItselfCancelsOut() {
        // 1000 bytes for each run, 2 for each request.
        assertEquals(2, Race.bytesPerRequest(1_000 + 2 * 100, 100, 1_000 + 2 * 300, 300));
        assertEquals(0, Race.bytesPerRequest(1_001, 100, 1_000, 300));
    }

    @Test
    void runsOfEqualLengthSayNothing() {
        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> Race.bytesPerRequest(1, 100, 1, 100));
        assertEquals("requests: 100 in the long run, 100 in the short one (expected: more)", refusal.getMessage());
    }

    @Test
    void theTimeThatItTakesGrowsWithRoundsAndProxies() {
        Race.Plan plan = new Race.Plan(64, 9, 4, 10, OptionalLong.empty(), List.of(), false);
        assertEquals(8 * (2 + 2 * (10 + 9 * 5)) + 16, Race.seconds(Workload.GET, plan, 8));
        assertEquals(8 * (2 + 10 + 9 * 5), Race.seconds(Workload.UPLOAD_1M, plan, 8));
        assertEquals(8 * 9 * 18, Race.seconds(Workload.IDLE, plan, 8));
        assertEquals(8 * 9 * 7, Race.seconds(Workload.START, plan, 8));
        assertEquals(2 * 9 * 7, Race.seconds(Workload.PAUSES, plan, 2));
        assertEquals(8 * 9 * 10, Race.seconds(Workload.ROUTES_LOAD, plan, 8));
        assertEquals(9 * 18, Race.seconds(Workload.ROUTES_LOOKUP, plan, 2));
    }
}
