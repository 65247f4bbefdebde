package apex.kernel.count;

import apex.spi.thread.Cold;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** What is counted for an upstream as a whole, and for each of its endpoints. */
public final class UpstreamCounters {
    private static final int RETRIES = 0;
    private static final int HEAD_DURATION = 1;

    private final String name;
    private final LoopCells[] loops;
    private final ConcurrentMap<String, EndpointCounters> endpoints = new ConcurrentHashMap<>();

    UpstreamCounters(String name, int loops) {
        this.name = name;
        this.loops = LoopCells.forEach(loops, HEAD_DURATION + DurationCells.COUNT);
    }

    /** Those of the endpoint with that URL. */
    @Cold
    public EndpointCounters endpoint(String url) {
        return endpoints.computeIfAbsent(url, _ -> new EndpointCounters(loops.length));
    }

    /** Counts the time from a request being sent to the head of its final response. By the loop with index {@code loop}. */
    public void headAfter(int loop, long nanos) {
        DurationCells.add(loops[loop], HEAD_DURATION, nanos);
    }

    /** Counts a further attempt of an exchange. By the loop with index {@code loop}. */
    public void retried(int loop) {
        loops[loop].add(RETRIES, 1);
    }

    /** The upstream's name. */
    @Cold
    public String name() {
        return name;
    }

    /** How long backends took to answer. Any thread. */
    @Cold
    public Histogram headDurations() {
        return DurationCells.read(loops, HEAD_DURATION);
    }

    /** Further attempts in all. Any thread. */
    @Cold
    public long retries() {
        return LoopCells.sum(loops, RETRIES);
    }
}
