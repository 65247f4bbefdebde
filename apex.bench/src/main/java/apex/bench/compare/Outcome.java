package apex.bench.compare;

import java.util.List;
import java.util.Optional;

/**
 * What a workload came to.
 *
 * @param workload which one
 * @param standings of those who took part, Apex first
 * @param skipped who did not, each with the reason
 * @param rate the constant rate in requests per second and where it comes from, empty when none was measured
 */
record Outcome(Workload workload, List<Standing> standings, List<String> skipped, String rate) {
    /** Copies the lists. */
    Outcome {
        standings = List.copyOf(standings);
        skipped = List.copyOf(skipped);
    }

    /** The standing of that kind of proxy, if it took part. */
    Optional<Standing> of(ProxyKind kind) {
        return standings.stream()
                .filter(standing -> standing.entrant().kind() == kind)
                .findFirst();
    }
}
