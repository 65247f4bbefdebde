package apex.plugins.standard.requestid;

import apex.plugins.standard.FieldSettings;
import apex.spi.exchange.FieldName;
import apex.spi.exchange.Slot;
import apex.spi.filter.Filter;
import apex.spi.filter.FilterContext;
import apex.spi.filter.FilterProvider;
import apex.spi.settings.Schema;
import apex.spi.thread.Cold;
import java.security.SecureRandom;

/** Makes {@link RequestIdFilter}s, each with a secret seed of its own. */
@Cold
public final class RequestIdProvider implements FilterProvider<RequestIdSettings> {
    @Override
    public String name() {
        return "request-id";
    }

    @Override
    public Schema<RequestIdSettings> settings() {
        return RequestIdSettings.SCHEMA;
    }

    @Override
    public Filter create(RequestIdSettings settings, FilterContext context) {
        FieldSettings fields = new FieldSettings(context.place());
        FieldName header = fields.name("header", settings.header());
        fields.check();
        SecureRandom random = new SecureRandom();
        Seed seed = new Seed(random.nextLong(), random.nextLong());
        Slot<RequestId> slot = context.slot(RequestId.class, () -> new RequestId(seed), RequestId::clear);
        return new RequestIdFilter(header, settings.trust(), settings.response(), slot);
    }
}
