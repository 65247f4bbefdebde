package apex.plugins.standard.limitrate;

import apex.spi.exchange.Exchange;
import apex.spi.exchange.Head;
import apex.spi.exchange.Resumption;
import apex.spi.filter.Verdict;
import apex.spi.thread.Deadline;
import apex.spi.thread.Loop;

/**
 * What one body of an exchange owes: a token bucket, kept as the time at which all that has passed is paid for. Over any stretch of
 * time a body gets what its rate grants, a tenth of a second's worth, and the rest of one chunk.
 */
final class Meter extends Deadline {
    private static final long NANOS = 1_000_000_000;
    private static final long NANOS_OF_MILLI = 1_000_000;

    /** A debt below a tick of the loop's clock is left to grow: short waits would end late and cost much. */
    private static final long LEAST_WAIT = 10 * NANOS_OF_MILLI;

    /** How much of the time in which nothing came is made up for: with the least wait a tenth of a second. */
    private static final long MOST_CREDIT = 90 * NANOS_OF_MILLI;

    private long passed;
    private long paidAt;

    /** Null unless the exchange waits. */
    private Resumption resumption;

    /**
     * Takes note of {@code count} bytes that pass now.
     *
     * @param length of the whole body, if it is known
     * @param free how many bytes of it cost nothing
     * @param rate bytes per second
     * @return whether the next bytes have to wait; the deadline is armed then
     */
    Verdict pass(Exchange exchange, int count, long length, long free, long rate) {
        Loop loop = exchange.loop();
        long now = loop.nanoTime();
        if (passed == 0) {
            paidAt = now;
        }
        long before = Math.max(0, passed - free);
        passed += count;
        long owed = Math.max(paidAt - now, -MOST_CREDIT) + (Math.max(0, passed - free) - before) * NANOS / rate;
        paidAt = now + owed;
        boolean last = length != Head.UNKNOWN_LENGTH && passed >= length;
        if (last || owed < LEAST_WAIT) {
            return Verdict.CONTINUE;
        }
        boolean waits = resumption != null;
        if (!waits) {
            resumption = exchange.suspend();
        }
        loop.arm(this, (owed + NANOS_OF_MILLI - 1) / NANOS_OF_MILLI);
        // A second chunk in the same turn finds that the exchange waits already, and makes that longer.
        return waits ? Verdict.CONTINUE : Verdict.SUSPENDED;
    }

    /** The exchange is over. */
    void stop(Loop loop) {
        loop.disarm(this);
        resumption = null;
    }

    void clear() {
        passed = 0;
    }

    @Override
    protected void expired() {
        Resumption waiting = resumption;
        resumption = null;
        waiting.resume();
    }
}
