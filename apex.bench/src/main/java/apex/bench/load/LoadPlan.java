package apex.bench.load;

import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * One run of load: every connection sends its next request when the response to the last one is complete.
 *
 * @param target the server
 * @param request the bytes of each request
 * @param connections how many connections are kept open
 * @param warmUp what comes first and is not measured
 * @param measured what is measured, on the same connections
 * @param timeout the longest wait for a connection or a complete response
 */
public record LoadPlan(
        InetSocketAddress target, byte[] request, int connections, Extent warmUp, Extent measured, Duration timeout) {
    /** A plan of GETs for {@code uri}, which {@link #check} must like. */
    public static LoadPlan get(URI uri, int connections, Extent warmUp, Extent measured, Duration timeout) {
        String host = uri.getHost();
        int port = uri.getPort() < 0 ? 80 : uri.getPort();
        String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        String request = "GET " + path + query + " HTTP/1.1\r\nHost: " + host + (uri.getPort() < 0 ? "" : ":" + port)
                + "\r\n\r\n";
        String literal = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        return new LoadPlan(
                new InetSocketAddress(literal, port),
                request.getBytes(StandardCharsets.US_ASCII),
                connections,
                warmUp,
                measured,
                timeout);
    }

    /**
     * The target that {@code text} names.
     *
     * @throws IllegalArgumentException when it names none; the message says what is expected
     */
    public static URI check(String text) {
        try {
            URI uri = new URI(text);
            if ("http".equals(uri.getScheme()) && uri.getHost() != null && uri.getUserInfo() == null) {
                return uri;
            }
        } catch (URISyntaxException _) {
            // The message below says it better.
        }
        throw new IllegalArgumentException("\"" + text + "\" (expected: http://host:port/path)");
    }
}
