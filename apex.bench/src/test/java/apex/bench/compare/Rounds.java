package apex.bench.compare;

import apex.bench.figures.LoadResult;
import apex.bench.figures.Round;
import java.nio.file.Path;

/** Rounds and those who had them, made up for tests. */
final class Rounds {
    static final Rules RULES = Rules.of(2);

    private Rounds() {}

    /** A clean and saturated second with one CPU-second, P99 and P99.9 of so many milliseconds. */
    static Round clean(long requests, long millis) {
        return round(requests, millis, 1, 0.99, 0);
    }

    static Round round(long requests, long millis, double busy, double own, double stolen) {
        long nanos = millis * 1_000_000;
        return new Round(new LoadResult(requests, 1, nanos / 2, nanos, nanos, 0), 1, 2_048, busy, own, stolen);
    }

    static Standing standing(ProxyKind kind, Round... rounds) {
        Standing standing = new Standing(entrant(kind), RULES);
        for (Round round : rounds) {
            standing.add(round, false);
        }
        return standing;
    }

    static Entrant entrant(ProxyKind kind) {
        boolean isApex = kind == ProxyKind.APEX;
        return new Entrant(
                kind,
                isApex ? "Apex (epoll)" : kind.title(),
                isApex ? "epoll" : "",
                Path.of("/nowhere/" + kind.word()),
                "1.0");
    }
}
