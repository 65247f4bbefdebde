package apex.app.section;

import apex.net.loop.TransportChoice;
import apex.spi.settings.Schema;
import apex.spi.settings.Setting;
import java.lang.invoke.MethodHandles;
import java.time.Duration;
import java.util.List;

/** The keys of {@code [server]} that have one plain value. */
public record ServerSection(
        @Setting(
                value = "address of the listener: host:port, :port, [v6]:port or unix:/path",
                byDefault = "0.0.0.0:8080")
        String listen,

        @Setting(value = "event loops, 0 for one per core", byDefault = "0", min = 0, max = 1024)
        int workers,

        @Setting(
                value = "seconds from a request being sent to the response's head, then the longest pause of a body",
                byDefault = "30",
                min = 1,
                max = 86_400)
        int timeoutSecs,

        @Setting(
                value = "connections to one backend, of the whole process",
                byDefault = "100",
                min = 1,
                max = 1_000_000)
        int maxConnectionsPerBackend,

        @Setting(value = "write a line per request to standard output", byDefault = "true")
        boolean accessLog,

        @Setting(value = "trace, debug, info, warn or error", byDefault = "info")
        LogLevel logLevel,

        @Setting(value = "give every request an id", byDefault = "true")
        boolean requestId,

        @Setting(value = "auto, io_uring, epoll or nio", byDefault = "auto")
        TransportChoice io,

        @Setting(value = "longest wait for a new connection to a backend", byDefault = "5s", min = 1, max = 3_600_000)
        Duration connectTimeout,

        @Setting(
                value = "longest wait while all connections to a backend are busy",
                byDefault = "5s",
                min = 1,
                max = 3_600_000)
        Duration queueTimeout,

        @Setting(value = "longest time for a request's head, in total", byDefault = "10s", min = 1, max = 3_600_000)
        Duration headerTimeout,

        @Setting(value = "longest idle time of a client's connection", byDefault = "75s", min = 1, max = 86_400_000)
        Duration idleTimeout,

        @Setting(
                value = "how long an idle connection to a backend is kept",
                byDefault = "30s",
                min = 1,
                max = 86_400_000)
        Duration poolIdleTimeout,

        @Setting(
                value =
                        "who begins connections with a header of the PROXY protocol: off, require, or mixed for those listed only",
                byDefault = "off")
        ProxyMode proxyProtocol,

        @Setting(value = "how long a stop waits for exchanges in flight", byDefault = "30s", min = 0, max = 86_400_000)
        Duration drainTimeout) {
    /** The schema. */
    public static final Schema<ServerSection> SCHEMA = Schema.of(MethodHandles.lookup(), ServerSection.class);

    /** The keys that are read apart, because each of their elements has a place. */
    public static final List<String> OTHERS = List.of("filters", "trusted_proxies", "proxy_protocol_from");
}
