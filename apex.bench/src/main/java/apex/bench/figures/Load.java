package apex.bench.figures;

import apex.bench.load.Extent;
import apex.bench.load.LoadPlan;
import apex.bench.load.LoadReport;
import apex.bench.load.LoadRun;
import apex.bench.load.LoadWatcher;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A source of load that runs where this process runs. */
public interface Load {
    /** What it is, for the report. */
    String description();

    /** One run of {@code seconds}; {@code watcher} hears where it begins and ends. */
    LoadResult run(URI target, int seconds, LoadWatcher watcher) throws IOException, InterruptedException;

    /** Apex's own generator, in this process. */
    static Load own(int connections) {
        return new Load() {
            @Override
            public String description() {
                return "apex bench load, " + connections + " connections";
            }

            @Override
            public LoadResult run(URI target, int seconds, LoadWatcher watcher) throws IOException {
                Extent measured = Extent.of(Duration.ofSeconds(seconds));
                LoadPlan plan =
                        LoadPlan.get(target, connections, Extent.of(Duration.ZERO), measured, Duration.ofSeconds(2));
                LoadReport report = LoadRun.run(plan, watcher);
                return new LoadResult(
                        report.latencies().count(),
                        report.elapsed().toNanos() / 1e9,
                        report.latencies().percentile(50),
                        report.latencies().percentile(99),
                        report.errorCount());
            }
        };
    }

    /** wrk, one thread, as a child process. */
    static Load wrk(Path program, int connections) {
        return new Load() {
            @Override
            public String description() {
                return "wrk -t 1 -c " + connections + " --latency";
            }

            @Override
            public LoadResult run(URI target, int seconds, LoadWatcher watcher)
                    throws IOException, InterruptedException {
                List<String> command = List.of(
                        program.toString(),
                        "-t1",
                        "-c" + connections,
                        "-d" + seconds + "s",
                        "--latency",
                        target.toString());
                watcher.measuringBegins();
                String output = Programs.output(command);
                watcher.measuringEnds();
                return WrkOutput.parse(output);
            }
        };
    }
}
