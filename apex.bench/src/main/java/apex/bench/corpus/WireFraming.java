package apex.bench.corpus;

/** How a message says where its body ends. */
public enum WireFraming {
    /** It has no body. */
    NONE,
    /** By Content-Length. */
    LENGTH,
    /** By its chunks. */
    CHUNKED,
    /** By the end of the connection. */
    UNTIL_CLOSE
}
