package apex.bench.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import apex.bench.compare.Bar.State;
import apex.bench.compare.Bar.Verdict;
import apex.bench.figures.JsonReader;
import apex.bench.lookup.Lookup;
import apex.bench.pauses.Pause;
import apex.bench.pauses.Pauses;
import apex.bench.startup.FirstAnswer;
import apex.bench.startup.RampUp;
import apex.bench.tools.Slices;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Bars and reports of what needs a process of its own each time. */
class FreshFiguresTest {
    private final Standing apex = new Standing(Rounds.entrant(ProxyKind.APEX), Rounds.RULES);

    /** A start that is fast after so many slices of 0.1 s. */
    private static StartRounds.Run start(int slow, boolean counts) {
        List<Long> answers = new ArrayList<>(Collections.nCopies(slow, 1L));
        answers.addAll(Collections.nCopies(150, 100L));
        Slices slices = new Slices(0.1, answers);
        return new StartRounds.Run(Rounds.clean(100, 1), slices, RampUp.of(slices), counts, true);
    }

    @Test
    void theMedianOfTheStartsThatCountIsJudged() {
        apex.add(start(28, true));
        apex.add(start(97, true));
        apex.add(start(120, true));
        apex.add(start(500, false));
        assertEquals(
                new Verdict("start, s to 90 % of full speed ≤ 10.0", "Apex (epoll)", "10.0", "", State.HELD),
                only(Workload.START));
        assertEquals("10.0 (3.1–12.3)", Figure.START_REACHED.cell(apex));
        apex.add(start(98, true));
        apex.add(start(130, true));
        assertEquals(State.MISSED, only(Workload.START).state());
    }

    @Test
    void withoutAStartThatCountsTheBarIsOpen() {
        apex.add(start(1, false));
        assertEquals(State.OPEN, only(Workload.START).state());
        String text = text(Workload.START);
        assertTrue(text.contains("| Apex (epoll) | – | – | – | – | 0 | 0, 1, 0 |"), text);
        assertFalse(text.contains("aim"), text);
    }

    @Test
    void aStartWithoutSaturationSaysNothing() {
        StartRounds.Run run = start(1, true);
        apex.add(new StartRounds.Run(run.round(), run.slices(), run.rampUp(), true, false));
        assertEquals(State.OPEN, only(Workload.START).state());
        assertTrue(text(Workload.START).contains("| 0 | 0, 0, 1 |"), text(Workload.START));
    }

    @Test
    void theAimIsToldBesideTheBar() {
        apex.add(start(20, true));
        apex.add(start(40, true));
        String text = text(Workload.START);
        assertTrue(text.contains("| Apex (epoll) | 3.3 (2.3–4.3) | 10 | 1 000 | 0.0 | 0 | 2, 0, 0 |"), text);
        assertTrue(text.contains("- Apex (epoll): the aim of 3 s was reached in 1 of 2 rounds that count"), text);
    }

    private static PauseRounds.Run pauses(long nanos, double seconds, boolean isClean, boolean isSaturated) {
        List<Pause> all = List.of(
                new Pause("SerialCollectForAllocation", true, -5_000_000_000L, 9_000_000),
                new Pause("SerialCollectForAllocation", true, 2_000_000_000L, nanos),
                new Pause("Cleanup", false, 20_000_000_000L, 1_000));
        return new PauseRounds.Run(Rounds.clean(100, 1), new Pauses(all, 0, seconds), isClean, isSaturated);
    }

    @Test
    void onePauseOfMoreThanAMillisecondUnderLoadMissesAndOneBeforeItDoesNot() {
        apex.add(pauses(1_000_000, 300, true, true));
        assertEquals(
                new Verdict("pauses, longest pause ms ≤ 1.000", "Apex (epoll)", "1.000", "", State.HELD),
                only(Workload.PAUSES));
        apex.add(pauses(1_001_000, 300, true, true));
        assertEquals(
                new Verdict("pauses, longest pause ms ≤ 1.000", "Apex (epoll)", "1.001", "", State.MISSED),
                only(Workload.PAUSES));
    }

    @Test
    void aDirtyRunHoldsTheBarButDoesNotMissIt() {
        assertEquals(State.HELD, pauses(1_000_000, 300, false, true).judge(1));
        assertEquals(State.OPEN, pauses(1_000_001, 300, false, true).judge(1));
    }

    @Test
    void aRunWithoutSaturationMissesTheBarButDoesNotHoldIt() {
        assertEquals(State.OPEN, pauses(1_000_000, 300, true, false).judge(1));
        assertEquals(State.MISSED, pauses(1_000_001, 300, true, false).judge(1));
    }

    @Test
    void aTrialIsOpenAndSaysWhy() {
        apex.add(pauses(5_000_000, 299, true, true));
        Verdict verdict = only(Workload.PAUSES);
        assertEquals(State.OPEN, verdict.state());
        assertEquals("5.000 (only 299 s of 300)", verdict.ours());
    }

    @Test
    void withoutARunThePausesAreOpen() {
        assertEquals(
                new Verdict("pauses, longest pause ms ≤ 1.000", "Apex (epoll)", "not measured", "", State.OPEN),
                only(Workload.PAUSES));
    }

