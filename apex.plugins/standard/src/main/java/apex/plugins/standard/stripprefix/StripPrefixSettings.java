package apex.plugins.standard.stripprefix;

import apex.spi.settings.Schema;
import apex.spi.settings.Setting;
import apex.spi.thread.Cold;
import java.lang.invoke.MethodHandles;

/** Which prefix is taken off. */
@Cold
record StripPrefixSettings(
        @Setting("The path prefix to take off, whole segments such as /api/v1; / takes off nothing.")
        String prefix) {
    static final Schema<StripPrefixSettings> SCHEMA = Schema.of(MethodHandles.lookup(), StripPrefixSettings.class);
}
