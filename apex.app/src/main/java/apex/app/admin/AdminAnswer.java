package apex.app.admin;

import java.nio.charset.StandardCharsets;

/** What the admin listener answers. */
record AdminAnswer(int status, String contentType, String text) {
    private static final String PLAIN = "text/plain; charset=utf-8";

    /** A line for people. */
    static AdminAnswer plain(int status, String line) {
        return new AdminAnswer(status, PLAIN, line + "\n");
    }

    byte[] bytes() {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
