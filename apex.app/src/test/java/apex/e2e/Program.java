package apex.e2e;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A program of this machine, run for a test: its output goes to a file, and it is gone when the test is over. */
final class Program implements AutoCloseable {
    private static final long LIMIT_SECONDS = 60;

    /** What a program that has ended said. */
    record Result(int exitCode, String output) {}

    private final Process process;
    private final Path output;

    private Program(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** The path of a tool; without it the test is skipped, or fails where tools are required. */
    static String tool(String name) {
        Optional<Path> found = Stream.concat(
                        Stream.of(System.getenv("PATH").split(":")), Stream.of("/usr/local/sbin", "/usr/sbin", "/sbin"))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
        if (found.isEmpty() && "1".equals(System.getenv("APEX_REQUIRE_TOOLS"))) {
            fail(name + " is not installed, and APEX_REQUIRE_TOOLS says that it has to be");
        }
        Assumptions.assumeTrue(found.isPresent(), () -> name + " is not installed");
        return found.orElseThrow().toString();
    }

    /** Starts a program. */
    static Program start(List<String> command, Map<String, String> environment, Path folder) {
        try {
            Path output = Files.createTempFile("program", ".txt");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(folder == null ? null : folder.toFile())
                    .redirectErrorStream(true)
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectOutput(output.toFile());
            builder.environment().putAll(environment);
            return new Program(builder.start(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs a program to its end. */
    static Result run(String... command) {
        return run(List.of(command), Map.of());
    }

    static Result run(List<String> command, Map<String, String> environment) {
        try (Program program = start(command, environment, null)) {
            return program.await();
        }
    }

    /** Waits for the end. */
    Result await() {
        try {
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                fail("did not end within " + LIMIT_SECONDS + " s: " + output());
            }
            return new Result(process.exitValue(), output());
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** What it has said so far. */
    String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Sends it a signal by name. */
    void signal(String name) {
        List<String> command = new ArrayList<>(List.of("kill", "-" + name, Long.toString(process.pid())));
        Result result = run(command, Map.of());
        if (result.exitCode() != 0 && process.isAlive()) {
            fail(result.output());
        }
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        try {
            process.waitFor();
            Files.deleteIfExists(output);
        } catch (InterruptedException | IOException e) {
            throw new AssertionError(e);
        }
    }
}
