package apex.app.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import apex.app.echo.EchoAnswer;
import apex.app.echo.EchoOrigin;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Starts the gateway in this process and stops it by real signals. */
@Timeout(60)
class RunCommandTest {
    private static final InetSocketAddress ANY = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    private static final Pattern LISTENING = Pattern.compile("listening: http://127\\.0\\.0\\.1:(\\d+)");

    @TempDir
    Path folder;

    private final Shell shell = new Shell();

    @BeforeAll
    static void onlyWhereThereAreSignals() {
        assumeTrue(!System.getProperty("os.name").startsWith("Windows"), "no POSIX signals here");
    }

    @Test
    void withoutAConfigurationItSaysInSixLinesWhatRunsAndWhatToTry() throws Exception {
        CompletableFuture<Integer> run = start("run", "--from", "127.0.0.1:0", "--io", "nio", "--workers", "1");
        port();
        signal("TERM");

        assertEquals(0, run.get());
        List<String> lines = new ArrayList<>(shell.err().lines().toList());
        // Another process of this machine may have the address that nobody asked for; then a warning comes first.
        if (lines.getFirst().startsWith("warning: admin: ")) {
            lines.add(4, "admin: " + lines.removeFirst());
        } else {
            assertEquals("admin: http://127.0.0.1:9180/metrics, /live, /ready", lines.get(3));
        }
        assertTrue(lines.get(0).matches("Apex \\S+ on JDK 25.*"), lines.get(0));
        assertTrue(lines.get(1).matches("transport: nio .*, 1 worker"), lines.get(1));
        assertTrue(lines.get(2).matches("listening: http://127.0.0.1:\\d+"), lines.get(2));
        assertTrue(lines.get(4).matches("serving: 1 route, 1 backend, \\d+ plugins"), lines.get(4));
        assertTrue(lines.get(5).matches("try: curl -i http://127.0.0.1:\\d+/"), lines.get(5));
    }

    @Test
    void aRequestThroughAConfiguredRouteIsAnsweredByItsBackend() throws Exception {
        try (EchoOrigin origin = EchoOrigin.start(ANY, new EchoAnswer(200, "done", Duration.ZERO, false, false))) {
            CompletableFuture<Integer> run = start(
                    "run", "--config", config("127.0.0.1:0", origin.address().getPort()));

            String answer = get(port());
            signal("INT");

            assertTrue(answer.startsWith("HTTP/1.1 200 "), answer);
            assertTrue(answer.endsWith("done"), answer);
            assertEquals(0, run.get());
        }
    }

    @Test
    void anExchangeInFlightIsFinishedBeforeTheProcessEnds() throws Exception {
        CountDownLatch reached = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        try (ServerSocket origin = held(reached, release)) {
            CompletableFuture<Integer> run = start("--config", config("127.0.0.1:0", origin.getLocalPort()));
            int port = port();
            CompletableFuture<String> answer =
                    CompletableFuture.supplyAsync(() -> get(port), Thread::startVirtualThread);
            reached.await();
            signal("TERM");
            waitUntilRefused(port);
            release.countDown();

            assertTrue(answer.get().endsWith("done"), answer::toString);
            assertEquals(0, run.get());
        }
    }

    @Test
    void anExchangeThatTakesLongerThanTheDrainIsCutOff() throws Exception {
        CountDownLatch reached = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        try (ServerSocket origin = held(reached, never)) {
            CompletableFuture<Integer> run =
                    start("run", "--drain", "20ms", "--config", config("127.0.0.1:0", origin.getLocalPort()));
            int port = port();
            CompletableFuture<String> answer =
                    CompletableFuture.supplyAsync(() -> get(port), Thread::startVirtualThread);
            reached.await();
            signal("TERM");

            assertEquals(0, run.get());
            assertTrue(!answer.get().endsWith("done"), answer::toString);
        }
    }

    @Test
    void aPortInUseIsExitCode1WithThePlaceOfTheKey() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String file = config("127.0.0.1:" + taken.getLocalPort(), 1);

