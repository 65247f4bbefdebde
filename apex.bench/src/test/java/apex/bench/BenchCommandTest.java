package apex.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import apex.bench.origin.Origin;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** How the command line is read. */
class BenchCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "load",
                "origin",
                "compare",
                "idle",
                "paired",
                "allocation",
                "stale",
                "starvation",
                "differential",
                "parts",
                "sharing"
            })
    void everyMeasurementHasHelp(String name) {
        assertEquals(0, run(name, "--help"));
        assertTrue(out.toString().startsWith("Usage: apex bench " + name), out::toString);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "                                | apex bench: Missing required subcommand",
                "laod                            | apex bench: Unmatched argument at index 0: 'laod'",
                "load                            | apex bench: Missing required parameter: 'URL'",
                "load here                       | apex bench: URL: \"here\" (expected: http://host:port/path)",
                "load http://a/ -c 0             | apex bench: --connections: 0 (expected: 1 to 65536)",
                "load http://a/ -d 0s            | apex bench: --duration: 0s (expected: more)",
                "load http://a/ -d ten           | apex bench: Invalid value for option '--duration': \"ten\" (expected: a"
                        + " duration such as \"250ms\", \"30s\", \"5m\")",
                "origin --listen 9000            | apex bench: --listen: \"9000\" (expected: host:port, for example"
                        + " 127.0.0.1:9000)",
                "origin --listen a:70000         | apex bench: --listen: \"a:70000\" (expected: host:port, for example"
                        + " 127.0.0.1:9000)",
                "origin --body -1                | apex bench: --body: -1 (expected: 0 to 67108864)",
                "compare --rounds 0              | apex bench: --rounds: 0 (expected: 1 to 100000)",
                "compare --seconds 0             | apex bench: --seconds: 0 (expected: 1 to 100000)",
                "compare --cores 1,1             | apex bench: --cores: \"1,1\" (expected: two different numbers such as 0,1)",
                "compare --load ab               | apex bench: --load: \"ab\" (expected: own or wrk)",
                "compare --load wrk --workload pipelined | apex bench: --load: wrk cannot do pipelined (expected: own)",
                "compare --start-seconds 10      | apex bench: --start-seconds: 10 (expected: 11 to 3600)",
                "compare --pauses-seconds 0      | apex bench: --pauses-seconds: 0 (expected: 1 to 3600)",
                "compare --load wrk --workload start | apex bench: --load: wrk cannot do start (expected: own)",
                "compare --rate 0                | apex bench: --rate: 0 (expected: 1 to 1000000)",
                "compare --only nginx,squid      | apex bench: --only: \"squid\" (expected: apex, nginx, haproxy, envoy,"
                        + " traefik, traefik-fast, caddy, relay, relay-io-uring)",
                "compare --rate-of squid         | apex bench: --rate-of: \"squid\" (expected: apex, nginx, haproxy, envoy,"
                        + " traefik, traefik-fast, caddy, relay, relay-io-uring)",
                "paired --against . --starts 0   | apex bench: --starts: 0 (expected: 1 or more)",
                "paired --against . --pairs 0    | apex bench: --rounds: 0 (expected: 1 to 100000)",
                "differential --quiet 0          | apex bench: --quiet: 0 (expected: 1 to 10000)",
                "differential --corpus /nowhere  | apex bench: --corpus: \"/nowhere\" (expected: a folder with requests in it)",
                "allocation --only x             | apex bench: --only: \"x\" (expected: one of plain, request-id, headers,"
                        + " strip-prefix, access-log, all)",
                "allocation --requests 5         | apex bench: --requests: 5 (expected: 1000 or more)",
                "idle --connections 0            | apex bench: --connections: 0 (expected: 1 to 1000000)",
                "starvation --pairs 0            | apex bench: --rounds: 0 (expected: 1 to 100000)",
                "parts --margin 0                | apex bench: --margin: 0 (expected: 1 to 1000)",
                "parts --forks 0                 | apex bench: --forks: 0 (expected: 1 to 20)",
                "parts --only A --write-baseline | apex bench: --only: \"A\" (expected: not with --write-baseline, which is of"
                        + " all)",
                "sharing --loops 1,0             | apex bench: --loops: 0 (expected: 1 to 256)",
                "sharing --millis 0              | apex bench: --millis: 0 (expected: 1 to 60000)",
                "stale --requests 0              | apex bench: --requests: 0 (expected: 1 to 100000000)",
            })
    void aMistakeIsNamedWithWhatIsExpected(String line, String message) {
        assertEquals(2, line == null ? run() : run(line.split(" ", -1)));
        assertEquals(message, err.toString().lines().findFirst().orElseThrow());
    }

    @ParameterizedTest
    @CsvSource({"--workload,idel,pipelined", "--io,uring,epoll"})
    void aWordThatIsNotKnownIsAnsweredWithThoseThatAre(String option, String word, String known) {
        assertEquals(2, run("compare", option, word));
        String message = err.toString().lines().findFirst().orElseThrow();
        assertTrue(message.startsWith("apex bench: " + option + ": \"" + word + "\" (expected: "), message);
        assertTrue(message.contains(known), message);
    }

    @Test
    void theListOfTheComparisonMeasuresNothing() {
        assertEquals(0, run("compare", "--list"));
        assertTrue(out.toString().contains("  traefik-fast     Traefik (fast proxy)"), out::toString);
        assertTrue(out.toString().contains("  new-connections  a new connection for each small GET"), out::toString);
        assertTrue(out.toString().contains("  routes-lookup    what Apex takes to find one"), out::toString);
    }

    @Test
    void loadReportsAndEndsWithZeroWhenAllWentWell() throws IOException {
        InetSocketAddress any = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0);
        try (Origin origin = Origin.start(any, 10)) {
            String url = "http://127.0.0.1:" + origin.address().getPort();
            assertEquals(0, run("load", url, "-c", "2", "-d", "100ms", "--warm-up", "50ms"));
            assertTrue(out.toString().contains("errors      none"), out::toString);
        }
    }

    @Test
    void loadEndsWithOneWhenRequestsFailed() throws IOException {
        InetSocketAddress any = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0);
        Origin origin = Origin.start(any, 10);
        int port = origin.address().getPort();
        origin.close();
        assertEquals(1, run("load", "http://127.0.0.1:" + port + "/", "-c", "1", "-d", "100ms"));
        assertTrue(out.toString().contains("errors      connect "), out::toString);
    }

    @Test
    void partsEndAtOnceWithoutABaseline() {
        assertEquals(1, run("parts", "--baseline", "/nowhere/parts.txt"));
        assertEquals(
                "apex bench: /nowhere/parts.txt: no such file (expected: a baseline; --write-baseline makes one)",
                err.toString().lines().findFirst().orElseThrow());
    }

    private int run(String... args) {
        CommandLine line = BenchCommand.commandLine();
        return line.setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(args);
    }
}
