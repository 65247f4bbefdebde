package apex.bench.figures;

import apex.bench.proc.ProcessTree;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A proxy in the foreground of its own process, with what it has started itself. */
public final class ChildProcess implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(20);
    private static final long STOP_SECONDS = 3;
    private static final long POLL_MILLIS = 20;
    private static final int LAST_LINES = 5;
    private static final Pattern ANNOUNCEMENT = Pattern.compile("listening on (?<host>[0-9.]+):(?<port>[0-9]+)\\s");

    private final Process process;
    private final Path log;
    private final long startedNanos;

    private ChildProcess(Process process, Path log, long startedNanos) {
        this.process = process;
        this.log = log;
        this.startedNanos = startedNanos;
    }

    /**
     * Starts {@code command} with these variables on top of this process's own, and its output in {@code log}.
     *
     * @throws IOException when there is no such program
     */
    public static ChildProcess start(List<String> command, Map<String, String> environment, Path log)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        builder.redirectErrorStream(true).redirectOutput(log.toFile());
        long before = System.nanoTime();
        return new ChildProcess(builder.start(), log, before);
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
        throw notThere("does not listen on " + address);
    }

    /** The system's number for the process itself. */
    public long pid() {
        return process.pid();
    }

    /** What the process and its children have in RAM, in KiB. */
    public long residentKib() {
        return tree().residentKib();
    }

    /**
     * Waits until the process says {@code listening on HOST:PORT}, and takes it at its word.
     *
     * @throws IOException when that takes too long or the process has ended; the message has the last lines of its output
     */
    public InetSocketAddress awaitAnnouncement() throws IOException, InterruptedException {
        long end = System.nanoTime() + START_LIMIT.toNanos();
        while (System.nanoTime() < end) {
            boolean alive = process.isAlive();
            Matcher said = ANNOUNCEMENT.matcher(Files.readString(log));
            if (said.find()) {
                return new InetSocketAddress(
                        InetAddress.ofLiteral(said.group("host")), Integer.parseInt(said.group("port")));
            }
            if (!alive) {
                break;
            }
            Thread.sleep(POLL_MILLIS);
        }
        throw notThere("does not say where it listens");
    }

    private IOException notThere(String what) throws IOException {
        String state = process.isAlive() ? what : "ended with code " + process.exitValue();
        return new IOException(state + "; its last words: " + lastWords());
    }

    /** The process with all that it has started. */
    public ProcessTree tree() {
        return new ProcessTree(process.toHandle());
    }

    /** The reading of {@link System#nanoTime} right before it was started. */
    public long startedNanos() {
        return startedNanos;
    }

    /** Whether it has not ended yet. */
    public boolean isAlive() {
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
