package apex.http1.wire;

import apex.spi.exchange.Text;
import apex.spi.thread.Frozen;

/** The fields that belong to the two ends, whatever a connection says of them. */
@Frozen
final class EndToEnd {
    private static final Text[] FAMILIES = {
        Text.of("content-"),
        Text.of("x-forwarded-"),
        Text.of("access-control-"),
        Text.of("sec-"),
        Text.of("if-"),
        Text.of("accept")
    };

    private static final Text[] NAMES = {
        Text.of("Age"),
        Text.of("Allow"),
        Text.of("Authorization"),
        Text.of("Cache-Control"),
        Text.of("Cookie"),
        Text.of("Date"),
        Text.of("ETag"),
        Text.of("Expect"),
        Text.of("Expires"),
        Text.of("Forwarded"),
        Text.of("Host"),
        Text.of("Last-Modified"),
        Text.of("Location"),
        Text.of("Max-Forwards"),
        Text.of("Origin"),
        Text.of("Pragma"),
        Text.of("Range"),
        Text.of("Referer"),
        Text.of("Retry-After"),
        Text.of("Server"),
        Text.of("Set-Cookie"),
        Text.of("Strict-Transport-Security"),
        Text.of("Traceparent"),
        Text.of("Tracestate"),
        Text.of("User-Agent"),
        Text.of("Vary"),
        Text.of("Via"),
        Text.of("WWW-Authenticate"),
        Text.of("X-Content-Type-Options"),
        Text.of("X-Frame-Options"),
        Text.of("X-Real-IP"),
        Text.of("X-Request-Id")
    };

    private EndToEnd() {}

    /** Whether {@code name} stays although Connection names it. */
    static boolean isProtected(Text name, Text scratch) {
        for (Text family : FAMILIES) {
            if (name.length() >= family.length()
                    && scratch.wrap(name.array(), name.offset(), family.length())
                            .equalsIgnoreCase(family)) {
                return true;
            }
        }
        for (Text own : NAMES) {
            if (own.equalsIgnoreCase(name)) {
                return true;
            }
        }
        return false;
    }
}
