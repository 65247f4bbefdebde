package apex.app.section;

import apex.spi.settings.Schema;
import apex.spi.settings.Setting;
import apex.spi.transport.Pace;
import java.lang.invoke.MethodHandles;
import java.time.Duration;

/** The limits of bodies: said in {@code [limits]} for all routes, and in a route for itself. */
public record BodyLimits(
        @Setting(value = "most bytes of a request's body (413), 0 for no bound", byDefault = "0", min = 0)
        long maxBodyBytes,

        @Setting(
                value = "longest pause of a body while the client is waited for (408)",
                byDefault = "30s",
                min = 1,
                max = 86_400_000)
        Duration bodyTimeout,

        @Setting(
                value = "least bytes per second of a request's body (408), 0 for none",
                byDefault = "240",
                min = 0,
                max = 1_000_000_000)
        int requestMinRate,

        @Setting(
                value = "least bytes per second at which a client takes a response that waits for it, 0 for none",
                byDefault = "240",
                min = 0,
                max = 1_000_000_000)
        int responseMinRate,

        @Setting(value = "how long a body may be slower than that", byDefault = "5s", min = 1, max = 3_600_000)
        Duration rateGrace) {
    /** The schema. */
    public static final Schema<BodyLimits> SCHEMA = Schema.of(MethodHandles.lookup(), BodyLimits.class);

    public Pace pace() {
        return new Pace(bodyTimeout.toMillis(), requestMinRate, responseMinRate, rateGrace.toMillis());
    }
}
