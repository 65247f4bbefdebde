package apex.kernel.count;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** Numbers with one writer, most often a loop: anybody reads them, and they share no cache line with what others write. */
public final class LoopCells {
    private static final VarHandle CELL = MethodHandles.arrayElementVarHandle(long[].class);

    /** A cache line on either side: two between the cells of two writers. */
    static final int PADDING = 8;

    private final long[] cells;

    /** So many cells, all 0. */
    public LoopCells(int count) {
        cells = new long[PADDING + count + PADDING];
    }

    /** The cells of each of {@code loops} loops. */
    static LoopCells[] forEach(int loops, int count) {
        LoopCells[] made = new LoopCells[loops];
        for (int i = 0; i < loops; i++) {
            made[i] = new LoopCells(count);
        }
        return made;
    }

    /** Adds to one cell. By its writer. */
    public void add(int index, long amount) {
        int at = PADDING + index;
        CELL.setOpaque(cells, at, cells[at] + amount);
    }

    /** Puts a number into one cell. By its writer. */
    public void set(int index, long value) {
        CELL.setOpaque(cells, PADDING + index, value);
    }

    /** What one cell holds. Any thread. */
    public long get(int index) {
        return (long) CELL.getOpaque(cells, PADDING + index);
    }

    /** The sum of one cell over all loops. Any thread. */
    static long sum(LoopCells[] loops, int index) {
        long sum = 0;
        for (LoopCells cells : loops) {
            sum += cells.get(index);
        }
        return sum;
    }
}
