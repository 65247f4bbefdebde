package apex.net.uring;

import apex.spi.thread.Frozen;

/** What a ring can be asked for, with the kernel's numbers. */
@Frozen
public enum Operation {
    /** To wait until a descriptor is ready. */
    POLL(6),
    /** To send what many pieces of memory hold. */
    SEND_PIECES(9),
    /** To accept connections, one completion for each. */
    ACCEPT(13),
    /** To forget earlier entries. */
    CANCEL(14),
    /** To connect. */
    CONNECT(16),
    /** To close a descriptor. */
    CLOSE(19),
    /** To read once. */
    READ(22),
    /** To send bytes. */
    SEND(26),
    /** To receive, one completion for each buffer that was filled. */
    RECEIVE(27);

    private static final Operation[] BY_CODE = new Operation[32];

    static {
        for (Operation each : values()) {
            BY_CODE[each.code] = each;
        }
    }

    /** The number that the kernel has for it. */
    final int code;

    Operation(int code) {
        this.code = code;
    }

    static Operation of(int code) {
        return BY_CODE[code];
    }
}
