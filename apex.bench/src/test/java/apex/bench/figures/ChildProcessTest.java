package apex.bench.figures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Processes that are started are ended, with their own children. */
@Timeout(60)
@DisabledOnOs(OS.WINDOWS)
class ChildProcessTest {
    @TempDir
    Path folder;

    @Test
    void closingEndsTheProcessAndItsChildrenEvenWhenTheyIgnoreTerm() throws Exception {
        Path pid = folder.resolve("pid");
        String script = "sh -c 'trap \"\" TERM; echo $$ > " + pid + "; while :; do sleep 0.1; done' & wait";
        long grandchild;
        try (ChildProcess child = ChildProcess.start(List.of("sh", "-c", script), Map.of(), folder.resolve("log"))) {
            while (!Files.exists(pid) || Files.size(pid) == 0) {
                Thread.sleep(5);
            }
            grandchild = Long.parseLong(Files.readString(pid).strip());
            assertTrue(child.isAlive());
        }
        ProcessHandle.of(grandchild).ifPresent(left -> {
            left.onExit().orTimeout(10, TimeUnit.SECONDS).join();
            assertFalse(left.isAlive());
        });
    }

    @Test
    void aProxyThatEndsAtOnceIsToldWithItsLastWords() throws Exception {
        List<String> command = List.of("sh", "-c", "echo no such directive; exit 3");
        try (ChildProcess child = ChildProcess.start(command, Map.of(), folder.resolve("log"))) {
            IOException failure = assertThrows(IOException.class, () -> child.awaitListening(freeAddress()));
            assertTrue(failure.getMessage().contains("ended with code 3"), failure::getMessage);
            assertTrue(failure.getMessage().contains("no such directive"), failure::getMessage);
        }
    }

    @Test
    void aProgramThatIsNotThereIsAFailure() {
        assertThrows(
                IOException.class,
                () -> ChildProcess.start(
                        List.of(folder.resolve("nothing").toString()), Map.of(), folder.resolve("log")));
    }

    @Test
    void whatAProgramSaysOfItsPortIsBelieved() throws Exception {
        List<String> command = List.of("sh", "-c", "echo starting; echo listening on 127.0.0.1:$PORT; sleep 60");
        try (ChildProcess child = ChildProcess.start(command, Map.of("PORT", "4711"), folder.resolve("log"))) {
            assertEquals(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 4711), child.awaitAnnouncement());
        }
    }

    @Test
    void aProgramThatEndsWithoutSayingItsPortIsTold() throws Exception {
        List<String> command = List.of("sh", "-c", "echo no such option; exit 2");
        try (ChildProcess child = ChildProcess.start(command, Map.of(), folder.resolve("log"))) {
            IOException failure = assertThrows(IOException.class, child::awaitAnnouncement);
            assertEquals("ended with code 2; its last words: no such option", failure.getMessage());
        }
    }

    private static InetSocketAddress freeAddress() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return new InetSocketAddress(socket.getInetAddress(), socket.getLocalPort());
        }
    }
}
