package example.stamp;

import apex.spi.exchange.Exchange;
import apex.spi.exchange.FieldName;
import apex.spi.exchange.Text;
import apex.spi.filter.Filter;
import apex.spi.filter.FilterContext;
import apex.spi.filter.FilterProvider;
import apex.spi.filter.Verdict;
import apex.spi.settings.Problem;
import apex.spi.settings.Schema;
import apex.spi.settings.Setting;
import apex.spi.settings.SettingsException;
import java.lang.invoke.MethodHandles;
import java.util.List;

/** The filter {@code header-stamp}: sets the field X-Stamp of each response to the value of its settings. */
public final class HeaderStamp implements FilterProvider<HeaderStamp.Settings> {
    /** What the configuration says; the annotations are the schema, the defaults and the error messages. */
    public record Settings(@Setting(value = "The value of X-Stamp, visible ASCII.", min = 1, max = 256) String value) {}

    private static final Schema<Settings> SCHEMA = Schema.of(MethodHandles.lookup(), Settings.class);

    /** Names are made well known here, at assembly, so that requests find them by number. */
    private static final FieldName X_STAMP = FieldName.of("X-Stamp");

    @Override
    public String name() {
        return "header-stamp";
    }

    @Override
    public Schema<Settings> settings() {
        return SCHEMA;
    }

    /** Runs once for each place in a configuration: the time to check and to prepare. */
    @Override
    public Filter create(Settings settings, FilterContext context) {
        if (!settings.value().matches("[!-~]+( [!-~]+)*")) {
            throw new SettingsException(List.of(new Problem(
                    context.place(), "value: \"" + settings.value() + "\" (expected: visible ASCII, single spaces)")));
        }
        Text value = Text.of(settings.value());
        return new Filter() {
            /** Runs for each response, on its event loop: it must neither block nor allocate. */
            @Override
            public Verdict onResponse(Exchange exchange) {
                exchange.response().fields().set(X_STAMP, value);
                return Verdict.CONTINUE;
            }
        };
    }
}
