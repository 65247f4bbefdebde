package apex.kernel.route;

import apex.spi.exchange.Text;
import apex.spi.thread.Cold;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The routes of one generation. Order: an exact host comes before {@code *}; then the longer path prefix wins, by whole segments.
 * Prefixes and paths are compared as {@link PathNormaliser} reads them, case and all.
 *
 * @param <T> what a route leads to
 */
public final class RouteTable<T> {
    /** The host of a route that takes every host. */
    public static final String ANY_HOST = "*";

    /** One route on its way into the table. */
    @Cold
    public record Entry<T>(String host, String pathPrefix, T target) {
        /** What two routes have in common of which the second never gets a request. */
        public String key() {
            return host.toLowerCase(Locale.ROOT) + " " + PathIndex.normal(pathPrefix);
        }
    }

    private final HostIndex hosts;
    private final PathIndex<T> anyHost;

    /** A table of these routes; of two with the same {@link Entry#key} the first counts. */
    @Cold
    public RouteTable(List<Entry<T>> entries) {
        Map<String, Map<String, T>> byHost = new LinkedHashMap<>();
        for (Entry<T> entry : entries) {
            byHost.computeIfAbsent(entry.host().toLowerCase(Locale.ROOT), _ -> new LinkedHashMap<>())
                    .putIfAbsent(PathIndex.normal(entry.pathPrefix()), entry.target());
        }
        Map<String, T> any = byHost.remove(ANY_HOST);
        anyHost = new PathIndex<>(any == null ? Map.of() : any);
        Map<String, PathIndex<T>> indexes = new LinkedHashMap<>();
        byHost.forEach((host, prefixes) -> indexes.put(host, new PathIndex<>(prefixes)));
        hosts = new HostIndex(indexes);
    }

    /**
     * What takes a request, or null.
     *
     * @param authority the host, with or without port, in any case
     * @param path in the form of {@link PathNormaliser#normal}
     */
    @SuppressWarnings("unchecked")
    public T find(Text authority, Text path) {
        PathIndex<T> paths = (PathIndex<T>) hosts.find(authority);
        T found = paths == null ? null : paths.find(path);
        return found == null ? anyHost.find(path) : found;
    }
}
