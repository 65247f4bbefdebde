package apex.bench.tools;

import apex.bench.figures.JsonReader;
import apex.bench.figures.Load;
import apex.bench.figures.LoadResult;
import apex.bench.load.LoadWatcher;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** The load in C as a child process; it says itself when it begins to measure. */
public final class NativeLoad implements Load {
    private final Path program;
    private final List<String> arguments;
    private final int connections;
    private final OptionalLong rate;
    private String output = "";
    private long begunNanos;

    /**
     * A closed loop without a {@code rate}; with one, as many requests per second, whatever the answers do.
     *
     * @param arguments beside target, time, connections and rate
     */
    public NativeLoad(Path program, List<String> arguments, int connections, OptionalLong rate) {
        this.program = program;
        this.arguments = List.copyOf(arguments);
        this.connections = connections;
        this.rate = rate;
    }

    @Override
    public String description() {
        return "apex.bench/src/main/c/load.c, one thread, " + connections + " connections";
    }

    @Override
    public LoadResult run(URI target, int seconds, LoadWatcher watcher) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command(target, seconds)).start();
        try {
            process.getOutputStream().close();
            List<String> words = new ArrayList<>();
            try (BufferedReader said = process.errorReader(StandardCharsets.UTF_8)) {
                for (String line = said.readLine(); line != null; line = said.readLine()) {
                    switch (line) {
                        case "measuring" -> {
                            begunNanos = System.nanoTime();
                            watcher.measuringBegins();
                        }
                        case "measured" -> watcher.measuringEnds();
                        default -> words.add(line);
                    }
                }
            }
            output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int code = process.waitFor();
            if (code != 0) {
                throw new IOException("load: ended with code " + code + "; its words: " + String.join(" | ", words));
            }
            return parse(output);
        } finally {
            process.destroyForcibly();
        }
    }

    /**
     * Answers by slices of time in the last run, when {@code --slices} is among the arguments.
     *
     * @throws IllegalArgumentException when there are none
     */
    public Slices slices() {
        return Slices.parse(output);
    }

    /** When the measured part of the last run began, as {@link System#nanoTime} read; with slices that is the first request. */
    public long begunNanos() {
        return begunNanos;
    }

    private List<String> command(URI target, int seconds) {
        List<String> command = new ArrayList<>(List.of(
                program.toString(),
                "--to",
                target.getAuthority(),
                "--connections",
                Integer.toString(connections),
                "--seconds",
                Integer.toString(seconds)));
        command.addAll(arguments);
        rate.ifPresent(perSecond -> command.addAll(List.of("--rate", Long.toString(perSecond))));
        return command;
    }

    /**
     * The result in what the load prints.
     *
     * @throws IllegalArgumentException when something of it is missing
     */
    static LoadResult parse(String output) {
        Map<String, Object> all = JsonReader.object(output);
        Map<String, Object> latencies = JsonReader.object(all, "latency_ns");
        long errors = JsonReader.object(all, "errors").values().stream()
                .mapToLong(count -> ((Number) count).longValue())
                .sum();
        return new LoadResult(
                (long) JsonReader.number(all, "requests"),
                JsonReader.number(all, "seconds"),
                (long) JsonReader.number(latencies, "p50"),
                (long) JsonReader.number(latencies, "p99"),
                (long) JsonReader.number(latencies, "p99.9"),
                errors);
    }
}
