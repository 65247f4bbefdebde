package apex.net.loop;

import apex.spi.exchange.ArenaSlab;
import apex.spi.thread.Apart;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * What the connections of one loop hold in memory, against the share of the process's budget that the loop has: buffers whose
 * output the system does not take yet, input that waits, chunks that somebody keeps, and the arenas of heads. Buffers count by
 * their size, not by what is in them.
 *
 * <p>No connection waits for another. What one of them may have on its way, and what one read brings in, is a fixed part of what
 * is left of the share: plenty while there is plenty, next to nothing near the end, so that reading dies away for those
 * connections whose bytes find no taker, and goes on for those whose bytes leave at once. Whatever is left over comes from
 * requests in flight, which always may go on by a little; over the share, new ones are refused.
 */
public final class MemoryBudget extends Apart {
    /** The most that one connection may have on its way, and that one read brings in. */
    static final int MOST = 64 * 1024;

    /** The part of what is left that one connection may take, as a shift: the 256th. */
    private static final int PART = 8;

    /** No read is for less, so that heads and the ends of bodies get through. */
    private static final int LEAST_READ = 2 * 1024;

    private static final VarHandle HELD;

    static {
        try {
            HELD = MethodHandles.lookup().findVarHandle(MemoryBudget.class, "held", long.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    private final long share;
    private final ArenaSlab arenas;

    /** Written by the loop alone, read by anybody. */
    private long held;

    MemoryBudget(long share, ArenaSlab arenas) {
        this.share = share;
        this.arenas = arenas;
    }

    /** The loop's share in bytes. Any thread. */
    public long shareBytes() {
        return share;
    }

    /** The bytes that are held at present. Any thread. */
    public long heldBytes() {
        return (long) HELD.getOpaque(this) + arenas.lentBytes();
    }

    /** Counts bytes that are held from now on, or, if negative, no longer. */
    public void charge(int change) {
        HELD.setOpaque(this, held + change);
    }

    /** How many bytes one connection may have on its way before whoever feeds it has to wait. */
    public int mark() {
        return Math.clamp(share - held - arenas.lentBytes() >> PART, 0, MOST);
    }

    /** How many bytes one read may bring in. */
    public int readBytes() {
        return Math.max(LEAST_READ, mark());
    }

    /** Whether more is held than the share, so that new requests are to be refused. */
    public boolean isOver() {
        return held + arenas.lentBytes() > share;
    }

    /** Whether even new connections are too much: a quarter more than the share is held. */
    public boolean isFarOver() {
        return held + arenas.lentBytes() > share + share / 4;
    }
}
