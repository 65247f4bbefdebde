package apex.net.wire;

import apex.spi.exchange.Reason;
import apex.spi.thread.Frozen;

/** Who is at the other end of a wire, and what it is called when that one leaves. */
@Frozen
public enum WireEnd {
    /** A client: without it there is nobody to work for. */
    CLIENT(Reason.CLIENT_ABORT, Reason.CLIENT_ABORT),
    /** A backend: what it has sent before it left still counts. */
    BACKEND(Reason.BACKEND_RESET, Reason.BACKEND_CLOSED);

    private final Reason reset;
    private final Reason closed;

    WireEnd(Reason reset, Reason closed) {
        this.reset = reset;
        this.closed = closed;
    }

    Reason reset() {
        return reset;
    }

    Reason closed() {
        return closed;
    }
}
