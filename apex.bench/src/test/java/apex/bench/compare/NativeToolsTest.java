package apex.bench.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import apex.bench.figures.ChildProcess;
import apex.bench.figures.Comparison;
import apex.bench.figures.Contender;
import apex.bench.figures.LoadResult;
import apex.bench.figures.Programs;
import apex.bench.load.LoadWatcher;
import apex.bench.tools.NativeLoad;
import apex.bench.tools.NativeTools;
import apex.bench.tools.Slices;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Origin, relay and load: compiled, and one second of each other's company. */
@Timeout(180)
@EnabledOnOs(OS.LINUX)
class NativeToolsTest {
    private static final Path SOURCES = Path.of("src/main/c").toAbsolutePath();

    @TempDir
    Path folder;

    @Test
    void loadRelayAndOriginUnderstandEachOther() throws Exception {
        Programs programs = new Programs(System.getenv("PATH"));
        if (programs.find("cc").isEmpty() && "1".equals(System.getenv("APEX_REQUIRE_TOOLS"))) {
            fail("cc is not installed, and APEX_REQUIRE_TOOLS says that it has to be");
        }
        Assumptions.assumeTrue(programs.find("cc").isPresent(), "cc is not installed");
        NativeTools tools = NativeTools.compile(programs, SOURCES, folder);
        try (ChildProcess origin = start("origin", List.of(tools.origin().toString()))) {
            InetSocketAddress address = origin.awaitAnnouncement();
            Entrant relay = new Entrant(ProxyKind.RELAY, "relay", "", tools.relay(), "");
            List<String> command = relay.contender(Workload.GET, 4).command().stream()
                    .map(word -> word.replace("${origin}", Contender.hostPort(address)))
                    .toList();
            try (ChildProcess floor = start("relay", command)) {
                URI target = URI.create("http://" + Contender.hostPort(floor.awaitAnnouncement()) + "/");
                runs(tools, target, Workload.GET, OptionalLong.empty());
                runs(tools, target, Workload.GET, OptionalLong.of(200));
                runs(tools, target, Workload.UPLOAD_1M, OptionalLong.empty());
                countsFromTheFirstRequestOn(tools, target);
            }
        }
    }

    private static void runs(NativeTools tools, URI target, Workload workload, OptionalLong rate) throws Exception {
        AtomicInteger heard = new AtomicInteger();
        LoadWatcher watcher = new LoadWatcher() {
            @Override
            public void measuringBegins() {
                heard.addAndGet(1);
            }

            @Override
            public void measuringEnds() {
                heard.addAndGet(10);
            }
        };
        LoadResult result = new NativeLoad(tools.load(), workload.loadArguments(), 4, rate).run(target, 1, watcher);
        assertTrue(result.requests() > 0, result::toString);
        assertEquals(0, result.errors(), result::toString);
        assertTrue(result.p50Nanos() <= result.p99Nanos() && result.p99Nanos() <= result.p999Nanos(), result::toString);
        assertEquals(11, heard.get());
    }

    private static void countsFromTheFirstRequestOn(NativeTools tools, URI target) throws Exception {
        NativeLoad load = StartRounds.load(tools, 4);
        long before = System.nanoTime();
        LoadResult result = load.run(target, 1, LoadWatcher.NONE);
        assertTrue(load.begunNanos() > before && load.begunNanos() < System.nanoTime());
        Slices slices = load.slices();
        assertEquals(0.1, slices.seconds());
        assertEquals(10, slices.answers().size());
        assertTrue(slices.answers().stream().allMatch(answers -> answers > 0), slices::toString);
        long counted = slices.answers().stream().mapToLong(Long::longValue).sum();
        // The last answers may come when the last slice is over.
        assertTrue(counted <= result.requests() && counted > result.requests() * 9 / 10, counted + " of " + result);
    }

    @Test
    void aLoadThatNobodyListensToEndsWithThatWord() throws Exception {
        Programs programs = new Programs(System.getenv("PATH"));
        Assumptions.assumeTrue(programs.find("cc").isPresent(), "cc is not installed");
        NativeTools tools = NativeTools.compile(programs, SOURCES, folder);
        String free = Contender.hostPort(Comparison.freeAddress());
        IOException failure = assertThrows(
                IOException.class,
                () -> StartRounds.load(tools, 1).run(URI.create("http://" + free + "/"), 1, LoadWatcher.NONE));
        assertTrue(failure.getMessage().contains("load: nobody listens at port"), failure::getMessage);
    }

    private ChildProcess start(String name, List<String> command) throws IOException {
        return ChildProcess.start(command, Map.of(), folder.resolve(name + ".txt"));
    }

    @Test
    void withoutACompilerTheWayToOneIsSaid() {
        IOException failure = assertThrows(IOException.class, () -> NativeTools.compile(nothing(), SOURCES, folder));
        assertTrue(
                failure.getMessage().endsWith("(expected: a C compiler; apt-get install gcc libc6-dev)"),
                failure::getMessage);
    }

    @Test
    void withoutSourcesTheirPlaceIsSaid() throws IOException {
        compiler("exit 0");
        Path nowhere = folder.resolve("nowhere");
        IOException failure = assertThrows(IOException.class, () -> NativeTools.compile(nothing(), nowhere, folder));
        assertEquals(
                nowhere.resolve("origin.c") + ": not found (expected: the source tree of Apex)", failure.getMessage());
    }

    @Test
    void whatTheCompilerSaysIsPassedOn() throws IOException {
        compiler("echo no such header; exit 1");
        IOException failure = assertThrows(IOException.class, () -> NativeTools.compile(nothing(), SOURCES, folder));
        assertTrue(failure.getMessage().endsWith(": no such header"), failure::getMessage);
    }

    private Programs nothing() {
        return new Programs(folder.toString());
    }

    private void compiler(String script) throws IOException {
        Path program = folder.resolve("cc");
        Files.writeString(program, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    }
}
