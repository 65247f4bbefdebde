package apex.http1.downstream;

import apex.spi.thread.Frozen;

/** Where a client's connection stands. */
@Frozen
enum ServerPhase {
    /** Between requests. */
    IDLE,
    /** Some bytes of a head have arrived. */
    HEAD,
    /** The body is arriving, or waits for being wanted. */
    BODY,
    /** The request is over, the response is not. */
    COMPLETE,
    /** The request was refused; the kernel may answer, and the connection ends. */
    REFUSED,
    /** The response is over, and the rest of the body is read for nothing. */
    DRAIN,
    /** The exchange is over, and so much of its output is still waiting that no other may begin. */
    FULL,
    /** The protocol was switched; a tunnel has taken the connection over. */
    TUNNEL,
    /** Everything is over but the connection. */
    CLOSING;

    /** Whether the kernel has an exchange under way unless its response is over. */
    boolean isInExchange() {
        return this == BODY || this == COMPLETE || this == REFUSED;
    }

    /** Whether the client owes nothing of a request that it has begun. */
    boolean owesNothing() {
        return this == IDLE || this == COMPLETE || this == FULL;
    }
}
