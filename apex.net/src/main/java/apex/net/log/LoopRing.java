package apex.net.log;

import apex.spi.log.LineBuffer;
import apex.spi.log.RecordWriter;
import apex.spi.thread.Apart;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;

/** Whole records from one loop to one writer: a ring with one producer and one consumer. */
final class LoopRing extends Apart implements RecordWriter {
    private static final int LINE_BYTES = 8 * 1024;
    private static final VarHandle WRITTEN = handle(LoopRing.class, "written");
    private static final VarHandle TAKEN = handle(Taken.class, "bytes");
    private static final VarHandle DROPPED = handle(LoopRing.class, "dropped");

    /** What the cold writer writes, apart from what the loop writes for each record. */
    private static final class Taken extends Apart {
        /** Bytes taken out since the beginning. */
        @SuppressWarnings("unused") // by VarHandle
        private long bytes;
    }

    private final LineBuffer line = new LineBuffer(LINE_BYTES);
    private final Taken taken = new Taken();
    private final byte[] ring;

    /** Bytes put in since the beginning; the loop's. */
    @SuppressWarnings("unused") // by VarHandle
    private long written;

    /** Records that found no room; the loop's. */
    @SuppressWarnings("unused") // by VarHandle
    private long dropped;

    /** A ring of {@code capacity} bytes, a power of two. */
    LoopRing(int capacity) {
        if (Integer.bitCount(capacity) != 1) {
            throw new IllegalArgumentException("capacity: " + capacity + " (expected: a power of two)");
        }
        ring = new byte[capacity];
    }

    @Override
    public LineBuffer begin() {
        line.clear();
        return line;
    }

    @Override
    public void commit() {
        long from = (long) WRITTEN.get(this);
        int count = line.length();
        if (count + 1 > ring.length - (int) (from - (long) TAKEN.getAcquire(taken))) {
            DROPPED.setRelease(this, (long) DROPPED.get(this) + 1);
            return;
        }
        int at = (int) from & (ring.length - 1);
        int untilEnd = Math.min(count, ring.length - at);
        System.arraycopy(line.bytes(), 0, ring, at, untilEnd);
        System.arraycopy(line.bytes(), untilEnd, ring, 0, count - untilEnd);
        ring[(int) (from + count) & (ring.length - 1)] = '\n';
        WRITTEN.setRelease(this, from + count + 1);
    }

    long dropped() {
        return (long) DROPPED.getAcquire(this);
    }

    /** Moves as many bytes to {@code target} as there are and fit, and says how many. By the cold writer. */
    int take(ByteBuffer target) {
        long from = (long) TAKEN.get(taken);
        int count = (int) Math.min((long) WRITTEN.getAcquire(this) - from, target.remaining());
        int at = (int) from & (ring.length - 1);
        int untilEnd = Math.min(count, ring.length - at);
        target.put(ring, at, untilEnd).put(ring, 0, count - untilEnd);
        TAKEN.setRelease(taken, from + count);
        return count;
    }

    private static VarHandle handle(Class<?> owner, String field) {
        try {
            return MethodHandles.lookup().findVarHandle(owner, field, long.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }
}
