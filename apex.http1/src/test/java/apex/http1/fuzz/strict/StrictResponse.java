package apex.http1.fuzz.strict;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A response head and what it means.
 *
 * @param length of the body that follows in bytes, {@link StrictHead#CHUNKED} or {@link StrictHead#UNTIL_CLOSE}
 * @param announced the length that the fields say, whether a body follows or not; {@link StrictHead#UNTIL_CLOSE} for nothing
 */
public record StrictResponse(StrictHead head, int status, int version, long length, long announced) {
    private static final Pattern LINE = Pattern.compile("HTTP/1\\.([01]) ([1-5][0-9]{2})(?: [\t -~\u0080-\u00ff]*)?");

    /**
     * Reads the response that begins at {@code from}; null when the text ends before its head does.
     *
     * @throws Malformed for any other text
     */
    public static StrictResponse read(String text, int from, boolean toHead) {
        StrictHead head = StrictHead.read(text, from);
        if (head == null) {
            return null;
        }
        Matcher line = LINE.matcher(head.startLine());
        if (!line.matches()) {
            throw new Malformed("status line: " + head.startLine());
        }
        int version = line.group(1).equals("1") ? 11 : 10;
        int status = Integer.parseInt(line.group(2));
        long announced = head.announced(version, StrictHead.UNTIL_CLOSE);
        boolean bodyless = status < 200 || status == 204 || status == 304 || toHead;
        return new StrictResponse(head, status, version, bodyless ? 0 : announced, announced);
    }

    /** Whether another head follows. */
    public boolean isInformational() {
        return status < 200;
    }

    /** Whether its sender lets the connection live on, and it can (RFC 9112 section 9.3). */
    public boolean keepsAlive() {
        return length != StrictHead.UNTIL_CLOSE
                && !head.isOption("close")
                && (version == 11 || head.isOption("keep-alive"));
    }
}