    @Test
    void pausesAreListedByPeriodsWithTheLongest() {
        apex.add(pauses(1_500_000, 300, true, true));
        String text = text(Workload.PAUSES);
        assertTrue(
                text.contains("| Apex (epoll) | before the first request | 1 | 9.000 | 9.000 | 0 | 0.000 | 0.000 |"),
                text);
        assertTrue(text.contains("| Apex (epoll) | first 10 s of load | 1 | 1.500 | 1.500 | 0 |"), text);
        assertTrue(text.contains("| Apex (epoll) | load from 10 s on | 0 | 0.000 | 0.000 | 1 | 0.001 | 0.001 |"), text);
        assertTrue(text.contains("- Apex (epoll): 1.500 ms at 2.0 s: SerialCollectForAllocation\n"), text);
    }

    @Test
    void severalRunsAreToldApart() {
        apex.add(pauses(1_500_000, 300, true, true));
        apex.add(pauses(2_500_000, 300, true, true));
        String text = text(Workload.PAUSES);
        assertTrue(text.contains("| Apex (epoll), run 2 | first 10 s of load | 1 | 2.500 |"), text);
        assertTrue(text.contains("- Apex (epoll), run 1: 1.500 ms at 2.0 s"), text);
    }

    private static FirstAnswer answer(double seconds) {
        return new FirstAnswer(seconds, 1, 1, 0);
    }

    @Test
    void routesAreChargedWithWhatTheyCostMoreThanOne() {
        apex.add(new RouteRounds.Load(answer(1.5), answer(2.5), true));
        apex.add(new RouteRounds.Load(answer(1), answer(9), false));
        assertEquals(
                new Verdict("routes-load, s for 10,000 routes ≤ 1.000", "Apex (epoll)", "1.000", "", State.HELD),
                only(Workload.ROUTES_LOAD));
        String text = text(Workload.ROUTES_LOAD);
        assertTrue(text.contains("| Apex (epoll) | 1.000 | 1.500 | 2.500 |"), text);
        assertTrue(text.contains("- Apex (epoll): 1 of 2 rounds were dirty and do not count"), text);
        apex.add(new RouteRounds.Load(answer(1.5), answer(2.502), true));
        assertEquals(State.MISSED, only(Workload.ROUTES_LOAD).state());
    }

    private static RouteRounds.Lookups lookups(double host, double path, double none, boolean counts) {
        return new RouteRounds.Lookups(
                Map.of(
                        Lookup.Kind.HOST,
                        new Lookup(host, 1, 1, 0),
                        Lookup.Kind.PATH,
                        new Lookup(path, 1, 1, 0),
                        Lookup.Kind.NONE,
                        new Lookup(none, 1, 1, 0)),
                counts);
    }

    @Test
    void everyKindOfLookUpHasToBeBelowAMicrosecond() {
        apex.add(lookups(100, 1_000, 1_001, true));
        apex.add(lookups(9_000, 9_000, 9_000, false));
        assertEquals(
                List.of(State.HELD, State.HELD, State.MISSED),
                verdicts(Workload.ROUTES_LOOKUP).stream().map(Verdict::state).toList());
        assertEquals(
                "routes-lookup, ns for a path without a route ≤ 1000.0",
                verdicts(Workload.ROUTES_LOOKUP).getLast().bar());
        String text = text(Workload.ROUTES_LOOKUP);
        assertTrue(text.contains("| Apex (epoll) | 100.0 | 1000.0 | 1001.0 |"), text);
    }

    @Test
    void jsonAndChartHaveThemToo() {
        apex.add(start(10, true));
        apex.add(pauses(1, 300, true, true));
        apex.add(new RouteRounds.Load(answer(1.5), answer(2.5), true));
        apex.add(lookups(1, 2, 3, true));
        for (Workload workload :
                List.of(Workload.START, Workload.PAUSES, Workload.ROUTES_LOAD, Workload.ROUTES_LOOKUP)) {
            CompareReport report = report(workload);
            assertTrue(report.svg().contains(workload.description() + ", "), report.svg());
            Map<String, Object> all = JsonReader.object(report.json().replace("null", "0"));
            Map<?, ?> outcome = (Map<?, ?>) ((List<?>) all.get("workloads")).getFirst();
            Map<?, ?> ours = (Map<?, ?>) ((List<?>) outcome.get("proxies")).getFirst();
            Map<?, ?> start = (Map<?, ?>) ((List<?>) ours.get("starts")).getFirst();
            assertEquals(160, ((List<?>) start.get("slices")).size());
            Map<?, ?> run = (Map<?, ?>) ((List<?>) ours.get("pauses")).getFirst();
            assertEquals(3, ((List<?>) run.get("pauses")).size());
            Map<?, ?> load = (Map<?, ?>) ((List<?>) ours.get("loads_of_routes")).getFirst();
            assertEquals(1.0, ((Number) load.get("seconds")).doubleValue());
            Map<?, ?> lookup = (Map<?, ?>) ((List<?>) ours.get("look_ups")).getFirst();
            assertEquals(2.0, ((Number) ((Map<?, ?>) lookup.get("path")).get("nanos")).doubleValue());
        }
    }

    private Verdict only(Workload workload) {
        List<Verdict> verdicts = verdicts(workload);
        assertEquals(1, verdicts.size(), verdicts::toString);
        return verdicts.getFirst();
    }

    private List<Verdict> verdicts(Workload workload) {
        return Bars.judge(List.of(outcome(workload)));
    }

    private Outcome outcome(Workload workload) {
        return new Outcome(workload, List.of(apex), List.of(), "");
    }

    private CompareReport report(Workload workload) {
        return new CompareReport(List.of(), List.of(), List.of(), List.of(outcome(workload)));
    }

    private String text(Workload workload) {
        return String.join("\n", report(workload).lines()).replaceAll(" +", " ");
    }
}
