package apex.plugins.standard.accesslog;

import apex.spi.settings.Schema;
import apex.spi.settings.Setting;
import apex.spi.thread.Cold;
import java.lang.invoke.MethodHandles;

/** What is written, and where to. */
@Cold
record AccessLogSettings(
        @Setting(value = "The form of a line.", byDefault = "combined")
        Format format,

        @Setting(value = "Where lines go: stdout, stderr or a file's path.", byDefault = "stdout", min = 1)
        String target,

        @Setting(value = "The request field that holds the request id.", byDefault = "X-Request-Id")
        String requestIdHeader) {
    static final Schema<AccessLogSettings> SCHEMA = Schema.of(MethodHandles.lookup(), AccessLogSettings.class);

    /** The form of a line. */
    enum Format {
        COMBINED,
        JSON
    }
}
