package apex.bench.compare;

import apex.bench.figures.Comparison;
import apex.bench.figures.Contender;
import apex.bench.figures.RunningProxy;
import apex.bench.lookup.Lookup;
import apex.bench.startup.FirstAnswer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** What 10,000 routes cost at the start, and what it takes to find one of them. */
final class RouteRounds {
    private static final int PERCENT = 100;

    /**
     * Two starts.
     *
     * @param one with one route
     * @param many with 10,000, to the first answer of the last of them
     * @param counts whether both are clean, or dirty ones count
     */
    record Load(FirstAnswer one, FirstAnswer many, boolean counts) {
        /** What the routes cost more, in seconds. */
        double seconds() {
            return many.seconds() - one.seconds();
        }

        Map<String, Object> values() {
            Map<String, Object> values = new LinkedHashMap<>();
            values.put("counts", counts);
            values.put("seconds", seconds());
            values.put("one_route", RouteRounds.values(one));
            values.put("routes_10000", RouteRounds.values(many));
            return values;
        }
    }

    /**
     * One process for each kind.
     *
     * @param kinds what each took
     * @param counts whether all are clean, or dirty ones count
     */
    record Lookups(Map<Lookup.Kind, Lookup> kinds, boolean counts) {
        /** Copies the map. */
        Lookups {
            kinds = Map.copyOf(kinds);
        }

        Map<String, Object> values() {
            Map<String, Object> values = new LinkedHashMap<>();
            values.put("counts", counts);
            for (Lookup.Kind kind : Lookup.Kind.values()) {
                Lookup lookup = kinds.get(kind);
                values.put(
                        kind.name().toLowerCase(Locale.ROOT),
                        Map.of(
                                "nanos",
                                lookup.nanos(),
                                "core_busy",
                                lookup.coreBusy(),
                                "core_busy_by_it",
                                lookup.ownShare(),
                                "stolen",
                                lookup.stolen()));
            }
            return values;
        }
    }

    private final Course course;

    RouteRounds(Course course) {
        this.course = course;
    }

    /** Starts of all entrants with one route and with 10,000, which of the two is first changing with each round. */
    List<Standing> load(Comparison comparison, List<Entrant> entrants, InetSocketAddress origin)
            throws InterruptedException {
        return rounds().take(entrants, (entrant, standing, round) -> {
            boolean isOneFirst = round % 2 == 1;
            FirstAnswer first = start(comparison, entrant, origin, isOneFirst);
            FirstAnswer second = start(comparison, entrant, origin, !isOneFirst);
            boolean isClean = isClean(first) && isClean(second);
            Load load = new Load(
                    isOneFirst ? first : second,
                    isOneFirst ? second : first,
                    course.plan().keepDirty() || isClean);
            standing.add(load);
            course.tell(String.format(
                    Locale.ROOT,
                    "%s, round %d: %.3f s with one route, %.3f s with 10,000, stolen %.1f %%%s",
                    entrant.name(),
                    round,
                    load.one().seconds(),
                    load.many().seconds(),
                    PERCENT * Math.max(first.stolen(), second.stolen()),
                    isClean ? "" : ", dirty"));
            return isClean;
        });
    }

    private FirstAnswer start(Comparison comparison, Entrant entrant, InetSocketAddress origin, boolean isOne)
            throws IOException, InterruptedException {
        Workload workload = isOne ? Workload.GET : Workload.ROUTES_LOAD;
        Contender contender = entrant.contender(workload, course.plan().connections());
        FirstAnswer.Before before = FirstAnswer.Before.of(course.cores());
        RunningProxy proxy =
                comparison.launch(contender, origin, Map.of("admin", Contender.hostPort(Comparison.freeAddress())));
        try {
            return FirstAnswer.await(proxy, isOne ? "/" : "/r/" + (workload.routes() - 1), course.cores(), before);
        } finally {
            comparison.end(proxy);
        }
    }

    /** The look-up of Apex, which has nothing to do with its kind of sockets. */
    List<Standing> lookUp(List<Entrant> entrants) throws InterruptedException {
        List<Entrant> one = entrants.stream()
                .limit(1)
                .map(apex -> new Entrant(apex.kind(), apex.kind().title(), "", apex.program(), apex.version()))
                .toList();
        return rounds().take(one, (entrant, standing, round) -> {
            Map<Lookup.Kind, Lookup> kinds = new EnumMap<>(Lookup.Kind.class);
            for (Lookup.Kind kind : Lookup.Kind.values()) {
                kinds.put(kind, Lookup.measure(kind, course.cores()));
            }
            boolean isClean = kinds.values().stream()
                    .noneMatch(lookup -> course.rules().isDirty(lookup.coreBusy(), lookup.ownShare(), lookup.stolen()));
            standing.add(new Lookups(kinds, course.plan().keepDirty() || isClean));
            course.tell(String.format(
                    Locale.ROOT,
                    "%s, round %d: %.1f ns by host, %.1f ns by path, %.1f ns for a path without a route%s",
                    entrant.name(),
                    round,
                    kinds.get(Lookup.Kind.HOST).nanos(),
                    kinds.get(Lookup.Kind.PATH).nanos(),
                    kinds.get(Lookup.Kind.NONE).nanos(),
                    isClean ? "" : ", dirty"));
            return isClean;
        });
    }

    private FreshRounds rounds() {
        return course.freshRounds();
    }

    private boolean isClean(FirstAnswer answer) {
        return !course.rules().isDirty(answer.coreBusy(), answer.ownShare(), answer.stolen());
    }

    private static Map<String, Object> values(FirstAnswer answer) {
        return Map.of(
                "seconds_to_first_answer",
                answer.seconds(),
                "core_busy",
                answer.coreBusy(),
                "core_busy_by_proxy",
                answer.ownShare(),
                "stolen",
                answer.stolen());
    }

    /** What stands below the table. */
    static List<String> notes(Standing standing) {
        long all = standing.loads().size() + (long) standing.lookups().size();
        long counting = Stream.concat(
                        standing.loads().stream().map(Load::counts),
                        standing.lookups().stream().map(Lookups::counts))
                .filter(counts -> counts)
                .count();
        return counting == all
                ? List.of()
                : List.of("%s: %d of %d rounds were dirty and do not count"
                        .formatted(standing.entrant().name(), all - counting, all));
    }
}
