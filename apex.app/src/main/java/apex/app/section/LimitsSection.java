package apex.app.section;

import apex.spi.settings.Schema;
import apex.spi.settings.Setting;
import java.lang.invoke.MethodHandles;
import java.time.Duration;

/** The keys of {@code [limits]} that hold for the listener; the others are in {@link BodyLimits}. */
public record LimitsSection(
        @Setting(value = "most bytes of a request's head (431)", byDefault = "16384", min = 1024, max = 24_576)
        int maxHeaderBytes,

        @Setting(value = "most header fields of a request (431)", byDefault = "100", min = 1, max = 200)
        int maxHeaderCount,

        @Setting(value = "most bytes of one header line (431)", byDefault = "8192", min = 64, max = 24_576)
        int maxHeaderLineBytes,

        @Setting(value = "most bytes of a request's target (414)", byDefault = "8192", min = 64, max = 24_576)
        int maxTargetBytes,

        @Setting(
                value = "most client connections at a time (503), 0 for as many as descriptors allow",
                byDefault = "0",
                min = 0,
                max = 10_000_000)
        int maxConnections,

        @Setting(
                value = "most connections of one client address at a time (429), 0 for no bound",
                byDefault = "0",
                min = 0,
                max = 10_000_000)
        int maxConnectionsPerClient,

        @Setting(
                value = "most requests of one connection, 0 for no bound",
                byDefault = "0",
                min = 0,
                max = 1_000_000_000)
        int maxRequestsPerConnection,

        @Setting(
                value = "longest life of a connection, 0s for no bound; what is under way is finished",
                byDefault = "1h",
                min = 0,
                max = 86_400_000)
        Duration maxConnectionAge,

        @Setting(
                value = "MiB of bytes that wait in the gateway, 0 for half of the JVM's direct memory (503)",
                byDefault = "0",
                min = 0,
                max = 1_048_576)
        int memoryMib) {
    /** The schema. */
    public static final Schema<LimitsSection> SCHEMA = Schema.of(MethodHandles.lookup(), LimitsSection.class);
}
