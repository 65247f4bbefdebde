package apex.bench.compare;

import apex.bench.figures.Round;
import apex.bench.figures.RunningProxy;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Lets proxies take turns, A B C A B C, and measures dirty rounds again. */
final class Turns {
    /**
     * One of them.
     *
     * @param proxy at work
     * @param standing where its rounds go
     */
    record Racer(RunningProxy proxy, Standing standing) {}

    /** Measures one round of a proxy. */
    @FunctionalInterface
    interface Measure {
        Round round(RunningProxy proxy) throws IOException, InterruptedException;
    }

    /** Loads a proxy without measuring it. */
    @FunctionalInterface
    interface WarmUp {
        void load(RunningProxy proxy) throws IOException, InterruptedException;
    }

    private final Rules rules;
    private final int rounds;
    private final boolean keepDirty;
    private final Consumer<String> progress;

    /** So many rounds for each; {@code keepDirty} lets dirty ones count, where no machine is quiet. */
    Turns(Rules rules, int rounds, boolean keepDirty, Consumer<String> progress) {
        this.rules = rules;
        this.rounds = rounds;
        this.keepDirty = keepDirty;
        this.progress = progress;
    }

    /** All turns of those that have not failed; who fails has no more. */
    void take(List<Racer> racers, boolean isAtRate, Measure measure) throws InterruptedException {
        int[] repeated = new int[racers.size()];
        for (int round = 1; round <= rounds; round++) {
            for (int i = 0; i < repeated.length; i++) {
                Standing standing = racers.get(i).standing();
                if (standing.failure().isEmpty()) {
                    try {
                        repeated[i] = turn(racers.get(i), isAtRate, measure, round, repeated[i]);
                    } catch (IOException | IllegalArgumentException e) {
                        fail(standing, e);
                    }
                }
            }
        }
    }

    /** Warms up those that have not failed; who fails in it has no turns. */
    void warmUp(List<Racer> racers, WarmUp warmUp) throws InterruptedException {
        for (Racer racer : racers) {
            if (racer.standing().failure().isEmpty()) {
                try {
                    warmUp.load(racer.proxy());
                } catch (IOException | IllegalArgumentException e) {
                    fail(racer.standing(), e);
                }
            }
        }
    }

    private void fail(Standing standing, Exception failure) {
        standing.failed(failure.getMessage());
        progress.accept(standing.entrant().name() + ": " + failure.getMessage());
    }

    private int turn(Racer racer, boolean isAtRate, Measure measure, int number, int repeatedBefore)
            throws IOException, InterruptedException {
        int repeated = repeatedBefore;
        while (true) {
            Round round = measure.round(racer.proxy());
            boolean isDirty = rules.isDirty(round);
            tell(racer.standing(), round, number, isAtRate, isDirty);
            if (isDirty) {
                racer.standing().addDirty(round);
            }
            if (!isDirty || keepDirty) {
                racer.standing().add(round, isAtRate);
                return repeated;
            }
            if (repeated == rules.mostRepeated()) {
                return repeated;
            }
            repeated++;
        }
    }

    private void tell(Standing standing, Round round, int number, boolean isAtRate, boolean isDirty) {
        progress.accept(String.format(
                Locale.ROOT,
                "%s, round %d%s: %.0f requests/s, %.0f per CPU-second, P99 %.2f ms, core busy %.0f %%, stolen %.1f %%%s",
                standing.entrant().name(),
                number,
                isAtRate ? " at the rate" : "",
                round.load().perSecond(),
                round.perCpuSecond(),
                round.load().p99Nanos() / 1e6,
                100 * round.coreBusy(),
                100 * round.stolen(),
                isDirty ? ", dirty" : ""));
    }
}
