package apex.bench.compare;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The configuration of a proxy. A line that begins with <code>#[name]</code>, a comment to all of them, counts for those
 * workloads that have this feature, one with <code>#[!name]</code> for the others; lines with <code>#[route]</code> that follow each
 * other stand there once for each route, with its number for <code>${n}</code>.
 */
final class Template {
    private static final Pattern MARKED =
            Pattern.compile("(?<indent>\\s*)#\\[(?<not>!?)(?<name>[a-z]+)](?: (?<rest>.*))?");
    private static final String ROUTE = "route";

    private final String text;

    Template(String text) {
        this.text = text;
    }

    /** The template of that name among the resources of this package. */
    static Template resource(String name) throws IOException {
        try (InputStream in = Template.class.getResourceAsStream(name)) {
            return new Template(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    /** The text for what has these features and as many routes. */
    String render(Set<String> features, int routes) {
        List<String> lines = new ArrayList<>();
        List<String> block = new ArrayList<>();
        for (String line : text.lines().toList()) {
            Matcher marked = MARKED.matcher(line);
            boolean isMarked = marked.matches();
            if (isMarked && marked.group("name").equals(ROUTE)) {
                block.add(unmarked(marked));
                continue;
            }
            repeat(block, routes, lines);
            if (!isMarked) {
                lines.add(line);
            } else if (features.contains(marked.group("name"))
                    == marked.group("not").isEmpty()) {
                lines.add(unmarked(marked));
            }
        }
        repeat(block, routes, lines);
        return lines.stream().collect(Collectors.joining("\n", "", "\n"));
    }

    private static String unmarked(Matcher marked) {
        String rest = marked.group("rest");
        return rest == null ? "" : marked.group("indent") + rest;
    }

    private static void repeat(List<String> block, int routes, List<String> lines) {
        for (int i = 0; i < routes; i++) {
            for (String line : block) {
                lines.add(line.replace("${n}", Integer.toString(i)));
            }
        }
        block.clear();
    }
}
