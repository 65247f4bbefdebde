package apex.net.pool;

import apex.spi.thread.Deadline;
import apex.spi.transport.Acquirer;

/** An acquirer without an answer, in the list of its pool. Reused; its deadline is that of the queue. */
final class Waiter extends Deadline {
    private final LoopPool pool;

    Acquirer acquirer;
    boolean fresh;

    /** Whether a connection is being made on its behalf; else it is in the queue. */
    boolean dialing;

    Waiter next;
    Waiter previous;

    Waiter(LoopPool pool) {
        this.pool = pool;
    }

    @Override
    protected void expired() {
        pool.queueTimeout(this);
    }
}
