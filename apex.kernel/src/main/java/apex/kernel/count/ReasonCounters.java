package apex.kernel.count;

import apex.spi.exchange.Reason;
import apex.spi.thread.Cold;

/** How often an exchange was answered or ended for each reason of Apex, and for those of plugins together. */
public final class ReasonCounters {
    private final Reason[] reasons = Reason.all().toArray(Reason[]::new);
    private final LoopCells[] loops;

    ReasonCounters(int loops) {
        this.loops = LoopCells.forEach(loops, reasons.length + 1);
    }

    /** Counts an exchange that completed for that reason. By the loop with index {@code loop}. */
    public void count(int loop, Reason reason) {
        loops[loop].add(indexOf(reason), 1);
    }

    /** How many completed for that reason of Apex. Any thread. */
    @Cold
    public long of(Reason reason) {
        return LoopCells.sum(loops, indexOf(reason));
    }

    /** How many completed for a reason of a plugin's own. Any thread. */
    @Cold
    public long ofPlugins() {
        return LoopCells.sum(loops, reasons.length);
    }

    private int indexOf(Reason reason) {
        int index = 0;
        while (index < reasons.length && reasons[index] != reason) {
            index++;
        }
        return index;
    }
}
