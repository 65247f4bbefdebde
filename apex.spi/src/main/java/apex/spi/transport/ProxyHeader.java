package apex.spi.transport;

import apex.spi.thread.Frozen;

/** Whether connections to an endpoint begin with a header of the PROXY protocol that tells the client. */
@Frozen
public enum ProxyHeader {
    /** They do not. */
    NONE,
    /** The readable version 1. */
    V1,
    /** The binary version 2. */
    V2
}
