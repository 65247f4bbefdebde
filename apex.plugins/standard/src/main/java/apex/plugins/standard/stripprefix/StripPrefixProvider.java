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
import java.util.regex.Pattern;

/** Makes {@link StripPrefixFilter}s. */
@Cold
public final class StripPrefixProvider implements FilterProvider<StripPrefixSettings> {
    private static final Pattern PREFIX = Pattern.compile("(/([!-~&&[^?#%/]]|%\\p{XDigit}{2})+)*/?");

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
        if (!PREFIX.matcher(prefix).matches() || StripPrefixFilter.hasDotSegment(Text.of(prefix))) {
            throw new SettingsException(List.of(new Problem(
                    context.place(),
                    "prefix: \"" + prefix + "\" (expected: a path of visible ASCII such as /api,"
                            + " without ?, # and empty or dot segments, % followed by two hexadecimal digits)",
                    prefix.startsWith("/") ? "" : "did you mean /" + prefix + "?")));
        }
        String segments = prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix;
        return new StripPrefixFilter(Text.of(segments), Text.of(normal(Text.of(segments))));
    }

    private static String normal(Text prefix) {
        StringBuilder normal = new StringBuilder();
        for (int at = 0; at < prefix.length(); at++) {
            int octet = prefix.percentDecoded(at);
            if (octet < 0) {
                normal.append(prefix.charAt(at));
                continue;
            }
            normal.append(Text.isUnreserved(octet) ? Character.toString(octet) : "%%%02X".formatted(octet));
            at += 2;
        }
        return normal.toString();
    }
}
