package apex.bench.startup;

import apex.bench.figures.Cores;
import apex.bench.figures.RunningProxy;
import apex.bench.proc.CoreTimes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * When a process answered for the first time.
 *
 * @param seconds from its start to the head of the first answer with 200
 * @param coreBusy the share of that time in which its core worked for anybody, 0 to 1
 * @param ownShare the share in which its core worked for it and what it has started, 0 to 1
 * @param stolen the share that the hypervisor took of its core or of the load's, whichever is more, 0 to 1
 */
public record FirstAnswer(double seconds, double coreBusy, double ownShare, double stolen) {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int ANSWER_MILLIS = 10_000;
    private static final long POLL_MILLIS = 1;
    private static final double NANOS = 1e9;
    private static final String GOOD = "HTTP/1.1 200";

    /** Two cores before a process was started. */
    public record Before(CoreTimes proxy, CoreTimes load) {
        /** At this moment. */
        public static Before of(Cores cores) {
            return new Before(CoreTimes.read(cores.proxy()), CoreTimes.read(cores.load()));
        }
    }

    /**
     * Asks a process that has just been started for {@code path}, on a connection for each attempt, until it answers with 200.
     *
     * @throws IOException when it has ended, or does not within a minute
     */
    public static FirstAnswer await(RunningProxy proxy, String path, Cores cores, Before before)
            throws IOException, InterruptedException {
        long end = proxy.process().startedNanos() + LIMIT.toNanos();
        String last = "no connection";
        while (System.nanoTime() < end && proxy.process().isAlive()) {
            try {
                last = ask(proxy.url(), path);
                if (last.equals(GOOD)) {
                    return since(proxy, cores, before);
                }
            } catch (IOException e) {
                last = e.toString();
            }
            Thread.sleep(POLL_MILLIS);
        }
        throw new IOException(proxy.contender().name() + ": answers " + last + " (expected: " + GOOD + ")");
    }

    private static FirstAnswer since(RunningProxy proxy, Cores cores, Before before) {
        double seconds = (System.nanoTime() - proxy.process().startedNanos()) / NANOS;
        double own = proxy.process().tree().cpuSecondsOfAll();
        CoreTimes core = CoreTimes.read(cores.proxy()).since(before.proxy);
        CoreTimes load = CoreTimes.read(cores.load()).since(before.load);
        return new FirstAnswer(
                seconds, core.busyShare(), own / seconds, Math.max(core.stolenShare(), load.stolenShare()));
    }

    private static String ask(URI url, String path) throws IOException {
        try (Socket socket = new Socket(InetAddress.ofLiteral(url.getHost()), url.getPort())) {
            socket.setSoTimeout(ANSWER_MILLIS);
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.1\r\nHost: www.example.org\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readNBytes(GOOD.length()), StandardCharsets.US_ASCII);
        }
    }
}
