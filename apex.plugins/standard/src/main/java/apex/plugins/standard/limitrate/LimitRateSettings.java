package apex.plugins.standard.limitrate;

import apex.spi.settings.Schema;
import apex.spi.settings.Setting;
import apex.spi.thread.Cold;
import java.lang.invoke.MethodHandles;

/** How fast bodies may be. */
@Cold
record LimitRateSettings(
        @Setting(
                value = "Most bytes per second of a response's body, 1024 or more; 0 is no bound.",
                byDefault = "0",
                min = 0)
        long responseBytesPerSecond,

        @Setting(value = "Bytes of a response's body that go at full speed first.", byDefault = "0", min = 0)
        long responseAfter,

        @Setting(
                value = "Most bytes per second of a request's body, 1024 or more; 0 is no bound.",
                byDefault = "0",
                min = 0)
        long requestBytesPerSecond) {
    static final Schema<LimitRateSettings> SCHEMA = Schema.of(MethodHandles.lookup(), LimitRateSettings.class);
}
