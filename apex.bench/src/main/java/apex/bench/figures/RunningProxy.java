package apex.bench.figures;

import apex.bench.load.LoadWatcher;
import apex.bench.proc.ProcessTree;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** A contender at work, with the rounds that it has behind it. */
public final class RunningProxy {
    private final Contender contender;
    private final ChildProcess process;
    private final URI url;
    private final List<Round> rounds;

    /** A proxy that has had {@code rounds} already. */
    RunningProxy(Contender contender, ChildProcess process, URI url, List<Round> rounds) {
        this.contender = contender;
        this.process = process;
        this.url = url;
        this.rounds = new ArrayList<>(rounds);
    }

    Contender contender() {
        return contender;
    }

    /** What to ask for. */
    public URI url() {
        return url;
    }

    List<Round> rounds() {
        return List.copyOf(rounds);
    }

    /** Runs load that does not count. */
    public void warmUp(Load load, int seconds) throws IOException, InterruptedException {
        LoadResult result = load.run(url, seconds, LoadWatcher.NONE);
        if (result.requests() == 0 || result.errors() == result.requests()) {
            throw new IOException(contender.name() + ": " + result.requests() + " responses and " + result.errors()
                    + " errors in the warm-up (expected: responses with status 200)");
        }
    }

    /** Runs load that counts. */
    public Round round(Load load, int seconds, Cores cores) throws IOException, InterruptedException {
        Readings readings = new Readings(process.tree(), cores, seconds);
        LoadResult result = load.run(url, seconds, readings);
        if (!process.isAlive()) {
            throw new IOException(contender.name() + ": ended during the measurement");
        }
        Round round = readings.round(result);
        rounds.add(round);
        return round;
    }

    /** Reads the proxy's time before and after, and in between what its core was busy with. */
    private static final class Readings implements LoadWatcher {
        private final ProcessTree tree;
        private final BusyWatch busy;
        private double cpuSeconds;

        Readings(ProcessTree tree, Cores cores, int seconds) {
            this.tree = tree;
            busy = new BusyWatch(tree, cores, seconds);
        }

        @Override
        public void measuringBegins() {
            cpuSeconds = tree.cpuSeconds();
            busy.start();
        }

        @Override
        public void measuringEnds() {
            cpuSeconds = tree.cpuSeconds() - cpuSeconds;
        }

        Round round(LoadResult result) throws InterruptedException {
            BusyWatch.Shares shares = busy.shares();
            return new Round(result, cpuSeconds, tree.residentKib(), shares.busy(), shares.byProxy(), shares.stolen());
        }
    }
}
