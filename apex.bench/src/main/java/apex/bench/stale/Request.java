package apex.bench.stale;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One request. Its method follows from its number: two in five are GET, two PUT, one POST.
 *
 * @param id its number, which its target and its response carry
 */
record Request(int id) {
    private static final Pattern LINE = Pattern.compile("[A-Z]+ /stale/(\\d+)/");
    private static final int KINDS = 5;
    private static final int POST = 4;

    /** The request whose head begins with {@code head}; null where too little of it is there. */
    static Request of(String head) {
        Matcher line = LINE.matcher(head);
        return line.lookingAt() ? new Request(Integer.parseInt(line.group(1))) : null;
    }

    String method() {
        int kind = id % KINDS;
        return kind == POST ? "POST" : kind % 2 == 0 ? "GET" : "PUT";
    }

    boolean isIdempotent() {
        return id % KINDS != POST;
    }

    byte[] bytes() {
        String line = method() + " /stale/" + id + "/ HTTP/1.1\r\nHost: stale.test\r\n";
        if (method().equals("GET")) {
            return (line + "\r\n").getBytes(StandardCharsets.US_ASCII);
        }
        String body = body();
        return (line + "Content-Length: " + body.length() + "\r\n\r\n" + body).getBytes(StandardCharsets.US_ASCII);
    }

    /** The body of the request, where it has one, and of its response. */
    String body() {
        return ("request " + id + "; ").repeat(1 + id % 7);
    }
}
