package apex.bench.figures;

import apex.bench.origin.Origin;
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
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Starts all proxies in front of one origin, lets them take turns, and ends them whatever happens. */
public final class Comparison implements AutoCloseable {
    private final Cores cores;
    private final Load load;
    private final Consumer<String> progress;
    private final Path folder;
    private final List<ChildProcess> processes = new ArrayList<>();
    private final List<RunningProxy> proxies = new ArrayList<>();
    private final Thread onExit = new Thread(this::end, "bench-end");
    private boolean ended;

    /** With nobody taking part yet; progress is told line by line. */
    public Comparison(Cores cores, Load load, Consumer<String> progress) throws IOException {
        this.cores = cores;
        this.load = load;
        this.progress = progress;
        folder = Files.createTempDirectory("apex-bench-");
        Runtime.getRuntime().addShutdownHook(onExit);
    }

    /** Starts one more proxy in front of {@code origin}. */
    public RunningProxy start(Contender contender, Origin origin, Map<String, String> values)
            throws IOException, InterruptedException {
        InetSocketAddress listen = freeAddress();
        Map<String, String> all = new HashMap<>(values);
        all.put("listen", Contender.hostPort(listen));
        all.put("origin", Contender.hostPort(origin.address()));
        Path own = Files.createDirectory(folder.resolve(contender.name()));
        ChildProcess process = startUnlessEnded(contender, own, all);
        try {
            process.awaitListening(listen);
        } catch (IOException e) {
            throw new IOException(contender.name() + ": " + e.getMessage(), e);
        }
        URI url = URI.create("http://" + Contender.hostPort(listen) + "/");
        RunningProxy proxy = new RunningProxy(contender, process, url, List.of());
        proxies.add(proxy);
        return proxy;
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

    /** Warms each proxy up, then lets them take turns. */
    List<RunningProxy> run(int warmUpSeconds, int rounds, int seconds) throws IOException, InterruptedException {
        for (RunningProxy proxy : proxies) {
            progress.accept(proxy.contender().name() + ": warm-up of " + warmUpSeconds + " s");
            proxy.warmUp(load, warmUpSeconds);
        }
        for (int i = 1; i <= rounds; i++) {
            for (RunningProxy proxy : proxies) {
                Round round = proxy.round(load, seconds, cores);
                progress.accept(String.format(
                        Locale.ROOT,
                        "%s, round %d: %.0f requests/s, %.0f per CPU-second, P99 %.2f ms",
                        proxy.contender().name(),
                        i,
                        round.load().perSecond(),
                        round.perCpuSecond(),
                        round.load().p99Nanos() / 1e6));
            }
        }
        return List.copyOf(proxies);
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
