package apex.app.section;

import apex.kernel.config.ForwardedStyle;
import apex.kernel.config.HttpConfig;
import apex.spi.listen.HalfClose;
import apex.spi.listen.Underscores;
import apex.spi.settings.Schema;
import apex.spi.settings.Setting;
import java.lang.invoke.MethodHandles;

/** The keys of {@code [http]} that have one plain value. */
public record HttpSection(
        @Setting(
                value = "request fields with an underscore in their name: drop, refuse (400) or forward",
                byDefault = "drop")
        Underscores underscores,

        @Setting(
                value =
                        "a client that ends its sending side before it has its response: abort the exchange, or finish it",
                byDefault = "abort")
        HalfClose halfClose,

        @Setting(value = "answers of the gateway itself have a JSON body that says why", byDefault = "true")
        boolean errorBodies,

        @Setting(
                value = "fields that tell backends of the client: x_forwarded, forwarded, both or none",
                byDefault = "x_forwarded")
        ForwardedStyle forwarded,

        @Setting(value = "say Via to backends, and refuse requests that come back (508)", byDefault = "true")
        boolean via,

        @Setting(value = "name in Via and Forwarded; empty for apex- and eight digits", byDefault = "", max = 64)
        String name) {
    /** The schema. */
    public static final Schema<HttpSection> SCHEMA = Schema.of(MethodHandles.lookup(), HttpSection.class);

    /** The key that is read apart. */
    public static final String LENIENT = "lenient";

    public HttpConfig config() {
        return new HttpConfig(errorBodies, forwarded, via, name);
    }
}
