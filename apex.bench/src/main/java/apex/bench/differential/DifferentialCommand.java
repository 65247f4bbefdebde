package apex.bench.differential;

import apex.bench.corpus.Corpus;
import apex.bench.corpus.CorpusException;
import apex.bench.corpus.RequestCase;
import apex.bench.figures.Programs;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code apex bench differential}. */
@Command(
        name = "differential",
        description =
                "Send the attack corpus through Apex, nginx, HAProxy and Envoy, those that are here, and say where Apex is"
                        + " laxer than another.",
        mixinStandardHelpOptions = true)
public final class DifferentialCommand implements Callable<Integer> {
    private static final int MOST_QUIET = 10_000;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--corpus",
            paramLabel = "FOLDER",
            description = "Where the cases are (default: those of the source tree).")
    private Path corpus;

    @Option(
            names = "--quiet",
            paramLabel = "MILLIS",
            defaultValue = "300",
            description = "Silence that ends an exchange (default: 300).")
    private int quiet;

    /** A command that picocli fills in. */
    public DifferentialCommand() {
        // Fields are set by their annotations.
    }

    /** Prints the table and the lists; 1 when Apex is laxer without a reason. */
    @Override
    public Integer call() throws IOException, InterruptedException, CorpusException {
        if (quiet < 1 || quiet > MOST_QUIET) {
            throw refused("--quiet: " + quiet + " (expected: 1 to " + MOST_QUIET + ")");
        }
        Path root = Path.of(System.getProperty("apex.root", ""));
        Path folder = corpus == null ? root.resolve("apex.app/src/test/resources/corpus") : corpus;
        if (!Files.isDirectory(folder.resolve("requests"))) {
            throw refused("--corpus: \"" + folder + "\" (expected: a folder with requests in it)");
        }
        List<RequestCase> cases = Corpus.requests(folder);
        Reviewed reviewed = Reviewed.load();
        List<String> skipped = new ArrayList<>();
        List<Contestant> contestants =
                Contestant.find(new Programs(System.getenv().getOrDefault("PATH", "")), root, skipped);
        Path files = Files.createTempDirectory("apex-differential-");
        List<Trial> trials = new ArrayList<>();
        try {
            for (Contestant contestant : contestants) {
                trials.add(Trial.start(contestant, Files.createDirectory(files.resolve(contestant.name()))));
            }
            runAll(trials, cases);
            return print(new DifferentialReport(cases, trials, reviewed), skipped);
        } finally {
            for (Trial trial : trials) {
                trial.close();
            }
            delete(files);
        }
    }

    /** Each proxy gets the cases one after the other; the proxies work side by side. */
    private void runAll(List<Trial> trials, List<RequestCase> cases) throws IOException, InterruptedException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> futures = new ArrayList<>();
            for (Trial trial : trials) {
                futures.add(threads.submit(() -> {
                    trial.run(cases, quiet);
                    return null;
                }));
            }
            for (Future<?> future : futures) {
                future.get();
            }
        } catch (ExecutionException e) {
            throw new IOException(e.getCause().getMessage(), e);
        }
    }

    private int print(DifferentialReport report, List<String> skipped) {
        PrintWriter out = spec.commandLine().getOut();
        skipped.forEach(line -> out.println("- " + line));
        report.lines().forEach(out::println);
        out.flush();
        return report.isClean() ? 0 : 1;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
    }

    private ParameterException refused(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
