package apex.spi.exchange;

/**
 * The bytes of one head: the start line and the fields as they arrived, then whatever was added. Offsets stay valid when the
 * arena moves to a larger array; {@link #bytes} must be asked for again after every call that may add.
 */
public final class Arena {
    private static final byte[] NONE = {};

    private ArenaSlab slab;
    private byte[] bytes = NONE;
    private int used;

    /** An arena that holds no array yet. */
    public Arena() {}

    /** The array that holds the head at present. */
    public byte[] bytes() {
        return bytes;
    }

    /** How many bytes are in use. */
    public int used() {
        return used;
    }

    /** How many bytes fit before the arena has to move to a larger array. */
    public int free() {
        return bytes.length - used;
    }

    /** Borrows room from {@code from} when none is held yet. */
    public void open(ArenaSlab from) {
        if (slab == null) {
            slab = from;
            bytes = from.lend(1);
            used = 0;
        }
    }

    /** Gives the room back; the content is gone. */
    public void close() {
        if (slab != null) {
            slab.giveBack(bytes);
            slab = null;
            bytes = NONE;
            used = 0;
        }
    }

    /**
     * Makes room for {@code count} more bytes.
     *
     * @throws HeadTooLargeException when that is more than the largest arena
     */
    public void ensure(int count) {
        if (count > bytes.length - used) {
            if (count > ArenaSlab.LARGEST - used) {
                throw HeadTooLargeException.INSTANCE;
            }
            byte[] larger = slab.lend(used + count);
            System.arraycopy(bytes, 0, larger, 0, used);
            slab.giveBack(bytes);
            bytes = larger;
        }
    }

    /** Declares that {@code count} bytes behind the used ones have been written into {@link #bytes}. */
    public void advance(int count) {
        used += count;
    }

    /** Forgets all bytes from {@code newUsed} on. */
    public void truncate(int newUsed) {
        used = newUsed;
    }

    /**
     * Appends bytes and returns the offset at which they begin.
     *
     * @throws HeadTooLargeException when there is no room
     */
    public int append(byte[] source, int from, int count) {
        ensure(count);
        System.arraycopy(source, from, bytes, used, count);
        int at = used;
        used += count;
        return at;
    }

    /** Appends bytes of this very arena, which may move meanwhile, and returns the offset at which the copy begins. */
    public int appendOwn(int from, int count) {
        ensure(count);
        System.arraycopy(bytes, from, bytes, used, count);
        int at = used;
        used += count;
        return at;
    }
}
