package apex.http1.wire;

import apex.spi.thread.Frozen;

/** How the end of a body is found (RFC 9112 section 6.3). */
@Frozen
public enum BodyFraming {
    /** There is no body. */
    NONE,
    /** By its length, which is known in advance. */
    LENGTH,
    /** By the chunk of size zero. */
    CHUNKED,
    /** By the end of the connection; responses only. */
    UNTIL_CLOSE
}
