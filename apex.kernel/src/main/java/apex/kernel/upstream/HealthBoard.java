package apex.kernel.upstream;

import apex.spi.thread.Cold;
import apex.spi.thread.Frozen;

/** Which endpoints of an upstream are healthy: a frozen snapshot, replaced whole by whoever checks. All are, to begin with. */
@Frozen
final class HealthBoard {
    private volatile boolean[] unhealthy;

    HealthBoard(int endpoints) {
        unhealthy = new boolean[endpoints];
    }

    /** Whether the endpoint at {@code index} may be picked. Any thread. */
    boolean isHealthy(int index) {
        return !unhealthy[index];
    }

    /** Publishes a change. Checks of one upstream happen on one loop, so there is one writer. */
    @Cold
    void publish(int index, boolean healthy) {
        if (unhealthy[index] == healthy) {
            boolean[] next = unhealthy.clone();
            next[index] = !healthy;
            unhealthy = next;
        }
    }
}
