package apex.http1.wire;

import apex.spi.thread.Frozen;

/** What a response says about its connection (RFC 9112 section 9.3). */
@Frozen
public enum KeepAlive {
    /** It will be closed. */
    CLOSE,
    /** It lives on, said aloud because an HTTP/1.0 client expects that. */
    SAID,
    /** It lives on, as HTTP/1.1 has it anyway. */
    UNSAID
}
