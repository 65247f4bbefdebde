package apex.plugins.standard.headers;

import apex.plugins.standard.FieldSettings;
import apex.spi.filter.Filter;
import apex.spi.filter.FilterContext;
import apex.spi.filter.FilterProvider;
import apex.spi.settings.Schema;
import apex.spi.thread.Cold;

/** Makes {@link HeadersFilter}s; one that would do nothing is refused. */
@Cold
public final class HeadersProvider implements FilterProvider<HeadersSettings> {
    @Override
    public String name() {
        return "headers";
    }

    @Override
    public Schema<HeadersSettings> settings() {
        return HeadersSettings.SCHEMA;
    }

    @Override
    public Filter create(HeadersSettings settings, FilterContext context) {
        FieldSettings fields = new FieldSettings(context.place());
        Edits request = new Edits(
                fields.names("request_remove", settings.requestRemove()),
                fields.lines("request_set", settings.requestSet()),
                fields.lines("request_add", settings.requestAdd()));
        Edits response = new Edits(
                fields.names("response_remove", settings.responseRemove()),
                fields.lines("response_set", settings.responseSet()),
                fields.lines("response_add", settings.responseAdd()));
        fields.check();
        if (request.isEmpty() && response.isEmpty()) {
            fields.refuse(
                    "headers: nothing to do (expected: at least one of request_set, request_add, request_remove,"
                            + " response_set, response_add, response_remove)",
                    "");
            fields.check();
        }
        return new HeadersFilter(request, response);
    }
}
