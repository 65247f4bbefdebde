package apex.spi.exchange;

import apex.spi.thread.Frozen;

/** Who caused an end: the client, Apex itself (its configuration and filters included), or the backend. */
@Frozen
public enum Side {
    CLIENT,
    APEX,
    BACKEND
}
