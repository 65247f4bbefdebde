package apex.app.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the command line is read, as far as that goes without starting anything. */
class CommandLineTest {
    private final Shell shell = new Shell();

    @Test
    void aloneItShowsHelp() {
        assertEquals(0, shell.apex());
        assertTrue(shell.out().contains("Usage: apex"), shell::out);
        assertEquals("", shell.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "check", "echo", "version"})
    void everyVerbHasHelp(String verb) {
        assertEquals(0, shell.apex(verb, "--help"));
        assertTrue(shell.out().startsWith("Usage: apex " + verb), shell::out);
    }

    @ParameterizedTest
    @ValueSource(strings = {"version", "--version", "-V"})
    void theVersionNamesApexTheSpiAndTheJdk(String way) {
        assertEquals(0, shell.apex(way));
        assertTrue(shell.out().matches("(?s)Apex \\S+ \\(SPI \\d+\\.\\d+\\)\nJDK  25.*OS .*"), shell::out);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rum                        | apex: rum: unknown command (expected: run, check, echo, version, help)",
                "run --confg x              | apex: --confg: unknown option",
                "run x                      | apex: x: an argument too many (expected: options only)",
                "run --workers x            | apex: --workers: \"x\" (expected: an integer)",
                "echo --status x            | apex: --status: \"x\" (expected: an integer)",
                "--http2                    | apex: --http2: this version speaks HTTP/1.1 alone (expected: no --http2)",
                "--config a --http2         | apex: --http2: this version speaks HTTP/1.1 alone (expected: no --http2)",
                "run --http2                | apex: --http2: this version speaks HTTP/1.1 alone (expected: no --http2)",
                "check --http2              | apex: --http2: this version speaks HTTP/1.1 alone (expected: no --http2)",
                "--config a run             | apex: --config: stands before run (expected: options after the command)",
                "run --config a --to b      | apex: --to: not with --config (expected: one of the two)",
                "run --config a --from :1   | apex: --from: not with --config (expected: server.listen in a)",
                "run --workers 1025         | apex: --workers: 1025 (expected: 0 to 1024)",
                "run --workers -1           | apex: --workers: -1 (expected: 0 to 1024)",
                "run --io uring             | apex: --io: \"uring\" (expected: auto, io_uring, epoll, nio)",
                "run --drain 5              | apex: --drain: \"5\" (expected: a duration such as"
                        + " \"250ms\", \"30s\", \"5m\")",
                "--log-level loud           | apex: --log-level: \"loud\" (expected: trace, debug,"
                        + " info, warn, error)",
                "echo --status 199          | apex: --status: 199 (expected: 200 to 599)",
                "echo --body x --reflect    | apex: --reflect: not with --body (expected: one of the two)",
                "echo --listen localhost    | apex: --listen: \"localhost\" (expected: host:port, for example 0.0.0.0:8080)",
                "echo --listen unix:/a      | apex: --listen: \"unix:/a\" (expected: host:port)",
            })
    void aWrongCommandLineIsExitCode2AndOneSentence(String arguments, String message) {
        assertEquals(2, shell.apex(arguments.strip().split(" ")));
        assertEquals(message, shell.err().lines().findFirst().orElse(""));
        assertTrue(shell.err().contains("--help"), shell::err);
        assertEquals("", shell.out());
    }

    @Test
    void helpIsAVerbToo() {
        assertEquals(0, shell.apex("help"));
        assertTrue(shell.out().contains("Usage: apex"), shell::out);
        assertTrue(shell.out().contains("Exit codes:\n  0   all went well\n  1   "), shell::out);

        Shell other = new Shell();
        assertEquals(0, other.apex("help", "run"));
        assertTrue(other.out().startsWith("Usage: apex run"), other::out);
    }

    @Test
    void aMistypedVerbIsGuessed() {
        shell.apex("chek");

        assertTrue(shell.err().contains("Did you mean: apex check"), shell::err);
    }
}
