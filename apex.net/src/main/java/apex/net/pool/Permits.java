package apex.net.pool;

import java.util.concurrent.atomic.AtomicInteger;

/** What all loops share about one endpoint: how many connections it may have, and how many exchanges may wait for one. */
final class Permits {
    private final int most;
    private final int mostWaiting;
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger waiting = new AtomicInteger();

    Permits(int most, int mostWaiting) {
        this.most = most;
        this.mostWaiting = mostWaiting;
    }

    boolean takeConnection() {
        return take(open, most);
    }

    void giveConnection() {
        open.decrementAndGet();
    }

    boolean hasConnection() {
        return open.get() < most;
    }

    /** Whether so many are half of the connections that there may be, or more. */
    boolean isHalfOrMore(int connections) {
        return connections >= most - most / 2;
    }

    int open() {
        return open.get();
    }

    boolean takePlace() {
        return take(waiting, mostWaiting);
    }

    void givePlace() {
        waiting.decrementAndGet();
    }

    /** Whether an exchange waits, on whatever loop. */
    boolean anybodyWaits() {
        return waiting.get() > 0;
    }

    private static boolean take(AtomicInteger count, int limit) {
        int seen = count.get();
        while (seen < limit) {
            if (count.compareAndSet(seen, seen + 1)) {
                return true;
            }
            seen = count.get();
        }
        return false;
    }
}
