package apex.net.proactor;

import apex.spi.thread.Frozen;

/** What a proactor can be asked for, and completes. */
@Frozen
public enum Operation {
    /** To receive into small buffers, one completion for each that was filled. */
    RECEIVE(0),
    /** To receive once, into a large buffer. */
    RECEIVE_ONCE(1),
    /** To send bytes. */
    SEND(2),
    /** To send what many pieces of memory hold. */
    SEND_PIECES(3),
    /** To accept connections, one completion for each. */
    ACCEPT(4),
    /** To connect. */
    CONNECT(5),
    /** To wait for the peer's end or a reset, and take nothing in. */
    POLL(6),
    /** To forget something else that was asked for. Its completion is nobody's. */
    CANCEL(7),
    /** To close a descriptor. Its completion is nobody's. */
    CLOSE(8),
    /** To be woken up by other threads. Its completion is the proactor's own. */
    WAKE(9);

    private static final Operation[] BY_NUMBER = values();

    private final int number;

    Operation(int number) {
        this.number = number;
    }

    /** A number for it, in the order of declaration. */
    public int number() {
        return number;
    }

    /** The one with that number. */
    public static Operation of(int number) {
        return BY_NUMBER[number];
    }
}
