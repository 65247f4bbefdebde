package apex.plugins.standard.stripprefix;

import apex.spi.exchange.Text;
import apex.spi.filter.Filter;
import apex.spi.filter.FilterContext;
import apex.spi.filter.FilterProvider;
import apex.spi.settings.Problem;
import apex.spi.settings.Schema;
import apex.spi.settings.SettingsException;
import apex.spi.thread.Cold;
import java.util.List;

/** Makes {@link StripPrefixFilter}s. */
@Cold
public final class StripPrefixProvider implements FilterProvider<StripPrefixSettings> {
    @Override
    public String name() {
        return "strip-prefix";
    }

    @Override
    public Schema<StripPrefixSettings> settings() {
        return StripPrefixSettings.SCHEMA;
    }

    /** A slash at the end of the prefix makes no difference. */
    @Override
    public Filter create(StripPrefixSettings settings, FilterContext context) {
        String prefix = settings.prefix();
        if (!prefix.matches("/[!-~&&[^?#]]*") || prefix.contains("//")) {
            throw new SettingsException(List.of(new Problem(
                    context.place(),
                    "prefix: \"" + prefix
                            + "\" (expected: a path of visible ASCII such as /api, without ?, # and empty segments)",
                    prefix.startsWith("/") ? "" : "did you mean /" + prefix + "?")));
        }
        return new StripPrefixFilter(Text.of(prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix));
    }
}
