package apex.plugins.standard.fixedresponse;

import apex.spi.settings.Schema;
import apex.spi.settings.Setting;
import apex.spi.thread.Cold;
import java.lang.invoke.MethodHandles;
import java.util.Map;

/** The response. */
@Cold
record FixedResponseSettings(
        @Setting(value = "The status code.", byDefault = "200", min = 200, max = 599)
        int status,

        @Setting(value = "The body, sent as UTF-8.", byDefault = "", max = 1024 * 1024)
        String body,

        @Setting(
                value = "The media type of the body; not sent when there is none.",
                byDefault = "text/plain; charset=utf-8")
        String contentType,

        @Setting(value = "More fields to send, for example Location.", byDefault = "")
        Map<String, String> headers) {
    static final Schema<FixedResponseSettings> SCHEMA = Schema.of(MethodHandles.lookup(), FixedResponseSettings.class);
}
