package apex.bench.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import apex.bench.compare.Bar.State;
import apex.bench.compare.Bar.Verdict;
import apex.bench.idle.IdleRun;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** When a bar is held, missed, or cannot be judged. */
class BarsTest {
    private static final List<ProxyKind> BOTH = List.of(ProxyKind.NGINX, ProxyKind.HAPROXY);

    @Test
    void moreIsBetterAgainstTheBetterOfTwo() {
        Bar bar = new Bar(Workload.GET, "", Figure.PER_CPU, BOTH, 1.25);
        assertEquals("get, requests per CPU-second ≥ 1.25 × the better of nginx and HAProxy", bar.words());
        Verdict held = judge(bar, apex(125, 1), Rounds.standing(ProxyKind.NGINX, Rounds.clean(100, 1)), haproxy(90, 1));
        assertEquals(new Verdict(bar.words(), "Apex (epoll)", "125", "nginx 100", State.HELD), held);
        assertEquals(State.MISSED, judge(bar, apex(124, 1), haproxy(100, 1)).state());
    }

    @Test
    void lessIsBetterForLatencies() {
        Bar bar = new Bar(Workload.GET, "", Figure.P99, List.of(ProxyKind.HAPROXY), 1.2);
        assertEquals("get, P99 ms at saturation ≤ 1.2 × HAProxy", bar.words());
        assertEquals(State.HELD, judge(bar, apex(1, 12), haproxy(1, 10)).state());
        assertEquals(State.MISSED, judge(bar, apex(1, 13), haproxy(1, 10)).state());
    }

    @Test
    void theMedianOfTheRoundsIsJudgedAndOfMemoryTheMost() {
        Bar bar = new Bar(Workload.GET, "", Figure.PER_CPU, BOTH, 1);
        Standing apex = Rounds.standing(ProxyKind.APEX, Rounds.clean(1, 1), Rounds.clean(100, 1), Rounds.clean(101, 1));
        assertEquals(State.HELD, judge(bar, apex, haproxy(100, 1)).state());
        Bar memory = new Bar(Workload.GET, "", Figure.RESIDENT, List.of(), 2);
        assertEquals("get, RSS MiB ≤ 2.0", memory.words());
        assertEquals(State.HELD, judge(memory, apex).state());
        assertEquals(
                State.MISSED,
                judge(new Bar(Workload.GET, "", Figure.RESIDENT, List.of(), 1.9), apex)
                        .state());
    }

    @Test
    void whatWasNotMeasuredIsOpen() {
        Bar bar = new Bar(Workload.GET, "", Figure.PER_CPU, List.of(ProxyKind.TRAEFIK), 4);
        assertEquals(
                new Verdict(
                        "get, requests per CPU-second ≥ 4 × Traefik", "Apex (epoll)", "1", "not measured", State.OPEN),
                judge(bar, apex(1, 1), haproxy(1, 1)));
        Bar allocation = new Bar(Workload.GET, "", Figure.ALLOCATED, List.of(), 8);
        assertEquals("not measured", judge(allocation, apex(1, 1)).ours());
        assertEquals("open", Bars.word(judge(allocation, apex(1, 1)).state()));
    }

    @Test
    void allocationAndIdleConnectionsHaveFixedBounds() {
        Standing apex = apex(1, 1);
        apex.allocated(8);
        apex.add(new IdleRun.PerConnection(20_000, OptionalDouble.of(4_096)));
        assertEquals(
                State.HELD,
                judge(new Bar(Workload.GET, "", Figure.ALLOCATED, List.of(), 8), apex)
                        .state());
        Verdict idle = judge(new Bar(Workload.IDLE, "", Figure.IDLE_LIVE, List.of(), 4), apex);
        assertEquals(
                new Verdict("idle, live heap and direct KiB ≤ 4.00", "Apex (epoll)", "4.00", "", State.HELD), idle);
        apex.add(new IdleRun.PerConnection(20_000, OptionalDouble.of(6_144)));
        assertEquals(
                State.MISSED,
                judge(new Bar(Workload.IDLE, "", Figure.IDLE_LIVE, List.of(), 4), apex)
                        .state());
    }

    @Test
    void everyBarOfAWorkloadIsJudgedForItsKindOfSockets() {
        Outcome get = new Outcome(Workload.GET, List.of(apex(100, 1), haproxy(50, 1)), List.of(), "");
        List<Verdict> verdicts = Bars.judge(List.of(get));
        assertTrue(verdicts.stream().anyMatch(verdict -> verdict.bar().contains("≥ 0.9 × relay")), verdicts::toString);
        assertTrue(
                verdicts.stream().noneMatch(verdict -> verdict.bar().contains("≥ 0.97 × relay")), verdicts::toString);
        assertEquals(
                1,
                verdicts.stream()
                        .filter(verdict -> verdict.state() == State.HELD
                                && verdict.bar().startsWith("get, requests per CPU-second ≥ 1.25"))
                        .count());
    }

    @Test
    void everyWorkloadHasABar() {
        for (Workload workload : Workload.values()) {
            assertTrue(Bars.all().stream().anyMatch(bar -> bar.workload() == workload), workload::word);
        }
    }

    @Test
    void manyRoutesAreMeasuredByOne() {
        Outcome one = new Outcome(Workload.GET, List.of(apex(100, 1)), List.of(), "");
        assertEquals(State.HELD, manyRoutes(one, 97).state());
        assertEquals(State.MISSED, manyRoutes(one, 96).state());
        assertEquals("Apex (epoll) 100", manyRoutes(one, 96).theirs());
    }

    private static Verdict manyRoutes(Outcome one, long requests) {
        Outcome many = new Outcome(Workload.ROUTES_10000, List.of(apex(requests, 1)), List.of(), "");
        return Bars.judge(List.of(one, many)).getLast();
    }

    private static Verdict judge(Bar bar, Standing... standings) {
        return bar.judge(standings[0], new Outcome(bar.workload(), List.of(standings), List.of(), ""));
    }

    private static Standing apex(long requests, long millis) {
        return Rounds.standing(ProxyKind.APEX, Rounds.clean(requests, millis));
    }

    private static Standing haproxy(long requests, long millis) {
        return Rounds.standing(ProxyKind.HAPROXY, Rounds.clean(requests, millis));
    }
}
