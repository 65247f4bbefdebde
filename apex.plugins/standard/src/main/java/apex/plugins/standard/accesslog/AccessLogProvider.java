package apex.plugins.standard.accesslog;

import apex.plugins.standard.FieldSettings;
import apex.spi.exchange.FieldName;
import apex.spi.exchange.Slot;
import apex.spi.filter.Filter;
import apex.spi.filter.FilterContext;
import apex.spi.filter.FilterProvider;
import apex.spi.log.RecordLog;
import apex.spi.settings.Schema;
import apex.spi.thread.Cold;
import java.io.UncheckedIOException;
import java.util.function.LongSupplier;

/** Makes {@link AccessLogFilter}s. */
@Cold
public final class AccessLogProvider implements FilterProvider<AccessLogSettings> {
    private final LongSupplier epochMillis;

    /** Makes filters that date their lines by the system's clock. */
    public AccessLogProvider() {
        this(System::currentTimeMillis);
    }

    AccessLogProvider(LongSupplier epochMillis) {
        this.epochMillis = epochMillis;
    }

    @Override
    public String name() {
        return "access-log";
    }

    @Override
    public Schema<AccessLogSettings> settings() {
        return AccessLogSettings.SCHEMA;
    }

    @Override
    public Filter create(AccessLogSettings settings, FilterContext context) {
        FieldSettings checked = new FieldSettings(context.place());
        FieldName requestId = checked.name("request_id_header", settings.requestIdHeader());
        RecordLog log = null;
        try {
            log = context.log(settings.target());
        } catch (UncheckedIOException e) {
            checked.refuse(
                    "target: \"" + settings.target() + "\": " + e.getCause()
                            + " (expected: stdout, stderr or a file that can be appended to)",
                    "");
        }
        checked.check();
        RecordFormat format = switch (settings.format()) {
            case COMBINED -> new CombinedFormat(requestId);
            case JSON -> new JsonFormat(requestId);
        };
        Slot<Entry> slot = context.slot(Entry.class, () -> new Entry(format, epochMillis), Entry::clear);
        return new AccessLogFilter(format, log, slot);
    }
}
