package apex.spi.exchange;

import apex.spi.thread.Frozen;
import java.util.List;

/**
 * Why Apex answered by itself, or ended an exchange early: the machine-readable word in access log and error body, the status
 * that a client sees if no head was sent yet, and one sentence. Each word is in the catalogue of {@code module-info-docs}.
 */
@Frozen
public final class Reason {
    /** The status of an exchange that ended before there was anybody to send one to; never on the wire. */
    public static final int CLIENT_CLOSED = 499;

    public static final Reason BAD_REQUEST_LINE = client("bad_request_line", 400, "The request line is malformed.");
    public static final Reason BAD_METHOD = client("bad_method", 400, "The method is not a token.");
    public static final Reason BAD_TARGET = client("bad_target", 400, "The request target is malformed.");
    public static final Reason BAD_VERSION = client("bad_version", 505, "The HTTP version is not supported.");
    public static final Reason BAD_FIELD = client("bad_field", 400, "A header field is malformed.");
    public static final Reason BAD_HOST =
            client("bad_host", 400, "The Host header field is missing, repeated or malformed.");
    public static final Reason BAD_FRAMING =
            client("bad_framing", 400, "Content-Length or Transfer-Encoding is malformed or contradictory.");
    public static final Reason BAD_CHUNK = client("bad_chunk", 400, "The chunked request body is malformed.");
    public static final Reason TARGET_TOO_LONG = client("target_too_long", 414, "The request target is too long.");
    public static final Reason HEAD_TOO_LARGE =
            client("head_too_large", 431, "The request header fields are too large or too many.");
    public static final Reason HEADER_TIMEOUT =
            client("header_timeout", 408, "The request head did not arrive in time.");
    public static final Reason BODY_TIMEOUT = client("body_timeout", 408, "The request body stopped arriving.");
    public static final Reason CLIENT_ABORT = client("client_abort", CLIENT_CLOSED, "The client went away.");
    public static final Reason CLIENT_STALLED =
            client("client_stalled", CLIENT_CLOSED, "The client stopped reading the response.");
    public static final Reason CONNECT_REFUSED_BY_POLICY =
            client("connect_refused_by_policy", 405, "CONNECT is not allowed here.");

    public static final Reason BAD_UPGRADE =
            client("bad_upgrade", 400, "The request to switch protocols is malformed, or asks for h2c.");
    public static final Reason AMBIGUOUS_PATH =
            client("ambiguous_path", 400, "The path has dot segments or encoded bytes that servers read differently.");
    public static final Reason BODY_TOO_SLOW = client("body_too_slow", 408, "The request body arrived too slowly.");
    public static final Reason BODY_TOO_LARGE = client("body_too_large", 413, "The request body is too large.");
    public static final Reason CLIENT_TOO_SLOW =
            client("client_too_slow", CLIENT_CLOSED, "The client read the response too slowly.");
    public static final Reason GAVE_WAY = client(
            "gave_way",
            CLIENT_CLOSED,
            "The client held up its response while others waited for the backend's connection.");
    public static final Reason LOOP_DETECTED =
            client("loop_detected", 508, "The request has passed through this gateway before.");
    public static final Reason BAD_PROXY_HEADER =
            client("bad_proxy_header", 400, "The header of the PROXY protocol is missing, malformed or not allowed.");
    public static final Reason CONNECTION_LIMIT =
            client("connection_limit", 503, "The listener has as many connections as it may have.");
    public static final Reason CLIENT_CONNECTION_LIMIT =
            client("client_connection_limit", 429, "The client has as many connections as it may have.");

    public static final Reason TRACE_REFUSED = client("trace_refused", 405, "TRACE is not answered here.");

    public static final Reason OVERLOADED = apex("overloaded", 503, "The gateway is out of memory for requests.");
    public static final Reason TUNNEL_LIMIT =
            apex("tunnel_limit", 503, "The route has as many tunnels as it may have.");
    public static final Reason TUNNEL_IDLE = apex("tunnel_idle", 504, "Nothing came through the tunnel for too long.");
    public static final Reason NO_ROUTE = apex("no_route", 404, "No route matches the host and path.");
    public static final Reason FILTER_ANSWER = apex("filter_answer", 200, "A filter answered.");
    public static final Reason OPTIONS_ANSWERED =
            apex("options_answered", 204, "OPTIONS was asked of the gateway itself.");
    public static final Reason FILTER_ERROR = apex("filter_error", 500, "A filter failed.");
    public static final Reason FILTER_BODY_TOO_LARGE =
            apex("filter_body_too_large", 413, "The request body is larger than a filter of the route allows.");
    public static final Reason NO_HEALTHY_ENDPOINT =
            apex("no_healthy_endpoint", 503, "No healthy backend is available.");
    public static final Reason QUEUE_FULL = apex("queue_full", 503, "All connections to the backend are busy.");
    public static final Reason QUEUE_TIMEOUT =
            apex("queue_timeout", 503, "No connection to the backend became free in time.");
    public static final Reason INTERNAL_ERROR = apex("internal_error", 500, "The gateway failed.");

