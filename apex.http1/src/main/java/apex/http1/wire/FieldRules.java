package apex.http1.wire;

import apex.spi.exchange.Text;
import apex.spi.thread.Frozen;

/** Which fields belong where, whatever a message says of them. */
@Frozen
final class FieldRules {
    private static final Text[] END_TO_END_FAMILIES = {
        Text.of("content-"),
        Text.of("x-forwarded-"),
        Text.of("access-control-"),
        Text.of("sec-"),
        Text.of("if-"),
        Text.of("accept")
    };

    private static final Text[] END_TO_END = {
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

    private static final Text[] NO_TRAILER_FAMILIES = {
        Text.of("access-control-"),
        Text.of("content-"),
        Text.of("if-"),
        Text.of("proxy-"),
        Text.of("sec-"),
        Text.of("x-client-"),
        Text.of("x-forwarded-"),
        Text.of("x-http-method"),
        Text.of("x-original-"),
        Text.of("x-rewrite-")
    };

    private static final Text[] NO_TRAILERS = {
        Text.of("Age"),
        Text.of("Allow"),
        Text.of("Authorization"),
        Text.of("Cache-Control"),
        Text.of("Connection"),
        Text.of("Cookie"),
        Text.of("Date"),
        Text.of("Expect"),
        Text.of("Expires"),
        Text.of("Forwarded"),
        Text.of("Host"),
        Text.of("HTTP2-Settings"),
        Text.of("Keep-Alive"),
        Text.of("Location"),
        Text.of("Max-Forwards"),
        Text.of("Origin"),
        Text.of("Pragma"),
        Text.of("Range"),
        Text.of("Retry-After"),
        Text.of("Set-Cookie"),
        Text.of("TE"),
        Text.of("Trailer"),
        Text.of("Transfer-Encoding"),
        Text.of("True-Client-IP"),
        Text.of("Upgrade"),
        Text.of("Vary"),
        Text.of("Via"),
        Text.of("Warning"),
        Text.of("WWW-Authenticate"),
        Text.of("X-Real-IP")
    };

    private FieldRules() {}

    /** Whether the field belongs to the two ends, and stays although Connection names it. */
    static boolean isEndToEnd(Text name, Text scratch) {
        return isOf(END_TO_END_FAMILIES, name, scratch) || isIn(END_TO_END, name);
    }

    /**
     * Whether the field can stand behind a body. One that decides on framing, routing, identity, conditions or the meaning of the
     * content cannot: merged into the head, it would change what has been decided (RFC 9110 section 6.5.1).
     */
    static boolean isTrailer(Text name, Text scratch) {
        return !isOf(NO_TRAILER_FAMILIES, name, scratch) && !isIn(NO_TRAILERS, name);
    }

    private static boolean isIn(Text[] names, Text name) {
        for (Text each : names) {
            if (each.equalsIgnoreCase(name)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOf(Text[] families, Text name, Text scratch) {
        for (Text family : families) {
            if (name.length() >= family.length()
                    && scratch.wrap(name.array(), name.offset(), family.length())
                            .equalsIgnoreCase(family)) {
                return true;
            }
        }
        return false;
    }
}
