package apex.http1.fuzz.run;

import apex.http1.fuzz.FuzzEntry;
import apex.http1.fuzz.Target;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Jazzer, started as a process of its own for one target, with folders in {@code target/fuzz}. */
final class Fuzzer {
    private static final String MAIN = "com.code_intelligence.jazzer.Jazzer";
    private static final int LONGEST_INPUT = 1_500;
    private static final int SECONDS_FOR_ONE = 10;
    private static final int MOST_FINDINGS = 5;
    private static final int GRACE_SECONDS = 180;

    private final Path home;
    private final Path words;
    private final Target target;

    /** A fuzzer of {@code target} that works below {@code home} and has its vocabulary in the file {@code words}. */
    Fuzzer(Path home, Path words, Target target) {
        this.home = home.resolve(target.word());
        this.words = words;
        this.target = target;
    }

    Path corpus() {
        return home.resolve("corpus");
    }

    Path kept() {
        return home.resolve("kept");
    }

    Path findings() {
        return home.resolve("findings");
    }

    Path log() {
        return home.resolve("fuzzer.log");
    }

    /** Empty folders but for the corpus, which grows from run to run. */
    void prepare() throws IOException {
        for (Path folder : List.of(kept(), findings())) {
            empty(folder);
        }
        Files.createDirectories(corpus());
    }

    /** Runs; what it found lies in {@link #findings}. */
    void run(int seconds) throws IOException, InterruptedException {
        List<String> options = List.of(
                "-max_total_time=" + seconds,
                "-max_len=" + LONGEST_INPUT,
                "-timeout=" + SECONDS_FOR_ONE,
                "-dict=" + words,
                "-print_final_stats=1",
                "-artifact_prefix=" + findings() + File.separator,
                "--keep_going=" + MOST_FINDINGS,
                "--reproducer_path=" + home);
        start(options, List.of(corpus(), kept()), seconds + GRACE_SECONDS);
    }

    /** The fewest inputs of both corpora that reach all that they reach together. */
    List<byte[]> merge() throws IOException, InterruptedException {
        Path merged = home.resolve("merged");
        empty(merged);
        start(List.of("-merge=1"), List.of(merged, corpus(), kept()), GRACE_SECONDS * 4);
        return KeptCorpus.inputs(merged);
    }

    private void start(List<String> options, List<Path> corpora, int mostSeconds)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:+EnableDynamicAgentLoading",
                "-Xmx600m",
                "-Dapex.fuzz.target=" + target.word(),
                "-cp",
                System.getProperty("java.class.path"),
                MAIN,
                "--target_class=" + FuzzEntry.class.getName(),
                "--instrumentation_includes=apex.**",
                "--instrumentation_excludes=apex.http1.fuzz.**:apex.http1.fake.**:apex.spi.thread.**",
                "--custom_hook_excludes=**"));
        command.addAll(options);
        corpora.forEach(folder -> command.add(folder.toString()));
        Process process = new ProcessBuilder(command)
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log().toFile())
                .start();
        try {
            if (!process.waitFor(mostSeconds, TimeUnit.SECONDS)) {
                throw new IOException("the fuzzer did not end; its output is in " + log());
            }
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private static void empty(Path folder) throws IOException {
        Files.createDirectories(folder);
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
    }
}
