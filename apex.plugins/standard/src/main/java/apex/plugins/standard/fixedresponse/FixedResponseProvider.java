package apex.plugins.standard.fixedresponse;

import apex.plugins.standard.FieldSettings;
import apex.plugins.standard.FieldSettings.Line;
import apex.spi.exchange.Answer;
import apex.spi.exchange.FieldName;
import apex.spi.exchange.HeapChunk;
import apex.spi.exchange.Reason;
import apex.spi.exchange.Text;
import apex.spi.filter.Filter;
import apex.spi.filter.FilterContext;
import apex.spi.filter.FilterProvider;
import apex.spi.settings.Schema;
import apex.spi.thread.Cold;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Makes {@link FixedResponseFilter}s. */
@Cold
public final class FixedResponseProvider implements FilterProvider<FixedResponseSettings> {
    @Override
    public String name() {
        return "fixed-response";
    }

    @Override
    public Schema<FixedResponseSettings> settings() {
        return FixedResponseSettings.SCHEMA;
    }

    @Override
    public Filter create(FixedResponseSettings settings, FilterContext context) {
        FieldSettings checked = new FieldSettings(context.place());
        List<Answer.Field> fields = new ArrayList<>();
        for (Line line : checked.lines("headers", settings.headers())) {
            if (line.name() == FieldName.CONTENT_TYPE) {
                checked.refuse("headers: \"Content-Type\" (expected: any other field)", "set content_type instead");
            }
            fields.add(new Answer.Field(line.name(), line.value()));
        }
        byte[] body = settings.body().getBytes(StandardCharsets.UTF_8);
        int status = settings.status();
        if (body.length > 0 && (status == 204 || status == 304)) {
            checked.refuse(
                    "body: of " + body.length + " bytes with status " + status + " (expected: none)",
                    "a response with status 204 or 304 has no body");
        }
        Text type = checked.value("content_type", settings.contentType());
        checked.check();
        Text sentType = body.length == 0 || settings.contentType().isEmpty() ? null : type;
        return new FixedResponseFilter(new Answer(status, Reason.FILTER_ANSWER, fields, sentType, new HeapChunk(body)));
    }
}
