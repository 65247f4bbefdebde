package apex.bench.figures;

import apex.bench.proc.ProcessTree;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A proxy in the foreground of its own process, with what it has started itself. */
public final class ChildProcess implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(20);
    private static final long STOP_SECONDS = 3;
    private static final long POLL_MILLIS = 20;
    private static final int LAST_LINES = 5;

    private final Process process;
    private final Path log;

    private ChildProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /**
     * Starts {@code command} with its output in {@code log}.
     *
     * @throws IOException when there is no such program
     */
    public static ChildProcess start(List<String> command, Path log) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command);
        // The source tree's start script must not begin a build in the midst of a measurement.
        builder.environment().put("APEX_NO_BUILD", "1");
        builder.redirectErrorStream(true).redirectOutput(log.toFile());
        return new ChildProcess(builder.start(), log);
    }

    /**
     * Waits until somebody listens at {@code address}.
     *
     * @throws IOException when that takes too long or the process has ended; the message has the last lines of its output
     */
    public void awaitListening(InetSocketAddress address) throws IOException, InterruptedException {
        long end = System.nanoTime() + START_LIMIT.toNanos();
        while (System.nanoTime() < end && process.isAlive()) {
            try (Socket _ = new Socket(address.getAddress(), address.getPort())) {
                return;
            } catch (IOException _) {
                Thread.sleep(POLL_MILLIS);
            }
        }
        String what = process.isAlive() ? "does not listen on " + address : "ended with code " + process.exitValue();
        throw new IOException(what + "; its last words: " + lastWords());
    }

    ProcessTree tree() {
        return new ProcessTree(process.toHandle());
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Ends the process and all that it has started: by TERM, and after some seconds by KILL. */
    @Override
    public void close() {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroy();
        try {
            process.waitFor(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
    }

    private String lastWords() throws IOException {
        List<String> lines = Files.readAllLines(log);
        return String.join(" | ", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
    }
}
