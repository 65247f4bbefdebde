package apex.bench.figures;

import apex.bench.load.LoadWatcher;
import apex.bench.proc.ProcessTree;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;

/** A contender at work. */
public final class RunningProxy {
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(20);
    private static final long POLL_MILLIS = 50;
    private static final int OK = 200;

    private final Contender contender;
    private final ChildProcess process;
    private final URI url;
    private final Path folder;

    RunningProxy(Contender contender, ChildProcess process, URI url, Path folder) {
        this.contender = contender;
        this.process = process;
        this.url = url;
        this.folder = folder;
    }

    /** What was started. */
    public Contender contender() {
        return contender;
    }

    /** The process that was started. */
    public ChildProcess process() {
        return process;
    }

    /** Where its files are. */
    public Path folder() {
        return folder;
    }

    /** What to ask for. */
    public URI url() {
        return url;
    }

    /**
     * Waits until it answers with 200: some listen before they know their routes.
     *
     * @throws IOException when that takes too long
     */
    public void awaitAnswer() throws IOException, InterruptedException {
        long end = System.nanoTime() + ANSWER_LIMIT.toNanos();
        String last = "nothing";
        HttpRequest request = HttpRequest.newBuilder(url).timeout(ANSWER_LIMIT).build();
        // Unasked, this client would ask to upgrade to h2c, which Apex refuses.
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            while (System.nanoTime() < end && process.isAlive()) {
                try {
                    int status = client.send(request, BodyHandlers.discarding()).statusCode();
                    if (status == OK) {
                        return;
                    }
                    last = Integer.toString(status);
                } catch (IOException e) {
                    last = e.toString();
                }
                Thread.sleep(POLL_MILLIS);
            }
        }
        throw new IOException(contender.name() + ": answers " + last + " (expected: 200)");
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
        Readings readings = new Readings(process.tree().aloneOn(cores.proxy()), cores, seconds);
        LoadResult result = load.run(url, seconds, readings);
        if (!process.isAlive()) {
            throw new IOException(contender.name() + ": ended during the measurement");
        }
        return readings.round(result);
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
