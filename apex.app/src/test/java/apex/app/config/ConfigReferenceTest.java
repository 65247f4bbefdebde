package apex.app.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

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

/** The tables of the README against the keys that are really read. */
class ConfigReferenceTest {
    private static final Pattern ROW = Pattern.compile("^\\| `(\\w+)` \\| (`[^`]*`|[a-z ]+) \\|", Pattern.MULTILINE);

    @Test
    void theReadmeNamesEveryKeyWithItsDefaultAndNoOther() throws IOException {
        Set<String> expected = new TreeSet<>();
        expected.addAll(rows(ServerSection.SCHEMA, ServerSection.OTHERS));
        expected.addAll(rows(RouteSection.SCHEMA, RouteSection.OTHERS));
        expected.addAll(rows(BackendSection.SCHEMA, List.of()));
        // tls is read only to be refused; the default of load_balancing is not in a schema.
        expected.remove("tls");
        expected.remove("load_balancing");
        expected.add("load_balancing = round_robin");

        Set<String> found = new TreeSet<>();
        Matcher matcher = ROW.matcher(Files.readString(Path.of("..", "README.md")));
        while (matcher.find()) {
            String byDefault = matcher.group(2);
            boolean literal = byDefault.startsWith("`");
            found.add(matcher.group(1) + (literal ? " = " + byDefault.substring(1, byDefault.length() - 1) : ""));
        }

        assertEquals(String.join("\n", expected), String.join("\n", found));
    }

    @Test
    void theExampleOfTheDistributionNamesEveryKey() throws IOException {
        String example = Files.readString(Path.of("src", "dist", "apex.toml"));

        List<String> missing = new ArrayList<>();
        List<Schema<?>> schemas = List.of(ServerSection.SCHEMA, RouteSection.SCHEMA, BackendSection.SCHEMA);
        for (Schema<?> schema : schemas) {
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

    private static List<String> rows(Schema<?> schema, List<String> others) {
        List<String> rows = new ArrayList<>(others);
        for (Schema.Key key : schema.keys()) {
            boolean said = key.byDefault() != null && !key.byDefault().isEmpty();
            rows.add(key.name() + (said ? " = " + key.byDefault() : ""));
        }
        return rows;
    }
}
