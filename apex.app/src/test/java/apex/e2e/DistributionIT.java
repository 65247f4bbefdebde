package apex.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The distribution as a user has it, in a folder of its own, as a process of its own. */
@Timeout(120)
class DistributionIT {
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
    private static final Pattern LISTENING = Pattern.compile("listening: (http://127\\.0\\.0\\.1:(\\d+))");
    private static final Path JAVA_HOME = Path.of(System.getProperty("java.home"));

    @TempDir
    Path folder;

    private Path home;

    /** Copies the distribution that this build has made. */
    private Path home() throws IOException {
        if (home == null) {
            home = folder.resolve("apex");
            Path built = Path.of("target", "dist");
            assertTrue(Files.isDirectory(built.resolve("lib")), "no distribution in " + built.toAbsolutePath());
            try (Stream<Path> files = Files.walk(built)) {
                for (Path file : files.toList()) {
                    Files.copy(file, home.resolve(built.relativize(file).toString()));
                }
            }
        }
        return home;
    }

    private Program apex(String options, String... arguments) throws IOException {
        List<String> command =
                new ArrayList<>(List.of(home().resolve("bin/apex").toString()));
        command.addAll(List.of(arguments));
        Map<String, String> environment = Map.of("APEX_JDK", JAVA_HOME.toString(), "APEX_JAVA_OPTS", options);
        return Program.start(command, environment, folder);
    }

    private Path config(String text) throws IOException {
        return Files.writeString(folder.resolve("apex.toml"), text);
    }

    private static String route(RawOrigin origin, String more) {
        return """
                [server]
                listen = "127.0.0.1:0"
                %s
                [[routes]]
                name = "app"
                backends = [{ url = "%s" }]
                """.formatted(more, origin.url());
    }

    private static int port(Program apex) {
        Eventually.holds("Apex says where it listens", () -> {
            assertTrue(apex.isAlive(), apex::output);
            return LISTENING.matcher(apex.output()).find();
        });
        Matcher matcher = LISTENING.matcher(apex.output());
        assertTrue(matcher.find());
        return Integer.parseInt(matcher.group(2));
    }

    @Test
    void onelineProxyAnswersTheCurlLineThatItPrints() throws IOException {
        try (RawOrigin origin = RawOrigin.answering(OK);
                Program apex = apex("", "run", "--to", origin.url(), "--from", "127.0.0.1:0")) {
            port(apex);
            Eventually.holds("Apex says what to try", () -> apex.output().contains("try: curl"));
            String line = apex.output()
                    .lines()
                    .filter(each -> each.startsWith("try: "))
                    .findFirst()
                    .orElseThrow();
            Program.tool("curl");
            Program.Result result = Program.run("sh", "-c", line.substring("try: ".length()) + " -sS");
            assertTrue(result.output().startsWith("HTTP/1.1 200 OK\r\n"), result.output());
            assertTrue(result.output().endsWith("\r\n\r\nok"), result.output());
            Eventually.holds(
                    "the access log has the request", () -> apex.output().contains("\"GET / HTTP/1.1\" 200 2 "));
        }
    }

    @Test
    void logLevelDecidesWhatIsSaid() throws IOException {
        try (RawOrigin origin = RawOrigin.answering(OK)) {
            String[] run = {"run", "--to", origin.url(), "--from", "127.0.0.1:0", "--log-level"};
            try (Program quiet = apex("", with(run, "error"));
                    Program talkative = apex("", with(run, "debug"))) {
                for (Program each : List.of(quiet, talkative)) {
                    port(each);
                    each.signal("TERM");
                    assertEquals(0, each.await().exitCode(), each.output());
                }
                assertFalse(quiet.output().contains("SIGTERM"), quiet.output());
                assertTrue(talkative.output().contains("SIGTERM"), talkative.output());
                assertTrue(talkative.output().contains("DEBUG apex"), talkative.output());
            }
        }
    }

    private static String[] with(String[] arguments, String last) {
        String[] all = java.util.Arrays.copyOf(arguments, arguments.length + 1);
        all[arguments.length] = last;
        return all;
    }

    @Test
    void aFileThatOneMightTakeToBeUsedIsSaidNotToBe() throws IOException {
        config("not even TOML");
        try (Program apex = apex("", "run", "--from", "127.0.0.1:0")) {
            port(apex);
            assertTrue(apex.output().startsWith("note: apex.toml is here and not used; "), apex::output);
        }
    }

