package apex.bench.figures;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Starts proxies in front of an origin, and ends them whatever happens. */
public final class Comparison implements AutoCloseable {
    private final Cores cores;
    private final Consumer<String> progress;
    private final Path folder;
    private final List<ChildProcess> processes = new ArrayList<>();
    private final Thread onExit = new Thread(this::end, "bench-end");
    private boolean ended;

    /** With nobody taking part yet; progress is told line by line. */
    public Comparison(Cores cores, Consumer<String> progress) throws IOException {
        this.cores = cores;
        this.progress = progress;
        folder = Files.createTempDirectory("apex-bench-");
        Runtime.getRuntime().addShutdownHook(onExit);
    }

    /** Starts one more proxy in front of {@code origin}, and waits until it listens. */
    public RunningProxy start(Contender contender, InetSocketAddress origin, Map<String, String> values)
            throws IOException, InterruptedException {
        return start(contender, origin, values, true);
    }

    /** The same without waiting, for a proxy that listens where it is told to. */
    public RunningProxy launch(Contender contender, InetSocketAddress origin, Map<String, String> values)
            throws IOException, InterruptedException {
        return start(contender, origin, values, false);
    }

    private RunningProxy start(Contender contender, InetSocketAddress origin, Map<String, String> values, boolean waits)
            throws IOException, InterruptedException {
        InetSocketAddress listen = freeAddress();
        Map<String, String> all = new HashMap<>(values);
        all.put("listen", Contender.hostPort(listen));
        all.put("listen_port", Integer.toString(listen.getPort()));
        all.put("origin", Contender.hostPort(origin));
        all.put("origin_port", Integer.toString(origin.getPort()));
        Path own = Files.createTempDirectory(folder, "proxy-");
        ChildProcess process = startUnlessEnded(contender, own, all);
        try {
            if (contender.choosesItsPort()) {
                listen = process.awaitAnnouncement();
            } else if (waits) {
                process.awaitListening(listen);
            }
        } catch (IOException e) {
            throw new IOException(contender.name() + ": " + e.getMessage(), e);
        }
        URI url = URI.create("http://" + Contender.hostPort(listen) + "/");
        return new RunningProxy(contender, process, url, own);
    }

    /** Starts a program that is no proxy, such as an origin, where this process runs; it ends with the comparison. */
    public ChildProcess startBeside(List<String> command) throws IOException {
        synchronized (processes) {
            if (ended) {
                throw new IOException("the comparison has been ended");
            }
            Path own = Files.createTempDirectory(folder, "program-");
            ChildProcess process = ChildProcess.start(command, Map.of(), own.resolve("output.log"));
            processes.add(process);
            return process;
        }
    }

    /** Ends one proxy before the others. */
    public void end(RunningProxy proxy) {
        synchronized (processes) {
            proxy.process().close();
            processes.remove(proxy.process());
        }
    }

    /** Whoever ends the comparison at this moment waits, and ends this process too. */
    private ChildProcess startUnlessEnded(Contender contender, Path own, Map<String, String> values)
            throws IOException {
        synchronized (processes) {
            if (ended) {
                throw new IOException("the comparison has been ended");
            }
            ChildProcess process = contender.start(own, cores.prefix(), values);
            processes.add(process);
            return process;
        }
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(onExit);
        } catch (IllegalStateException _) {
            // This process is ending already, and the hook is at work.
            return;
        }
        end();
    }

    /** Ends the proxies gently, and then whatever else this process has started: the load's program in the midst of a run. */
    private void end() {
        synchronized (processes) {
            ended = true;
            processes.forEach(ChildProcess::close);
            processes.clear();
        }
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            progress.accept(folder + ": not deleted: " + e.getMessage());
        }
    }

    /** A port of the loopback interface that is free at this moment. */
    public static InetSocketAddress freeAddress() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return new InetSocketAddress(socket.getInetAddress(), socket.getLocalPort());
        }
    }
}
