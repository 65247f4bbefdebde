package apex.spi.thread;

import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Things that one loop makes once and lends many times, such as buffers and parsers. It keeps as many as are lent at a time, so that
 * a steady load makes nothing new, whatever its size; of what nobody has needed for some thousand loans, half goes each time.
 *
 * @param <T> what is kept
 */
@LoopConfined
public final class Stock<T> extends Apart {
    /** Places that stay empty in front: 128 bytes, so that the last one of another loop's array is on no cache line with the first. */
    private static final int ROOM = 32;

    private static final int FIRST_PLACES = 16;
    private static final int LOANS_BETWEEN_REVIEWS = 8 * 1024;

    private final int alwaysKept;
    private final Consumer<? super T> lettingGo;
    private Object[] free = new Object[ROOM + FIRST_PLACES];
    private int end = ROOM;

    /** The lowest {@link #end} since the last review: what lies below was not needed. */
    private int lowest = ROOM;

    private int untilReview = LOANS_BETWEEN_REVIEWS;

    /**
     * An empty stock.
     *
     * @param alwaysKept how many are kept however little they are needed
     * @param lettingGo what to do with one that is not kept any longer
     */
    public Stock(int alwaysKept, Consumer<? super T> lettingGo) {
        this.alwaysKept = alwaysKept;
        this.lettingGo = lettingGo;
    }

    /** One that was added, the last first; null when there is none. */
    @SuppressWarnings("unchecked") // only T is ever added
    public T poll() {
        if (end == ROOM) {
            return null;
        }
        T next = (T) free[--end];
        free[end] = null;
        if (end < lowest) {
            lowest = end;
        }
        return next;
    }

    /** Takes one, new or back. */
    public void add(T one) {
        if (end == free.length) {
            free = Arrays.copyOf(free, end * 2);
        }
        free[end++] = one;
        if (--untilReview == 0) {
            review();
        }
    }

    private void review() {
        int unneeded = lowest - ROOM - alwaysKept;
        for (int i = 0; i < unneeded; i += 2) {
            lettingGo.accept(poll());
        }
        lowest = end;
        untilReview = LOANS_BETWEEN_REVIEWS;
    }

    /** Lets go of all. */
    @Cold
    public void clear() {
        for (T one = poll(); one != null; one = poll()) {
            lettingGo.accept(one);
        }
    }
}