    @Test
    void exampleFilterIsBuiltAgainstTheSpiAloneAndWorksOnceDroppedIn() throws IOException {
        Path source = Path.of("..", "examples", "header-stamp", "src");
        Path classes = folder.resolve("classes");
        Path spi = jar("apex.spi");
        List<String> javac = new ArrayList<>(List.of(
                JAVA_HOME.resolve("bin/javac").toString(),
                "--release",
                "25",
                "-p",
                spi.toString(),
                "-d",
                classes.toString()));
        try (Stream<Path> files = Files.walk(source)) {
            files.filter(file -> file.toString().endsWith(".java"))
                    .map(Path::toString)
                    .forEach(javac::add);
        }
        Program.Result compiled = Program.run(javac, Map.of());
        assertEquals(0, compiled.exitCode(), compiled.output());
        Path jar = home().resolve("plugins/header-stamp.jar");
        Program.Result packed = Program.run(
                JAVA_HOME.resolve("bin/jar").toString(),
                "--create",
                "--file",
                jar.toString(),
                "-C",
                classes.toString(),
                ".");
        assertEquals(0, packed.exitCode(), packed.output());
        String curl = Program.tool("curl");
        try (RawOrigin origin = RawOrigin.answering(OK)) {
            Path config = config(route(origin, "filters = [{ name = \"header-stamp\", value = \"made here\" }]"));
            try (Program apex = apex("", "run", "--config", config.toString())) {
                Program.Result result = Program.run(curl, "-sSi", "http://127.0.0.1:" + port(apex) + "/");
                assertTrue(result.output().contains("X-Stamp: made here\r\n"), result.output());
            }
            Files.delete(jar);
            try (Program apex = apex("", "check", "--config", config.toString())) {
                Program.Result refused = apex.await();
                assertEquals(1, refused.exitCode());
                assertTrue(refused.output().contains("apex.toml:3:"), refused.output());
                assertTrue(refused.output().contains("header-stamp"), refused.output());
            }
        }
    }