    public static final Reason BACKEND_UNRESOLVED =
            backend("backend_unresolved", 503, "The backend's host name does not resolve.");
    public static final Reason CONNECT_REFUSED = backend("connect_refused", 502, "The backend refused the connection.");
    public static final Reason CONNECT_FAILED = backend("connect_failed", 502, "The backend could not be reached.");
    public static final Reason CONNECT_TIMEOUT =
            backend("connect_timeout", 504, "The backend did not accept the connection in time.");
    public static final Reason RESPONSE_TIMEOUT =
            backend("response_timeout", 504, "The backend did not answer in time.");
    public static final Reason BACKEND_IDLE = backend("backend_idle", 504, "The backend stopped in the middle.");
    public static final Reason BACKEND_CLOSED =
            backend("backend_closed", 502, "The backend closed the connection too early.");
    public static final Reason BACKEND_RESET = backend("backend_reset", 502, "The backend reset the connection.");
    public static final Reason BAD_RESPONSE = backend("bad_response", 502, "The backend's response is malformed.");
    public static final Reason RESPONSE_HEAD_TOO_LARGE =
            backend("response_head_too_large", 502, "The backend's response header fields are too large or too many.");

    private static final List<Reason> ALL = List.of(
            BAD_REQUEST_LINE,
            BAD_METHOD,
            BAD_TARGET,
            BAD_VERSION,
            BAD_FIELD,
            BAD_HOST,
            BAD_FRAMING,
            BAD_CHUNK,
            TARGET_TOO_LONG,
            HEAD_TOO_LARGE,
            HEADER_TIMEOUT,
            BODY_TIMEOUT,
            CLIENT_ABORT,
            CLIENT_STALLED,
            CONNECT_REFUSED_BY_POLICY,
            BAD_UPGRADE,
            AMBIGUOUS_PATH,
            BODY_TOO_SLOW,
            BODY_TOO_LARGE,
            CLIENT_TOO_SLOW,
            GAVE_WAY,
            LOOP_DETECTED,
            BAD_PROXY_HEADER,
            CONNECTION_LIMIT,
            CLIENT_CONNECTION_LIMIT,
            TRACE_REFUSED,
            OVERLOADED,
            TUNNEL_LIMIT,
            TUNNEL_IDLE,
            NO_ROUTE,
            FILTER_ANSWER,
            OPTIONS_ANSWERED,
            FILTER_ERROR,
            FILTER_BODY_TOO_LARGE,
            NO_HEALTHY_ENDPOINT,
            QUEUE_FULL,
            QUEUE_TIMEOUT,
            INTERNAL_ERROR,
            BACKEND_UNRESOLVED,
            CONNECT_REFUSED,
            CONNECT_FAILED,
            CONNECT_TIMEOUT,
            RESPONSE_TIMEOUT,
            BACKEND_IDLE,
            BACKEND_CLOSED,
            BACKEND_RESET,
            BAD_RESPONSE,
            RESPONSE_HEAD_TOO_LARGE);

    private final Side side;
    private final String code;
    private final int status;
    private final String sentence;
    private final Text codeText;

    private Reason(Side side, String code, int status, String sentence) {
        if (!code.matches("[a-z][a-z0-9_]*")) {
            throw new IllegalArgumentException("reason: \"" + code + "\" (expected: lower-case words joined by _)");
        }
        this.side = side;
        this.code = code;
        this.status = status;
        this.sentence = sentence;
        this.codeText = Text.of(code);
    }

    /** A reason of a plugin's own, made at assembly, for example {@code rate_limited} with 429. */
    public static Reason of(String code, int status, String sentence) {
        return new Reason(Side.APEX, code, status, sentence);
    }

    /** All reasons of Apex itself. */
    public static List<Reason> all() {
        return ALL;
    }

    /** Who caused it. */
    public Side side() {
        return side;
    }

    /** The word, for example {@code no_route}. */
    public String code() {
        return code;
    }

    /** The word as bytes, for writers; do not turn it elsewhere. */
    public Text codeText() {
        return codeText;
    }

    /** The status of the answer. */
    public int status() {
        return status;
    }

    /** One sentence for people. */
    public String sentence() {
        return sentence;
    }

    @Override
    public String toString() {
        return code;
    }

    private static Reason client(String code, int status, String sentence) {
        return new Reason(Side.CLIENT, code, status, sentence);
    }

    private static Reason apex(String code, int status, String sentence) {
        return new Reason(Side.APEX, code, status, sentence);
    }

    private static Reason backend(String code, int status, String sentence) {
        return new Reason(Side.BACKEND, code, status, sentence);
    }
}
