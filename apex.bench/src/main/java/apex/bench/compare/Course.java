package apex.bench.compare;

import apex.bench.figures.Cores;
import apex.bench.tools.NativeTools;
import java.util.function.Consumer;

/**
 * Where a workload is run, and how: the same for all kinds of rounds.
 *
 * @param plan of the run
 * @param rules which rounds count
 * @param cores of the proxies, and of all else
 * @param tools origin and load
 * @param progress hears of each step
 */
record Course(Race.Plan plan, Rules rules, Cores cores, NativeTools tools, Consumer<String> progress) {
    /** A line about a step. */
    void tell(String line) {
        progress.accept(line);
    }

    /** Rounds of processes of their own. */
    FreshRounds freshRounds() {
        return new FreshRounds(rules, plan.rounds(), plan.keepDirty(), progress);
    }
}
