package apex.bench.figures;

import apex.bench.load.LoadWatcher;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/** A source of load that runs where this process runs. */
public interface Load {
    /** What it is, for the report. */
    String description();

    /** One run of {@code seconds}; {@code watcher} hears where it begins and ends. */
    LoadResult run(URI target, int seconds, LoadWatcher watcher) throws IOException, InterruptedException;

    /** wrk, one thread, as a child process. */
    static Load wrk(Path program, int connections) {
        return wrk(program, connections, "");
    }

    /** wrk, which asks for {@code path} below the target. */
    static Load wrk(Path program, int connections, String path) {
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
                        target + path);
                watcher.measuringBegins();
                String output = Programs.output(command);
                watcher.measuringEnds();
                return WrkOutput.parse(output);
            }
        };
    }
}
