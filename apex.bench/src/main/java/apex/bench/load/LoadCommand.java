package apex.bench.load;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code apex bench load}. */
@Command(
        name = "load",
        description = "Put load on an HTTP/1.1 server: each connection asks again when it has its answer.",
        mixinStandardHelpOptions = true)
public final class LoadCommand implements Callable<Integer> {
    private static final int MOST_CONNECTIONS = 65_536;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "URL", description = "What to GET, for example http://127.0.0.1:8080/")
    private String url;

    @Option(
            names = {"-c", "--connections"},
            paramLabel = "N",
            defaultValue = "64",
            description = "Connections that are kept open (default: 64).")
    private int connections;

    @Option(
            names = {"-d", "--duration"},
            paramLabel = "TIME",
            defaultValue = "10s",
            description = "How long to measure (default: 10s).")
    private Duration duration;

    @Option(
            names = "--warm-up",
            paramLabel = "TIME",
            defaultValue = "0s",
            description = "How long to run before, on the same connections (default: 0s).")
    private Duration warmUp;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            defaultValue = "2s",
            description = "The longest wait for a response (default: 2s).")
    private Duration timeout;

    /** A command that picocli fills in. */
    public LoadCommand() {
        // Fields are set by their annotations.
    }

    /** Runs and reports; 1 when a request failed. */
    @Override
    public Integer call() throws IOException {
        LoadPlan plan = plan();
        LoadReport report = LoadRun.run(plan, LoadWatcher.NONE);
        report.lines().forEach(spec.commandLine().getOut()::println);
        return report.errorCount() == 0 ? 0 : 1;
    }

    private LoadPlan plan() {
        if (connections < 1 || connections > MOST_CONNECTIONS) {
            throw refused("--connections: " + connections + " (expected: 1 to " + MOST_CONNECTIONS + ")");
        }
        if (duration.isZero()) {
            throw refused("--duration: 0s (expected: more)");
        }
        try {
            return LoadPlan.get(LoadPlan.check(url), connections, Extent.of(warmUp), Extent.of(duration), timeout);
        } catch (IllegalArgumentException e) {
            throw refused("URL: " + e.getMessage());
        }
    }

    private ParameterException refused(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