            assertEquals(1, shell.apex("run", "--config", file));
            assertTrue(shell.err().contains(file + ":2:1: listen: "), shell::err);
            assertTrue(shell.err().endsWith("apex: 1 problem, nothing was started\n"), shell::err);
        }
    }

    @Test
    void aStartThatFailsTellsAllThatACheckFinds() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String file = config("127.0.0.1:0", 1);
            String routes =
                    "filters = [\"stray\", \"lost\"]\n[admin]\nlisten = \"127.0.0.1:" + taken.getLocalPort() + "\"\n";
            Files.writeString(Path.of(file), routes, StandardOpenOption.APPEND);

            assertEquals(1, shell.apex("run", "--config", file));
            Shell check = new Shell();
            assertEquals(1, check.apex("check", "--config", file));
            assertTrue(shell.err().contains("filter: \"stray\" is not known"), shell::err);
            assertTrue(shell.err().contains("filter: \"lost\" is not known"), shell::err);
            assertEquals(
                    check.err().lines().filter(line -> line.startsWith(file)).toList(),
                    shell.err().lines().filter(line -> line.startsWith(file)).toList());
            assertTrue(shell.err().endsWith("apex: 2 problems, nothing was started\n"), shell::err);
        }
    }

    @Test
    void readinessEndsWithTheFirstSignalAndLivenessDoesNot() throws Exception {
        CountDownLatch reached = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        try (ServerSocket origin = held(reached, release)) {
            String file = config("127.0.0.1:0", origin.getLocalPort());
            Files.writeString(Path.of(file), "[admin]\nlisten = \"127.0.0.1:0\"\n", StandardOpenOption.APPEND);
            CompletableFuture<Integer> run = start("--config", file);
            int port = port();
            int admin = find(Pattern.compile("admin: http://127\\.0\\.0\\.1:(\\d+)/metrics"));
            assertTrue(get(admin, "/ready").startsWith("HTTP/1.1 200 "));
            CompletableFuture<String> answer =
                    CompletableFuture.supplyAsync(() -> get(port), Thread::startVirtualThread);
            reached.await();
            signal("TERM");
            waitUntilRefused(port);

            String ready = get(admin, "/ready");
            assertTrue(ready.startsWith("HTTP/1.1 503 "), ready);
            assertTrue(ready.endsWith("draining since SIGTERM\n"), ready);
            assertTrue(get(admin, "/live").startsWith("HTTP/1.1 200 "));
            assertTrue(get(admin, "/metrics").contains("\napex_requests_active 1\n"));
            release.countDown();
            assertTrue(answer.get().endsWith("done"), answer::toString);
            assertEquals(0, run.get());
            assertTrue(!isAccepted(admin));
        }
    }

    @Test
    void anAdminAddressInUseIsExitCode1WhenItWasAskedFor() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String file = config("127.0.0.1:0", 1);
            String listen = "127.0.0.1:" + taken.getLocalPort();
            Files.writeString(Path.of(file), "[admin]\nlisten = \"" + listen + "\"\n", StandardOpenOption.APPEND);

            assertEquals(1, shell.apex("run", "--config", file));
            assertTrue(shell.err().contains(file + ":10:1: admin.listen: " + listen + ": "), shell::err);
            assertTrue(shell.err().contains("choose a free port, or set admin.enabled = false"), shell::err);
            assertTrue(shell.err().endsWith("apex: 1 problem, nothing was started\n"), shell::err);
        }
    }

    @Test
    void theAdminAddressThatNobodyAskedForIsDoneWithoutWhenItIsTaken() throws Exception {
        try (ServerSocket _ = takenOrAlready(9180)) {
            CompletableFuture<Integer> run = start("--config", config("127.0.0.1:0", 1));
            port();
            signal("TERM");

            assertEquals(0, run.get());
            assertTrue(shell.err().startsWith("warning: admin: "), shell::err);
            assertTrue(!shell.err().contains("\nadmin: "), shell::err);
        }
    }

    /** Listens there, or returns null because another process of this machine does. */
    private static ServerSocket takenOrAlready(int port) {
        try {
            return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
        } catch (IOException _) {
            return null;
        }
    }

    @Test
    void aBackendThatCannotBeIsExitCode1WithTheOption() {
        assertEquals(1, shell.apex("run", "--to", "https://127.0.0.1", "--from", "127.0.0.1:0"));
        assertTrue(shell.err().startsWith("--to: url: \"https://127.0.0.1\" asks for TLS"), shell::err);

        Shell other = new Shell();
        assertEquals(1, other.apex("run", "--to", "http://127.0.0.1:1", "--from", "8080"));
        assertTrue(other.err().startsWith("--from: listen: \"8080\" (expected: \":8080\""), other::err);
    }

    @ParameterizedTest
    @ValueSource(strings = {"epoll", "nio"})
    void aSocketInAFolderThatIsNotThereIsExitCode1WithTheWayOut(String io) {
        assumeTrue(io.equals("nio") || System.getProperty("os.name").equals("Linux"), "no epoll here");
        String listen = "unix:" + folder.resolve("none/a.sock");

        assertEquals(1, shell.apex("run", "--io", io, "--from", listen, "--to", "http://127.0.0.1:1"));
        assertTrue(
                shell.err().startsWith("--from: listen: " + listen + ": its folder is not there (expected: "),
                shell::err);
    }

    private CompletableFuture<Integer> start(String... arguments) {
        return CompletableFuture.supplyAsync(
                () -> shell.apex(arguments), task -> Thread.ofPlatform().start(task));
    }

    /** Waits for the last line of the start, and returns the port of the listener. */
    private int port() throws InterruptedException {
        while (!shell.err().contains("\ntry: ")) {
            Thread.sleep(5);
        }
        return find(LISTENING);
    }

    private int find(Pattern pattern) {
        Matcher matcher = pattern.matcher(shell.err());
        assertTrue(matcher.find(), shell::err);
        return Integer.parseInt(matcher.group(1));
    }

    private String config(String listen, int backend) throws IOException {
        String text = """
                [server]
                listen = "%s"
                access_log = false
                workers = 1
                io = "nio"
                [[routes]]
                name = "a"
                backends = [{ url = "http://127.0.0.1:%d" }]
                """.formatted(listen, backend);
        return Files.writeString(folder.resolve("apex.toml"), text).toString();
    }

    /** An origin for one request, which answers when it is released. */
    private static ServerSocket held(CountDownLatch reached, CountDownLatch release) throws IOException {
        ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Thread.startVirtualThread(() -> {
            try (Socket socket = server.accept()) {
                reached.countDown();
                release.await();
                String response = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ndone";
                socket.getOutputStream().write(response.getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                // The test has ended, and with it the origin.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        return server;
    }

    private static String get(int port) {
        return get(port, "/");
    }

    private static String get(int port, String path) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static void waitUntilRefused(int port) throws InterruptedException {
        while (isAccepted(port)) {
            Thread.sleep(5);
        }
    }

    private static boolean isAccepted(int port) {
        try {
            new Socket(InetAddress.getLoopbackAddress(), port).close();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static void signal(String name) throws IOException, InterruptedException {
        String pid = Long.toString(ProcessHandle.current().pid());
        assertEquals(0, new ProcessBuilder("kill", "-" + name, pid).start().waitFor());
    }
}
