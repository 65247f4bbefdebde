package apex.bench.compare;

import static apex.bench.compare.ProxyKind.APEX;
import static apex.bench.compare.ProxyKind.ENVOY;
import static apex.bench.compare.ProxyKind.HAPROXY;
import static apex.bench.compare.ProxyKind.NGINX;
import static apex.bench.compare.ProxyKind.RELAY;
import static apex.bench.compare.ProxyKind.TRAEFIK;

import apex.bench.compare.Bar.State;
import apex.bench.compare.Bar.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The bars of Apex, and what became of them. */
final class Bars {
    private static final String ANY_IO = "";
    private static final double LEAST_NEW_CONNECTIONS = 0.9;
    private static final double LEAST_LARGE_BODIES = 0.9;
    private static final double MOST_ALLOCATED = 8;
    private static final double MOST_RESIDENT_MIB = 100;
    private static final double MOST_IDLE_KIB = 4;
    private static final double LEAST_MANY_ROUTES = 0.97;
    private static final double MOST_START_SECONDS = 10;
    private static final double MOST_PAUSE_MILLIS = 1;
    private static final double MOST_LOAD_SECONDS = 1;
    private static final double MOST_LOOKUP_NANOS = 1_000;

    private Bars() {}

    /** All bars that a comparison can judge. */
    static List<Bar> all() {
        List<ProxyKind> both = List.of(NGINX, HAPROXY);
        List<Bar> bars = new ArrayList<>(List.of(
                new Bar(Workload.GET, ANY_IO, Figure.PER_CPU, both, 1.25),
                new Bar(Workload.GET, ANY_IO, Figure.PER_CPU, List.of(TRAEFIK), 4),
                new Bar(Workload.GET, ANY_IO, Figure.PER_CPU, List.of(ENVOY), 3.5),
                new Bar(Workload.GET, "epoll", Figure.PER_CPU, List.of(RELAY), 0.9),
                new Bar(Workload.GET, "io_uring", Figure.PER_CPU, List.of(RELAY), 0.97),
                new Bar(Workload.GET, ANY_IO, Figure.RATE_P99, both, 1.1),
                new Bar(Workload.GET, ANY_IO, Figure.RATE_P999, both, 1.25),
                new Bar(Workload.GET, ANY_IO, Figure.P99, List.of(HAPROXY), 1.2),
                new Bar(Workload.GET, ANY_IO, Figure.RESIDENT, List.of(), MOST_RESIDENT_MIB)));
        for (Workload workload : Workload.values()) {
            switch (workload) {
                case GET, IDLE, START, PAUSES, ROUTES_LOAD, ROUTES_LOOKUP -> {
                    // They have bars of their own.
                }
                case NEW_CONNECTIONS ->
                    bars.add(new Bar(workload, ANY_IO, Figure.PER_CPU, both, LEAST_NEW_CONNECTIONS));
                case BODY_1M, UPLOAD_1M ->
                    bars.add(new Bar(workload, ANY_IO, Figure.PER_CPU, List.of(HAPROXY), LEAST_LARGE_BODIES));
                default -> bars.add(new Bar(workload, ANY_IO, Figure.PER_CPU, both, 1));
            }
            if (workload.hasAllocation()) {
                bars.add(new Bar(workload, ANY_IO, Figure.ALLOCATED, List.of(), MOST_ALLOCATED));
            }
        }
        bars.add(new Bar(Workload.IDLE, ANY_IO, Figure.IDLE_LIVE, List.of(), MOST_IDLE_KIB));
        bars.add(new Bar(Workload.START, ANY_IO, Figure.START_REACHED, List.of(), MOST_START_SECONDS));
        bars.add(new Bar(Workload.PAUSES, ANY_IO, Figure.PAUSE_LONGEST, List.of(), MOST_PAUSE_MILLIS));
        bars.add(new Bar(Workload.ROUTES_LOAD, ANY_IO, Figure.ROUTES_LOAD, List.of(), MOST_LOAD_SECONDS));
        Stream.of(Figure.LOOKUP_HOST, Figure.LOOKUP_PATH, Figure.LOOKUP_NONE)
                .map(figure -> new Bar(Workload.ROUTES_LOOKUP, ANY_IO, figure, List.of(), MOST_LOOKUP_NANOS))
                .forEach(bars::add);
        return List.copyOf(bars);
    }

    /** The verdicts on every Apex in {@code outcomes}. */
    static List<Verdict> judge(List<Outcome> outcomes) {
        List<Verdict> verdicts = new ArrayList<>();
        for (Outcome outcome : outcomes) {
            for (Bar bar : all()) {
                if (bar.workload() == outcome.workload()) {
                    apexes(outcome)
                            .filter(apex -> bar.io().isEmpty()
                                    || bar.io().equals(apex.entrant().io()))
                            .forEach(apex -> verdicts.add(
                                    bar.figure() == Figure.PAUSE_LONGEST
                                            ? PauseRounds.judge(bar, apex)
                                            : bar.judge(apex, outcome)));
                }
            }
        }
        verdicts.addAll(manyRoutes(outcomes));
        return List.copyOf(verdicts);
    }

    /** Apex with 10,000 routes against itself with one. */
    private static List<Verdict> manyRoutes(List<Outcome> outcomes) {
        Optional<Outcome> one = of(outcomes, Workload.GET);
        Optional<Outcome> many = of(outcomes, Workload.ROUTES_10000);
        if (one.isEmpty() || many.isEmpty()) {
            return List.of();
        }
        List<Verdict> verdicts = new ArrayList<>();
        Bar bar = new Bar(Workload.ROUTES_10000, ANY_IO, Figure.PER_CPU, List.of(APEX), LEAST_MANY_ROUTES);
        for (Standing apex : apexes(many.orElseThrow()).toList()) {
            apexes(one.orElseThrow())
                    .filter(same -> same.entrant().equals(apex.entrant()))
                    .forEach(same -> {
                        Outcome itself = new Outcome(Workload.GET, List.of(same), List.of(), "");
                        Verdict verdict = bar.judge(apex, itself);
                        verdicts.add(new Verdict(
                                bar.words() + " with one route",
                                verdict.apex(),
                                verdict.ours(),
                                verdict.theirs(),
                                verdict.state()));
                    });
        }
        return verdicts;
    }

    private static Optional<Outcome> of(List<Outcome> outcomes, Workload workload) {
        return outcomes.stream()
                .filter(outcome -> outcome.workload() == workload)
                .findFirst();
    }

    private static Stream<Standing> apexes(Outcome outcome) {
        return outcome.standings().stream()
                .filter(standing -> standing.entrant().kind() == APEX);
    }

    /** How it ended, in a word. */
    static String word(State state) {
        return switch (state) {
            case HELD -> "held";
            case MISSED -> "missed";
            case OPEN -> "open";
        };
    }
}
