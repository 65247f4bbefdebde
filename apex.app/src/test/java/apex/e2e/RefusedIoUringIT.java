package apex.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A kernel that refuses io_uring, which is what containers have as a rule. */
@Timeout(120)
class RefusedIoUringIT {
    private static final String TOML = """
            [server]
            listen = "127.0.0.1:0"
            io = "io_uring"
            [admin]
            enabled = false
            [[routes]]
            name = "app"
            backends = [{ url = "http://127.0.0.1:1" }]
            """;

    @TempDir
    Path folder;

    private Program refused(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Program.tool("python3"),
                absolute("src/test/resources/tools/without_io_uring.py"),
                absolute("target/dist/bin/apex")));
        command.addAll(List.of(arguments));
        return Program.start(command, Map.of("APEX_JDK", System.getProperty("java.home")), folder);
    }

    private static String absolute(String path) {
        return Path.of(path).toAbsolutePath().toString();
    }

    @Test
    void whoAsksForItHearsWhereWhyAndWhatToDo() throws IOException {
        Files.writeString(folder.resolve("apex.toml"), TOML);
        try (Program apex = refused("run", "--config", "apex.toml")) {
            Program.Result result = apex.await();
            assertEquals(1, result.exitCode(), result::output);
            String first = result.output().lines().findFirst().orElseThrow();
            assertTrue(first.startsWith("apex.toml:3:1: io: io_uring: not available here: "), first);
            assertTrue(first.contains("Operation not permitted (expected: "), first);
            assertTrue(first.endsWith("; or epoll, or auto)"), first);
        }
    }

    @Test
    void optionOfTheCommandLineIsNamedAsSuch() throws IOException {
        Files.writeString(folder.resolve("apex.toml"), TOML.replace("io_uring", "nio"));
        try (Program apex = refused("run", "--config", "apex.toml", "--io", "io_uring")) {
            Program.Result result = apex.await();
            assertTrue(result.output().startsWith("command line: io: io_uring: not available here: "), result::output);
        }
    }

    @Test
    void autoTakesEpollAndVersionSaysWhatIsRefused() throws IOException {
        Files.writeString(folder.resolve("apex.toml"), TOML.replace("io_uring", "auto"));
        try (Program apex = refused("run", "--config", "apex.toml");
                Program version = refused("version")) {
            Eventually.holds(
                    "Apex says what it listens with", () -> apex.output().contains("transport: epoll ("));
            String told = version.await().output();
            assertTrue(told.contains("io_uring not ("), told);
            assertTrue(told.contains("Operation not permitted), epoll, nio\n"), told);
        }
    }
}
