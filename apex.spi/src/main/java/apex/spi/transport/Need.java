package apex.spi.transport;

import apex.spi.thread.Frozen;

/** What kind of connection an exchange asks for. A pooled one may have been closed by its backend without anybody knowing yet. */
@Frozen
public enum Need {
    /** Any: the request can be repeated. */
    ANY,
    /** One that has served a moment ago or is new, if there is one or can be; else any: the request must not be repeated. */
    PROVEN,
    /** A new one: a pooled one has just proved stale. */
    FRESH
}
