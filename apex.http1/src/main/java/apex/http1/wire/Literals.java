package apex.http1.wire;

import apex.spi.thread.Frozen;
import java.nio.charset.StandardCharsets;

/** The bytes that every message has, made once. */
@Frozen
final class Literals {
    static final byte[] CRLF = ascii("\r\n");
    static final byte[] COLON = ascii(": ");
    static final byte[] SPACE = ascii(" ");
    static final byte[] VERSION_AND_HOST = ascii(" HTTP/1.1\r\nHost: ");
    static final byte[] CONTENT_LENGTH = ascii("Content-Length: ");
    static final byte[] CHUNKED = ascii("Transfer-Encoding: chunked\r\n");
    static final byte[] CLOSE = ascii("Connection: close\r\n");
    static final byte[] KEEP_ALIVE = ascii("Connection: keep-alive\r\n");
    static final byte[] UPGRADE = ascii("Connection: Upgrade\r\nUpgrade: ");
    static final byte[] TRAILERS = ascii("TE: trailers\r\nConnection: TE\r\n");
    static final byte[] LAST_CHUNK = ascii("0\r\n");

    private Literals() {}

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
