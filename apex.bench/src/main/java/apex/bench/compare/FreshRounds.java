package apex.bench.compare;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Lets proxies take turns, A B C A B C, with a process of its own for each turn, and measures dirty ones again. */
final class FreshRounds {
    /** Measures one turn. */
    @FunctionalInterface
    interface Measure {
        /** Starts a process, puts what it came to into the standing, ends it; whether the turn was clean. */
        boolean isClean(Entrant entrant, Standing standing, int round) throws IOException, InterruptedException;
    }

    private final Rules rules;
    private final int rounds;
    private final boolean keepDirty;
    private final Consumer<String> progress;

    /** So many rounds for each; with {@code keepDirty} none is measured again. */
    FreshRounds(Rules rules, int rounds, boolean keepDirty, Consumer<String> progress) {
        this.rules = rules;
        this.rounds = rounds;
        this.keepDirty = keepDirty;
        this.progress = progress;
    }

    /** All turns; who fails has no more. */
    List<Standing> take(List<Entrant> entrants, Measure measure) throws InterruptedException {
        List<Standing> standings = new ArrayList<>();
        entrants.forEach(entrant -> standings.add(new Standing(entrant, rules)));
        int[] repeated = new int[standings.size()];
        for (int round = 1; round <= rounds; round++) {
            for (int i = 0; i < repeated.length; i++) {
                Standing standing = standings.get(i);
                if (standing.failure().isEmpty()) {
                    try {
                        repeated[i] = turn(standing, measure, round, repeated[i]);
                    } catch (IOException | IllegalArgumentException e) {
                        String name = standing.entrant().name() + ": ";
                        String message = String.valueOf(e.getMessage());
                        standing.failed(message.startsWith(name) ? message.substring(name.length()) : message);
                        progress.accept(name + standing.failure());
                    }
                }
            }
        }
        return standings;
    }

    private int turn(Standing standing, Measure measure, int round, int repeatedBefore)
            throws IOException, InterruptedException {
        int repeated = repeatedBefore;
        while (!measure.isClean(standing.entrant(), standing, round) && !keepDirty && repeated < rules.mostRepeated()) {
            repeated++;
        }
        return repeated;
    }
}
