package apex.net.pool;

import apex.spi.transport.Acquirer;
import apex.spi.transport.Need;

/** The acquirers of one pool that have no answer yet, the oldest first. */
final class WaiterList {
    private final LoopPool pool;
    private Waiter first;
    private Waiter last;
    private Waiter spare;

    WaiterList(LoopPool pool) {
        this.pool = pool;
    }

    boolean isEmpty() {
        return first == null;
    }

    Waiter add(Acquirer acquirer, Need need) {
        Waiter waiter = spare;
        if (waiter == null) {
            waiter = new Waiter(pool);
        } else {
            spare = waiter.next;
            waiter.next = null;
        }
        waiter.acquirer = acquirer;
        waiter.fresh = need == Need.FRESH;
        waiter.dialing = false;
        waiter.previous = last;
        if (last == null) {
            first = waiter;
        } else {
            last.next = waiter;
        }
        last = waiter;
        return waiter;
    }

    /** Takes a waiter out and returns its acquirer. */
    Acquirer remove(Waiter waiter) {
        if (waiter.previous == null) {
            first = waiter.next;
        } else {
            waiter.previous.next = waiter.next;
        }
        if (waiter.next == null) {
            last = waiter.previous;
        } else {
            waiter.next.previous = waiter.previous;
        }
        Acquirer acquirer = waiter.acquirer;
        waiter.acquirer = null;
        waiter.previous = null;
        waiter.next = spare;
        spare = waiter;
        return acquirer;
    }

    /** The oldest that is dialing, or that is not; null when there is none. */
    Waiter oldest(boolean dialing) {
        Waiter waiter = first;
        while (waiter != null && waiter.dialing != dialing) {
            waiter = waiter.next;
        }
        return waiter;
    }

    /** The oldest that one of the idle connections can serve; null when there is none. */
    Waiter oldestFor(IdleList idle) {
        Waiter waiter = idle.oldest() == null ? null : first;
        while (waiter != null && (waiter.fresh || idle.newestFor(waiter.acquirer) == null)) {
            waiter = waiter.next;
        }
        return waiter;
    }

    Waiter of(Acquirer acquirer) {
        Waiter waiter = first;
        while (waiter != null && waiter.acquirer != acquirer) {
            waiter = waiter.next;
        }
        return waiter;
    }
}
