package apex.app.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckCommandTest {
    @TempDir
    Path folder;

    private final Shell shell = new Shell();

    @Test
    void aGoodFileIsOkAndCounted() throws IOException {
        String file = file("[[routes]]\nname = \"a\"\nbackends = [{ url = \"http://a\" }, { url = \"http://b\" }]\n");

        assertEquals(0, shell.apex("check", "--config", file), shell::err);
        assertTrue(shell.out().startsWith(file + ": ok: 1 route, 2 backends, "), shell::out);
    }

    @Test
    void theFlagsOfTheFirstApexMeanTheSame() throws IOException {
        String file = file("[[routes]]\nname = \"a\"\nbackends = [{ url = \"http://a\" }]\n");

        assertEquals(0, shell.apex("--config", file, "--check", "--log-level", "debug"), shell::err);
        assertTrue(shell.out().startsWith(file + ": ok: "), shell::out);
    }

    @Test
    void problemsOfTextKernelAndPluginsComeTogether() throws IOException {
        String file = file("""
                [server]
                workers = -1
                [[routes]]
                name = "a"
                backends = [{ url = "http://a" }]
                filters = ["no-such-filter"]
                """);
        Path missing = folder.resolve("nowhere");

        assertEquals(1, shell.apex("check", "--config", file), shell::err);
        assertTrue(shell.err().contains(file + ":2:1: workers: -1 (expected: 0 to 1024)"), shell::err);
        assertTrue(shell.err().contains(file + ":6:12: "), shell::err);
        assertTrue(shell.err().endsWith("apex: 2 problems, " + file + " would not start\n"), shell::err);

        Shell other = new Shell();
        assertEquals(1, other.apex("check", "--config", file, "--plugins", missing.toString()));
        assertTrue(other.err().contains(missing.toString()), other::err);
        assertTrue(other.err().contains("workers: -1"), other::err);
    }

    @Test
    void aRouteWithABadKeyIsCheckedInAllElseInTheOrderOfTheFile() throws IOException {
        String file = file("""
                [[routes]]
                name = "a"
                host = "a b"
                load_balancing = "nearest"
                filters = ["no-such-filter"]
                backends = [{ url = "http://" }]
                [[routes]]
                name = "b"
                backends = [{ url = "http://b", weight = 0 }]
                [[routes]]
                name = "c"
                backends = [{ url = "http://c" }]
                """);

        assertEquals(1, shell.apex("check", "--config", file), shell::err);
        List<String> places = shell.err()
                .lines()
                .map(line -> line.replaceFirst("^.*apex\\.toml:(\\d+:\\d+: \\w+).*", "$1"))
                .toList();
        assertEquals(
                List.of("3:1: host", "4:1: load_balancing", "5:12: filter", "6:15: url", "9:33: weight", "10:1: route"),
                places.subList(0, places.size() - 1));
    }

    @Test
    void tlsIsRefusedAndNeverTakenForClearText() throws IOException {
        String file = file(
                "[[routes]]\nname = \"a\"\nbackends = [{ url = \"http://a\" }]\ntls = { cert = \"c\", key = \"k\" }\n");

        assertEquals(1, shell.apex("check", "--config", file));
        assertTrue(shell.err().contains(":4:1: tls: "), shell::err);
    }

    @Test
    void controlCharactersOfAFileDoNotReachTheTerminal() throws IOException {
        String file =
                file("[[routes]]\nname = \"a\"\nhost = \"\\u001b[31m\\n\"\nbackends = [{ url = \"http://a\" }]\n");

        assertEquals(1, shell.apex("check", "--config", file));
        assertEquals(2, shell.err().lines().count(), shell::err);
        assertTrue(shell.err().indexOf('\u001b') < 0, shell::err);
    }

    @Test
    void theExampleOfTheDistributionIsGood() {
        assertEquals(0, shell.apex("check", "--config", "src/dist/apex.toml"), shell::err);
    }

    @Test
    void theDefaultsThatTheExampleShowsAreValues() throws IOException {
        String example = Files.readString(Path.of("src", "dist", "apex.toml"));
        String file = file(example.replaceAll("(?m)^# (?=\\w+ = )", ""));

        assertEquals(0, shell.apex("check", "--config", file), shell::err);
        assertTrue(example.lines().filter(line -> line.matches("# \\w+ = .*")).count() > 10, "nothing was uncommented");
    }

    private String file(String text) throws IOException {
        return Files.writeString(folder.resolve("apex.toml"), text).toString();
    }
}
