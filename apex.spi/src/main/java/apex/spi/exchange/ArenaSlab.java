package apex.spi.exchange;

import apex.spi.thread.Apart;
import apex.spi.thread.Stock;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The loop's stock of byte arrays in which heads live, in four sizes. An array is lent when the first byte of a head arrives and
 * given back when its exchange completes, so an idle connection holds none. Every lent byte is counted.
 */
public final class ArenaSlab extends Apart {
    /** The largest head in bytes, request or response, with what filters add to it. */
    public static final int LARGEST = 32 * 1024;

    private static final int[] SIZES = {1024, 4 * 1024, 16 * 1024, LARGEST};
    private static final int KEPT = 64;
    private static final VarHandle LENT_BYTES;

    static {
        try {
            LENT_BYTES = MethodHandles.lookup().findVarHandle(ArenaSlab.class, "lentBytes", long.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    private final List<Stock<byte[]>> free = IntStream.range(0, SIZES.length)
            .mapToObj(_ -> new Stock<byte[]>(KEPT, _ -> {}))
            .toList();

    /** Written by the loop alone, read by anybody. */
    private long lentBytes;

    /** A stock without arrays. */
    public ArenaSlab() {}

    /**
     * Lends an array of at least {@code capacity} bytes; its content is undefined.
     *
     * @param capacity at most {@link #LARGEST}
     */
    public byte[] lend(int capacity) {
        int size = sizeClass(capacity);
        LENT_BYTES.setOpaque(this, lentBytes + SIZES[size]);
        byte[] array = free.get(size).poll();
        return array == null ? new byte[SIZES[size]] : array;
    }

    /** Takes back an array that {@link #lend} gave. */
    public void giveBack(byte[] array) {
        int size = sizeClass(array.length);
        LENT_BYTES.setOpaque(this, lentBytes - SIZES[size]);
        free.get(size).add(array);
    }

    /** The bytes that are lent at present: 0 on a loop without exchanges. Any thread. */
    public long lentBytes() {
        return (long) LENT_BYTES.getOpaque(this);
    }

    private static int sizeClass(int capacity) {
        for (int i = 0; i < SIZES.length; i++) {
            if (capacity <= SIZES[i]) {
                return i;
            }
        }
        throw new IllegalArgumentException("capacity: " + capacity + " (expected: at most " + LARGEST + ", one of "
                + Arrays.toString(SIZES) + ")");
    }
}
