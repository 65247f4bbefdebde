package apex.spi.listen;

import apex.spi.thread.Frozen;

/** What it means when a client ends its output after a complete request and before it has the response. */
@Frozen
public enum HalfClose {
    /** It has gone away, as a program that is ended does: the exchange is given up. */
    ABORT,
    /** It waits for its response all the same. */
    FINISH
}
