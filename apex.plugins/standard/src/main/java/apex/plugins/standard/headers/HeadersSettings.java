package apex.plugins.standard.headers;

import apex.spi.settings.Schema;
import apex.spi.settings.Setting;
import apex.spi.thread.Cold;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.Map;

/** What the filter does, each part in the order: remove, set, add. */
@Cold
record HeadersSettings(
        @Setting(value = "Request fields to replace, with their new values.", byDefault = "")
        Map<String, String> requestSet,

        @Setting(value = "Request fields to add to those that are there.", byDefault = "")
        Map<String, String> requestAdd,

        @Setting(value = "Request fields to remove.", byDefault = "")
        List<String> requestRemove,

        @Setting(value = "Response fields to replace, with their new values.", byDefault = "")
        Map<String, String> responseSet,

        @Setting(value = "Response fields to add to those that are there.", byDefault = "")
        Map<String, String> responseAdd,

        @Setting(value = "Response fields to remove.", byDefault = "")
        List<String> responseRemove) {
    static final Schema<HeadersSettings> SCHEMA = Schema.of(MethodHandles.lookup(), HeadersSettings.class);
}
