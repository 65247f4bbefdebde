package apex.lb;

import apex.spi.settings.Schema;
import apex.spi.settings.Setting;
import java.lang.invoke.MethodHandles;

/** When an endpoint changes between healthy and unhealthy. */
record RiseFallSettings(
        @Setting(
                value = "Passed checks in a row that make an unhealthy endpoint healthy.",
                byDefault = "2",
                min = 1,
                max = 100)
        int rise,

        @Setting(
                value = "Failed checks in a row that make a healthy endpoint unhealthy.",
                byDefault = "3",
                min = 1,
                max = 100)
        int fall) {
    static final Schema<RiseFallSettings> SCHEMA = Schema.of(MethodHandles.lookup(), RiseFallSettings.class);
}
