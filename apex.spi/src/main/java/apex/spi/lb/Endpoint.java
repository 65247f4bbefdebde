package apex.spi.lb;

import apex.spi.exchange.Text;
import apex.spi.thread.Frozen;

/**
 * One place that requests can be sent to.
 *
 * @param upstream the name of the upstream that it belongs to
 * @param url as configured, for example {@code http://app-1:8080} or {@code unix:/run/app.sock}
 * @param weight its share, 1 or more
 * @param urlText {@code url} as bytes, for logs
 */
@Frozen
public record Endpoint(String upstream, String url, int weight, Text urlText) {
    /** An endpoint with its text made from {@code url}. */
    public Endpoint(String upstream, String url, int weight) {
        this(upstream, url, weight, Text.of(url));
    }

    @Override
    public String toString() {
        return url;
    }
}
