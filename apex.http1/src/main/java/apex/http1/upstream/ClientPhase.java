package apex.http1.upstream;

import apex.spi.thread.Frozen;

/** Where a backend's connection stands. */
@Frozen
enum ClientPhase {
    /** No exchange. */
    IDLE,
    /** A final response head has not arrived. */
    HEAD,
    /** The response's body is arriving, or waits for being wanted. */
    BODY,
    /** The response is over. */
    OVER,
    /** The protocol was switched; a tunnel has taken the connection over. */
    TUNNEL,
    /** The connection is closing. */
    CLOSING
}
