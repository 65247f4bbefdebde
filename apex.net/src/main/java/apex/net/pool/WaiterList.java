package apex.net.pool;

import apex.spi.transport.Acquirer;

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

    Waiter add(Acquirer acquirer, boolean fresh) {
        Waiter waiter = spare;
        if (waiter == null) {
            waiter = new Waiter(pool);
        } else {
            spare = waiter.next;
            waiter.next = null;
        }
        waiter.acquirer = acquirer;
        waiter.fresh = fresh;
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

    /** The oldest that takes a connection which has been used before. */
    Waiter oldestForUsed() {
        Waiter waiter = first;
        while (waiter != null && waiter.fresh) {
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
