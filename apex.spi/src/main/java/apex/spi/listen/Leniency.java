package apex.spi.listen;

import apex.spi.thread.Frozen;

/** What a listener can be told to tolerate although it is refused by default: each opens a way to read a request differently. */
@Frozen
public enum Leniency {
    /** Any number of empty lines before a request instead of one (RFC 9112 section 2.2). */
    LEADING_EMPTY_LINES,
    /** A Content-Length that says the same number several times (RFC 9110 section 8.6). */
    EQUAL_CONTENT_LENGTHS,
    /** A Host that differs from the authority of an absolute target, which counts then (RFC 9112 section 3.2.2). */
    HOST_BESIDE_ABSOLUTE_TARGET,
    /** Blanks between a chunk's size and its extension or end (RFC 9112 section 7.1.1). */
    BLANKS_AFTER_CHUNK_SIZE
}
