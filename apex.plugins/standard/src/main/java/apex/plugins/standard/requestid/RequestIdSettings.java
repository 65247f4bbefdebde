package apex.plugins.standard.requestid;

import apex.spi.settings.Schema;
import apex.spi.settings.Setting;
import apex.spi.thread.Cold;
import java.lang.invoke.MethodHandles;

/** Where the id stands and whose id is kept. */
@Cold
record RequestIdSettings(
        @Setting(value = "The field that holds the id.", byDefault = "X-Request-Id")
        String header,

        @Setting(value = "Whose id is kept: everybody's, that of trusted proxies, or nobody's.", byDefault = "always")
        Trust trust,

        @Setting(value = "Whether the response carries the id too.", byDefault = "true")
        boolean response) {
    static final Schema<RequestIdSettings> SCHEMA = Schema.of(MethodHandles.lookup(), RequestIdSettings.class);

    /** Whose id is kept. */
    enum Trust {
        ALWAYS,
        TRUSTED_PEER,
        NEVER
    }
}
