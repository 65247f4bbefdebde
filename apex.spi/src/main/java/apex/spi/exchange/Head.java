package apex.spi.exchange;

/**
 * What requests and responses have in common: fields, and what is known of the body's length. Made once for a connection or
 * stream, filled for each message.
 *
 * <p>Protocols take connection-specific fields (RFC 9110 section 7.6.1) and message framing out of the fields before anybody else
 * sees the head, and put in their own when they write it. {@link #contentLength} is the one source for the body's length.
 */
public abstract sealed class Head permits RequestHead, ResponseHead {
    /** The content length of a body that ends when its protocol says so. */
    public static final long UNKNOWN_LENGTH = -1;

    /** The bytes of this head; protocols and the kernel only. */
    protected final Arena arena = new Arena();

    private final Fields fields = new Fields(arena);
    private long contentLength;
    private int version = 11;

    Head() {}

    /** The arena in which this head lives, for protocols. */
    public final Arena arena() {
        return arena;
    }

    /** The fields of this head. */
    public final Fields fields() {
        return fields;
    }

    /** The length of the body in bytes, 0 for none, {@link #UNKNOWN_LENGTH} when only its end will tell. */
    public final long contentLength() {
        return contentLength;
    }

    /** Sets the length of the body; a filter that changes a body's length says {@link #UNKNOWN_LENGTH}. */
    public final void contentLength(long length) {
        contentLength = length;
    }

    /** Ten times major plus minor version of HTTP on the connection that it came by: 10, 11, 20, 30. */
    public final int version() {
        return version;
    }

    /** For protocols: the version of HTTP, as {@link #version()} returns it. */
    public final void version(int tenfold) {
        version = tenfold;
    }

    /** Forgets everything and gives the arena back. */
    public void close() {
        fields.clear();
        arena.close();
        contentLength = 0;
        version = 11;
    }
}
