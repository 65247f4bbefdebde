package apex.bench.figures;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import apex.bench.origin.Origin;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** How a contender is started, and when it is there. */
@Timeout(60)
@DisabledOnOs(OS.WINDOWS)
class ContenderTest {
    @TempDir
    Path folder;

    @Test
    void filesWordsAndVariablesAreFilled() throws Exception {
        Contender contender = new Contender(
                "x",
                "1",
                Map.of("conf", "to ${origin} in ${folder}\n"),
                List.of("-c", "cat \"$CONF\"; echo listening on 127.0.0.1:1; exec sleep ${origin_port}"),
                Map.of("CONF", "${folder}/conf"));
        try (ChildProcess process =
                contender.start(folder, List.of("sh"), Map.of("origin", "127.0.0.1:60", "origin_port", "60"))) {
            process.awaitAnnouncement();
            assertEquals(
                    "to 127.0.0.1:60 in " + folder,
                    Files.readAllLines(folder.resolve("output.log")).getFirst());
        }
    }

    @Test
    void whoIsToldNoPortChoosesItself() {
        assertTrue(contender("--to ${origin}").choosesItsPort());
        assertFalse(contender("port: ${listen_port}").choosesItsPort());
        assertFalse(contender("listen ${listen}").choosesItsPort());
    }

    @Test
    void anAnswerIsWaitedFor() throws Exception {
        InetSocketAddress any = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0);
        try (Origin origin = Origin.start(any, 1);
                ChildProcess process = start("exec sleep 60")) {
            URI url = URI.create("http://" + Contender.hostPort(origin.address()) + "/");
            RunningProxy proxy = new RunningProxy(contender(""), process, url, folder);
            assertDoesNotThrow(proxy::awaitAnswer);
        }
    }

    @Test
    void whoEndsBeforeItAnswersIsTold() throws Exception {
        try (ChildProcess process = start("exit 0")) {
            while (process.isAlive()) {
                Thread.sleep(5);
            }
            RunningProxy proxy = new RunningProxy(contender(""), process, URI.create("http://127.0.0.1:1/"), folder);
            IOException failure = assertThrows(IOException.class, proxy::awaitAnswer);
            assertEquals("x: answers nothing (expected: 200)", failure.getMessage());
        }
    }

    @Test
    void whereNoApexIsItsPlaceIsSaid() {
        IOException failure = assertThrows(IOException.class, () -> Contender.apex("Apex", folder, "apex.toml"));
        assertTrue(failure.getMessage().startsWith(folder.resolve("apex") + ": no start script"), failure::getMessage);
    }

    private ChildProcess start(String script) throws IOException {
        return ChildProcess.start(List.of("sh", "-c", script), Map.of(), folder.resolve("log"));
    }

    private static Contender contender(String configuration) {
        return new Contender("x", "1", Map.of("conf", configuration), List.of("sh"), Map.of());
    }
}
