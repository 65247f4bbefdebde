package apex.app.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import apex.app.section.BackendSection;
import apex.app.section.BodyLimits;
import apex.app.section.HttpSection;
import apex.app.section.LimitsSection;
import apex.app.section.PathSection;
import apex.app.section.RouteSection;
import apex.app.section.ServerSection;
import apex.spi.settings.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The tables of the reference page against the keys that are really read. */
class ConfigReferenceTest {
    private static final Pattern ROW = Pattern.compile("^\\| `(\\w+)` \\| (`[^`]*`|[a-z ]+) \\|", Pattern.MULTILINE);
    private static final List<Schema<?>> SCHEMAS = List.of(
            ServerSection.SCHEMA,
            LimitsSection.SCHEMA,
            BodyLimits.SCHEMA,
            HttpSection.SCHEMA,
            PathSection.SCHEMA,
            AdminSection.SCHEMA,
            RouteSection.SCHEMA,
            BackendSection.SCHEMA);

    @Test
    void thePageNamesEveryKeyWithItsDefaultAndNoOther() throws IOException {
        Set<String> expected = new TreeSet<>();
        SCHEMAS.forEach(schema -> expected.addAll(rows(schema)));
        for (String apart : apart()) {
            expected.add(apart.equals("load_balancing") ? "load_balancing = round_robin" : apart);
        }

        Set<String> found = new TreeSet<>();
        String page = Files.readString(Path.of("..", "module-info-docs", "configuration.md"));
        Matcher matcher = ROW.matcher(page.substring(0, page.indexOf("## Filters")));
        while (matcher.find()) {
            String byDefault = matcher.group(2).replaceAll("[`\"\\[\\]]", "");
            boolean literal = matcher.group(2).startsWith("`") && !byDefault.isEmpty();
            found.add(matcher.group(1) + (literal ? " = " + byDefault : ""));
        }

        assertEquals(String.join("\n", expected), String.join("\n", found));
    }

    @Test
    void theExampleOfTheDistributionNamesEveryKey() throws IOException {
        String example = Files.readString(Path.of("src", "dist", "apex.toml"));

        List<String> missing = new ArrayList<>();
        for (Schema<?> schema : SCHEMAS) {
            for (Schema.Key key : schema.keys()) {
                if (!Pattern.compile("\\b" + key.name() + " = ")
                        .matcher(example)
                        .find()) {
                    missing.add(key.name());
                }
            }
        }

        assertEquals(List.of(), missing);
    }

    /** The keys that no schema has. */
    private static List<String> apart() {
        List<String> apart = new ArrayList<>(ServerSection.OTHERS);
        apart.addAll(RouteSection.OTHERS);
        apart.add(HttpSection.LENIENT);
        return apart;
    }

    private static List<String> rows(Schema<?> schema) {
        List<String> rows = new ArrayList<>();
        for (Schema.Key key : schema.keys()) {
            boolean said = key.byDefault() != null && !key.byDefault().isEmpty();
            rows.add(key.name() + (said ? " = " + key.byDefault() : ""));
        }
        return rows;
    }
}