    private Path jar(String module) throws IOException {
        try (Stream<Path> jars = Files.list(home().resolve("lib"))) {
            return jars.filter(file -> file.getFileName().toString().startsWith(module + "-"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void brokenPluginJarRefusesTheStartWithFileAndReason() throws IOException {
        Files.writeString(home().resolve("plugins/broken.jar"), "this is no jar");
        try (Program apex = apex("", "run", "--to", "http://127.0.0.1:1", "--from", "127.0.0.1:0")) {
            Program.Result result = apex.await();
            assertEquals(1, result.exitCode());
            assertTrue(result.output().contains("broken.jar"), result.output());
            assertFalse(result.output().contains("listening"), result.output());
        }
    }

    @Test
    void portInUseIsSaidWithAddressAndWayOut() throws IOException {
        try (RawOrigin origin = RawOrigin.answering(OK);
                Program apex = apex("", "run", "--to", origin.url(), "--from", "127.0.0.1:" + origin.port())) {
            Program.Result result = apex.await();
            assertEquals(1, result.exitCode(), result.output());
            assertTrue(result.output().contains("127.0.0.1:" + origin.port()), result.output());
            assertTrue(result.output().contains("in use"), result.output());
        }
    }

    @Test
    void termFinishesWhatIsInFlightAndExitsWithZero() throws IOException {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        try (RawOrigin origin = holding(asked, release);
                Program apex =
                        apex("", "run", "--config", config(route(origin, "")).toString())) {
            int port = port(apex);
            try (RawConnection client = RawConnection.open(port)) {
                client.write("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
                await(asked);
                apex.signal("TERM");
                Eventually.holds("Apex says that it drains", () -> apex.output().contains("SIGTERM"));
                Eventually.holds("nobody new is taken", () -> !connects(port));
                assertTrue(apex.isAlive());
                release.countDown();
                assertEquals("ok", client.readMessage().text());
            }
            assertEquals(0, apex.await().exitCode(), apex.output());
        }
    }

    @Test
    void secondSignalEndsAtOnce() throws IOException {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        try (RawOrigin origin = holding(asked, release);
                Program apex =
                        apex("", "run", "--config", config(route(origin, "")).toString());
                RawConnection client = RawConnection.open(port(apex))) {
            client.write("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
            await(asked);
            apex.signal("INT");
            Eventually.holds("Apex says that it drains", () -> apex.output().contains("SIGINT"));
            // Two signals at the same moment are one: what sends them, such as timeout(1), does not mean two.
            Eventually.holds("a second one ends it", () -> {
                apex.signal("INT");
                return !apex.isAlive();
            });
            assertEquals(1, apex.await().exitCode(), apex.output());
            release.countDown();
        }
    }

    @Test
    void hangupIsIgnoredWithAMessage() throws IOException {
        try (RawOrigin origin = RawOrigin.answering(OK);
                Program apex =
                        apex("", "run", "--config", config(route(origin, "")).toString())) {
            int port = port(apex);
            apex.signal("HUP");
            Eventually.holds("Apex says so", () -> apex.output().contains("SIGHUP ignored"));
            try (RawConnection client = RawConnection.open(port)) {
                assertEquals(
                        "ok",
                        client.write("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
                                .readMessage()
                                .text());
            }
        }
    }

    @Test
    void hundredMegabytesPassUpAndDownInFlatMemory() throws IOException {
        int megabytes = 100;
        byte[] block = new byte[1 << 20];
        try (RawOrigin origin = RawOrigin.start(connection -> {
                    for (String head = connection.readHead(); head != null; head = connection.readHead()) {
                        if (head.startsWith("PUT")) {
                            for (int i = 0; i < megabytes; i++) {
                                connection.readExactly(block.length);
                            }
                            connection.write("HTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n");
                        } else {
                            connection.write(
                                    "HTTP/1.1 200 OK\r\nContent-Length: " + megabytes * block.length + "\r\n\r\n");
                            for (int i = 0; i < megabytes; i++) {
                                connection.write(block);
                            }
                        }
                    }
                });
                // A heap and direct memory that could not hold a fifth of what passes.
                Program apex = apex(
                        "-Xmx20m -XX:MaxDirectMemorySize=16m",
                        "run",
                        "--config",
                        config(route(origin, "")).toString())) {
            int port = port(apex);
            try (RawConnection client = RawConnection.open(port)) {
                client.write("GET / HTTP/1.1\r\nHost: a\r\n\r\n").readHead();
                for (int i = 0; i < megabytes; i++) {
                    client.readExactly(block.length);
                }
                client.write("PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: " + megabytes * block.length + "\r\n\r\n");
                for (int i = 0; i < megabytes; i++) {
                    client.write(block);
                }
                assertEquals(201, client.readMessage().status());
            }
            assertTrue(apex.isAlive());
            assertFalse(apex.output().contains("OutOfMemory"), apex.output());
        }
    }

    @Test
    void unixSocketsServeOnBothSides() throws IOException {
        String curl = Program.tool("curl");
        Path front = folder.resolve("front.sock");
        Path back = folder.resolve("back.sock");
        try (RawOrigin origin = RawOrigin.answering(OK)) {
            Path inner = Files.writeString(
                    folder.resolve("inner.toml"), route(origin, "").replace("127.0.0.1:0", "unix:" + back));
            Path outer = Files.writeString(
                    folder.resolve("outer.toml"),
                    route(origin, "").replace("127.0.0.1:0", "unix:" + front).replace(origin.url(), "unix:" + back));
            try (Program first = apex("", "run", "--config", inner.toString());
                    Program second = apex("", "run", "--config", outer.toString())) {
                for (Program each : List.of(first, second)) {
                    Eventually.holds("it listens", () -> {
                        assertTrue(each.isAlive(), each::output);
                        return each.output().contains("listening: unix:");
                    });
                }
                Program.Result result =
                        Program.run(curl, "-sS", "--unix-socket", front.toString(), "http://localhost/x");
                assertEquals("ok", result.output());
                assertTrue(
                        origin.heads().getFirst().contains("X-Forwarded-For: unix"),
                        origin.heads().getFirst());
            }
        }
    }

    private static RawOrigin holding(CountDownLatch asked, CountDownLatch release) {
        return RawOrigin.start(connection -> {
            connection.readHead();
            asked.countDown();
            await(release);
            connection.write(OK);
        });
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(20, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean connects(int port) {
        try (RawConnection client = RawConnection.open(port)) {
            return !client.isAtEnd();
        } catch (IOException _) {
            return false;
        }
    }
}
