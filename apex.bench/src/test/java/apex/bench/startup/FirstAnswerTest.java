package apex.bench.startup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import apex.bench.figures.Comparison;
import apex.bench.figures.Contender;
import apex.bench.figures.Cores;
import apex.bench.figures.Programs;
import apex.bench.figures.RunningProxy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** From the start of a process to its first answer. */
@Timeout(60)
@EnabledOnOs(OS.LINUX)
class FirstAnswerTest {
    private static final InetSocketAddress NOBODY = new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);

    /** Answers by 404, then by 200. */
    private static final String SERVER = """
            import socket, sys
            host, port = sys.argv[1].split(":")
            with socket.create_server((host, int(port))) as server:
                for status in (b"404 Not Found", b"200 OK"):
                    connection, _ = server.accept()
                    connection.recv(1000)
                    connection.sendall(b"HTTP/1.1 " + status + b"\\r\\nContent-Length: 0\\r\\n\\r\\n")
                    connection.close()
                server.accept()
            """;

    private final Programs programs = new Programs(System.getenv("PATH"));
    private Cores cores;

    @BeforeEach
    void findPrograms() throws IOException {
        Assumptions.assumeTrue(programs.find("python3").isPresent(), "python3 is not installed");
        Assumptions.assumeTrue(programs.find("taskset").isPresent(), "taskset is not installed");
        Assumptions.assumeTrue(Runtime.getRuntime().availableProcessors() > 1, "one core only");
        cores = new Cores(programs.required("taskset", "util-linux"), 0, 1);
    }

    @Test
    void theFirstAnswerWith200Counts() throws Exception {
        try (Comparison comparison = new Comparison(cores, line -> {})) {
            FirstAnswer answer = await(comparison, SERVER);
            assertTrue(answer.seconds() > 0 && answer.seconds() < 60, answer::toString);
            assertTrue(answer.coreBusy() >= 0 && answer.coreBusy() <= 1, answer::toString);
        }
    }

    @Test
    void aProcessThatEndsBeforeItAnswersIsAFailure() throws Exception {
        try (Comparison comparison = new Comparison(cores, line -> {})) {
            IOException failure = assertThrows(IOException.class, () -> await(comparison, "import sys; sys.argv"));
            assertTrue(failure.getMessage().endsWith("(expected: HTTP/1.1 200)"), failure::getMessage);
            assertEquals(0, failure.getMessage().indexOf("server: answers "), failure::getMessage);
        }
    }

    private FirstAnswer await(Comparison comparison, String program) throws IOException, InterruptedException {
        Contender contender = new Contender(
                "server",
                "1",
                Map.of("server.py", program),
                List.of("python3", "${folder}/server.py", "${listen}"),
                Map.of());
        FirstAnswer.Before before = FirstAnswer.Before.of(cores);
        RunningProxy proxy = comparison.launch(contender, NOBODY, Map.of());
        return FirstAnswer.await(proxy, "/", cores, before);
    }
}
