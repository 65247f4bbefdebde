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
    /** To receive into small buffers, one completion for each that was filled. */
    RECEIVE(27),
    /** To receive once, into a large buffer. */
    RECEIVE_ONCE(27, 28);

    private static final Operation[] BY_NUMBER = new Operation[32];

    static {
        for (Operation each : values()) {
            BY_NUMBER[each.number] = each;
        }
    }

    /** The number that the kernel has for it. */
    final int code;

    /** The number that we tell it by. */
    final int number;

    Operation(int code) {
        this(code, code);
    }

    Operation(int code, int number) {
        this.code = code;
        this.number = number;
    }

    static Operation of(int number) {
        return BY_NUMBER[number];
    }
}
