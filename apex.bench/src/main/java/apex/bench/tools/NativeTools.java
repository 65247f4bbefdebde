package apex.bench.tools;

import apex.bench.figures.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Origin, load and relay, in C so that they are not what limits a proxy.
 *
 * @param folder where their programs are
 */
public record NativeTools(Path folder) {
    private static final List<String> NAMES = List.of("origin", "load", "relay");
    private static final long LIMIT_SECONDS = 120;

    /**
     * Compiles them from {@code sources} into {@code folder}; they are deleted when this process ends.
     *
     * @throws IOException when there is no compiler, or it does not like the sources
     */
    public static NativeTools compile(Programs programs, Path sources, Path folder)
            throws IOException, InterruptedException {
        Path compiler = Stream.of("cc", "gcc", "clang")
                .map(programs::find)
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow(() -> new IOException("cc not found: origin, load and relay are compiled for each run"
                        + " (expected: a C compiler; apt-get install gcc libc6-dev)"));
        for (String name : NAMES) {
            Path source = sources.resolve(name + ".c");
            if (!Files.isReadable(source)) {
                throw new IOException(source + ": not found (expected: the source tree of Apex)");
            }
            Path program = folder.resolve(name);
            Path log = folder.resolve(name + ".log");
            program.toFile().deleteOnExit();
            log.toFile().deleteOnExit();
            Process process = new ProcessBuilder(
                            compiler.toString(), "-O2", "-o", program.toString(), source.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            boolean ended = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
            process.destroyForcibly();
            if (!ended || process.exitValue() != 0) {
                String said = Files.readString(log);
                throw new IOException(
                        source + ": " + compiler + " could not compile it (expected: headers of Linux 6.0 or"
                                + " newer; apt-get install linux-libc-dev): " + said.strip());
            }
        }
        return new NativeTools(folder);
    }

    /** The program behind the proxies. */
    public Path origin() {
        return folder.resolve("origin");
    }

    /** The program of the clients. */
    public Path load() {
        return folder.resolve("load");
    }

    /** The program that copies bytes. */
    public Path relay() {
        return folder.resolve("relay");
    }
}
