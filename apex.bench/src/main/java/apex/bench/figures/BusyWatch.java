package apex.bench.figures;

import apex.bench.proc.CoreTimes;
import apex.bench.proc.ProcessTree;

/**
 * Observes what a proxy's core is busy with in the midst of a round. The beginning and the end are left out: there the load's
 * program starts, connects and reports, and the core rests.
 */
final class BusyWatch {
    private static final long MOST_EDGE_MILLIS = 500;

    /**
     * Shares of the observed time, 0 to 1.
     *
     * @param busy the proxy's core worked, for anybody
     * @param byProxy it worked for the proxy
     * @param stolen the hypervisor took it, or the core of the load, whichever is more
     */
    record Shares(double busy, double byProxy, double stolen) {}

    private final ProcessTree tree;
    private final Cores cores;
    private final long edgeMillis;
    private final long millis;
    private final Thread thread;
    private volatile Shares shares = new Shares(0, 0, 0);

    /** A watch for a round of {@code seconds}. */
    BusyWatch(ProcessTree tree, Cores cores, int seconds) {
        this.tree = tree;
        this.cores = cores;
        edgeMillis = Math.min(MOST_EDGE_MILLIS, seconds * 1000L / 4);
        millis = seconds * 1000L - 2 * edgeMillis;
        thread = Thread.ofPlatform().name("bench-busy").daemon().unstarted(this::observe);
    }

    void start() {
        thread.start();
    }

    /** What was seen; waits until the observation is over. All zero when it never began. */
    Shares shares() throws InterruptedException {
        thread.join();
        return shares;
    }

    private void observe() {
        try {
            Thread.sleep(edgeMillis);
            CoreTimes proxyBefore = CoreTimes.read(cores.proxy());
            CoreTimes loadBefore = CoreTimes.read(cores.load());
            double secondsBefore = tree.cpuSeconds();
            long began = System.nanoTime();
            Thread.sleep(millis);
            CoreTimes proxy = CoreTimes.read(cores.proxy()).since(proxyBefore);
            CoreTimes load = CoreTimes.read(cores.load()).since(loadBefore);
            double seconds = tree.cpuSeconds() - secondsBefore;
            double elapsed = (System.nanoTime() - began) / 1e9;
            shares =
                    new Shares(proxy.busyShare(), seconds / elapsed, Math.max(proxy.stolenShare(), load.stolenShare()));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
