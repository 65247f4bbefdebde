package apex.app.section;

import apex.spi.settings.Schema;
import apex.spi.settings.Setting;
import java.lang.invoke.MethodHandles;
import java.time.Duration;
import java.util.List;

/** The keys of a {@code [[routes]]} table that have one plain value. */
public record RouteSection(
        @Setting(value = "unique name of the route", min = 1, max = 200)
        String name,

        @Setting(value = "exact host, or * for every host", byDefault = "*")
        String host,

        @Setting(value = "path that the route takes, with all below it", byDefault = "/")
        String pathPrefix,

        @Setting(value = "take path_prefix off before the request is sent", byDefault = "false")
        boolean stripPrefix,

        @Setting(value = "as in [server], for this route", byDefault = "30", min = 1, max = 86_400)
        int timeoutSecs,

        @Setting(
                value = "Host for the backend: client for what the client said, backend for that of its URL, or a host",
                byDefault = "client",
                min = 1,
                max = 255)
        String hostHeader,

        @Setting(
                value = "paths with dot segments or encoded slashes and control bytes: refuse (400) or forward",
                byDefault = "refuse")
        AmbiguousPaths ambiguousPaths,

        @Setting(
                value = "who says 100 to a client that expects it: forward to the backend, or answer",
                byDefault = "forward")
        ExpectContinue expectContinue,

        @Setting(value = "send trailers of requests on to the backend", byDefault = "false")
        boolean requestTrailers,

        @Setting(value = "protocols that a client may switch to", byDefault = "websocket", max = 16)
        List<String> upgrades,

        @Setting(value = "most tunnels at a time (503), 0 for no bound", byDefault = "0", min = 0, max = 10_000_000)
        int maxTunnels,

        @Setting(
                value = "how long a tunnel may be without a byte in either direction",
                byDefault = "1h",
                min = 1,
                max = 604_800_000)
        Duration tunnelTimeout) {
    /** The schema. */
    public static final Schema<RouteSection> SCHEMA = Schema.of(MethodHandles.lookup(), RouteSection.class);

    /** The keys that are read apart. */
    public static final List<String> OTHERS = List.of("backends", "load_balancing", "filters", "tls");
}
